"""English. Words that stand in a table or belong into a cell stay Chinese, in quotation marks."""

TEXTS = {
    # How texts are put together.
    "list-comma": ", ",
    "list-item": "“{text}”",
    "sentence": "{text}.",
    "sentence-ends": ".!?",
    "sentence-separator": " ",
    "same-in-annual": "the same in the annual value",
    "read-as": "“{path}” is not UTF-8 and was read as {encoding}; please save it as UTF-8",
    # Parts of sentences that rules share.
    "nth-project": "project {number}",
    "project-of": "{project} of “{unit}”",
    "from-to": "{start} to {end}",
    # readers
    "moved-funds": "“{project}” is “{columns}”",
    "unnamed": "(project without a name)",
    "nothing-there": "(blank)",
    # reporters
    "full-project": "{path}  {project}",
    "full-indicator": "indicator: ",
    "full-reason": "why: ",
    "full-help": "help: ",
    "full-related": "see also: ",
    "full-more": "{count} more",
    "full-fix-safe": "can be fixed (keeps the meaning): ",
    "full-fix-unsafe": "can be fixed (please confirm first): ",
    "summary-clean": "No problems found.",
    "summary-found": "Problems found: {total} (errors: {error}, warnings: {warning}, info: {info}).",
    "summary-fixable": "Fixable: {safe} without changing the meaning, {unsafe} to be confirmed first.",
    "summary-looked-at": "Checked: files {files}, tables {tables}, projects {projects}, indicators {indicators}.",
    "summary-hidden": "Not shown: files skipped {skipped}, ignored in comments {suppressed}, in the baseline {baselined}.",
    "progress": "checking",
    "sarif-root": "The repository or folder that holds the checked files",
    "sarif-related": "See also: {links}",
    "sarif-many": "{count} problems in all; GitHub shows only the {shown} gravest and refuses more than {refused}.",
    "github-many": "GitHub shows {shown} of a level; errors {error}, warnings {warning}, infos {info}, all in the log.",
    "junit-clean": "no problems found",
    "cut": "{text}…",
    "more-findings": "{count} more are not listed.",
    "more-projects": "{count} more projects are not listed.",
    "markdown-title": "### Check of performance targets",
    "column-severity": "Severity",
    "column-rule": "Rule",
    "column-project": "Project",
    "column-indicator": "Indicator",
    "column-finding": "Problem and help",
    "column-place": "Place",
    "opinion-title": "Review opinion on the performance targets of project expenditure",
    "opinion-clean": "{unit} submitted {projects} projects with {indicators} indicators; nothing was found to be changed.",
    "opinion-unread": "There is no table to be reviewed in {unit}; please submit again after the following is settled.",
    "opinion-overall": "{unit} submitted {projects} projects with {indicators} indicators; "
    "problems found: {total} ({counts}). {verdict}",
    "opinion-error": "to be changed",
    "opinion-warning": "to be verified",
    "opinion-info": "could be better",
    "opinion-count": "{word}: {count}",
    "opinion-verdict-error": "Please change the following and submit again.",
    "opinion-verdict-warning": "Please verify each of the following; change what is wrong and explain what is right.",
    "opinion-verdict-info": "It may be submitted; the following could be better.",
    "opinion-unit": "{number}. {unit}",
    "opinion-unit-year": "{unit} ({year})",
    "opinion-units": "{count} units",
    "opinion-project": "({number}) {project}",
    "opinion-table": "the whole table",
    "opinion-file": "the file itself",
    "opinion-aspect": "{number}. {aspect}",
    "opinion-item": "({number}) {text} ({word}, {code})",
    "opinion-indicator": "indicator “{indicator}”: {message}",
    "opinion-joined": "; ",
    "opinion-fine": "Projects without a problem: {count}.",
    "numerals": "",
    # Policy packs.
    "pack": "policy pack",
    "no-policy": "“{word}” is neither a policy pack nor a file; the packs that come along are {known}{hint}",
    "pack-folder": "“{path}” is a folder, not a policy pack",
    "pack-unreadable": "cannot read the policy pack “{path}”: no permission, or another program holds it open",
    "pack-too-large": "the policy pack “{path}” is larger than {most} MB; it can hardly be one",
    "pack-encoding": "the policy pack “{path}” is in no known text encoding; save it as UTF-8",
    "pack-broken": "{message}; {help}",
    "pack-blank": "the policy pack is empty",
    "pack-documents": "a policy pack holds one document; take out the --- in between",
    "pack-key": "{name} (“{also}”)",
    "pack-unknown-key": "there is no key “{name}”{hint}",
    "pack-known": "; known: {known}",
    "pack-duplicate-key": "“{name}” is written twice",
    "pack-odd-key": "the key here should be text",
    "pack-missing-key": "{name} is missing",
    "pack-choice": "there is no {about} “{word}”; known: {known}{hint}",
    "pack-empty": "“{name}” is empty, which says nothing",
    "pack-too-many": "“{name}” takes at most {most}",
    "pack-reversed": "from {low} to {high}: the first number is greater than the second, nothing could fit",
    "pack-unfit": "“{name}” should be {expected}, but here is {found}",
    "pack-unquoted": "“{name}” should be {expected}, but here is {found}; "
    "text that begins with [ {{ > | * & ! % @ needs quotation marks",
    "pack-is-text": "text",
    "pack-is-number": "a number",
    "pack-is-integer": "a whole number",
    "pack-is-switch": "on or off",
    "pack-is-single": "one value, not several",
    "pack-is-mapping": "lines of “key: value”",
    "pack-is-list": "a list",
    "pack-is-nothing": "nothing",
    "pack-is-written": "“{text}”",
    "pack-one-of": "one of {known}",
    "pack-unknown-rule": "there is no rule “{word}”{hint}",
    "pack-unknown-parameter": "there is no parameter “{word}”{hint}",
    "pack-no-parameters": "rule {rule} has no parameters, so “{word}” does nothing",
    "pack-parameter": "parameter {name} should be {expected}, but here is “{found}”",
    "pack-unknown-level": "the frame has no level “{word}”{hint}",
    "pack-level-key": "the key of a new level is written in lower-case letters (such as management) "
    "and its Chinese under name, not “{word}”",
    "pack-shared-name": "“{word}” is a name or alias of “{level}” already; it could not be told which is meant",
    "pack-no-total": "where weights are given as from … to …, total is needed too, such as total: 90",
    "pack-circle": "“{word}” extends this file again, which makes a circle",
    "pack-no-base": "“{word}” is neither a policy pack nor a file{hint}",
    "bad-policy": "mistakes in the policy pack: {count}\n{mistakes}",
    "policy": "name|file",
    # Fixing.
    "fix-made": "Files changed: {files}; fixes: {total} ({safe} keep the meaning, {unsafe} to be confirmed).",
    "fix-would": "Files to change: {files}; fixes: {total} ({safe} keep the meaning, {unsafe} to be confirmed). "
    "Nothing was written.",
    "fix-nothing": "Nothing to fix.",
    "fix-waiting": "To be confirmed first: {count}; made only with --unsafe-fixes. Check each of them afterwards.",
    "fix-refused": "{where}: {rule} not fixed: {reason}",
    "fix-breaks": "the file could no longer be read",
    "fix-alters": "other cells would change with it",
    "fix-stays": "the problem would still be there",
    "fix-unencodable": "the file's encoding lacks a character that is to be written",
    "fix-endless": "some fixes undo each other; nothing was changed in this file",
    # Pages of rules.
    "page-severity-error": "Severity: error",
    "page-severity-warning": "Severity: warning",
    "page-severity-info": "Severity: info",
    "page-family": "Family: {family}; looks at: {scopes}",
    "page-fix": "Automatic fix: {fix}",
    "page-parameter": "Parameter {name}, default {value}",
    "page-silences": "Where it speaks, these stay silent: {codes}",
    "page-source": "Source (依据): {source}",
    "page-bad": "Bad (反例)",
    "page-good": "Good (正例)",
    "severity-error": "error",
    "severity-warning": "warning",
    "severity-info": "info",
    "scope-problem": "file",
    "scope-value": "indicator value",
    "scope-indicator": "indicator",
    "scope-project": "project",
    "scope-table": "table",
    "scope-corpus": "all tables",
    "fix-none": "none",
    "fix-safe": "yes, keeps the meaning",
    "fix-unsafe": "yes, please confirm first",
    "fix-mixed": "yes, whether to confirm first depends",
    "family-E": "input",
    "family-S": "completeness",
    "family-C": "classification",
    "family-U": "units",
    "family-D": "direction",
    "family-V": "values",
    "family-P": "periods",
    "family-Q": "measurability",
    "family-X": "duplication",
    "family-G": "goals",
    "family-B": "budgets",
    "family-N": "names",
    "family-T": "time",
    "family-W": "weights",
    "family-M": "the run",
    # The command line.
    "refused": "perflint: {reason}",
    "no-arguments": "nothing to do. To check a table: perflint data.yaml; for all usage: perflint --help",
    "no-paths": "no file or folder to check. For example: perflint check data.yaml; from a pipe: perflint check -",
    "no-source": "convert takes exactly one published table. For example: perflint convert 目标表.txt -o data.yaml",
    "no-texts": "no value to parse. For example: perflint parse ≥95%; line by line from a pipe: perflint parse -",
    "no-rules": "which rule? For example: perflint rule U001; all rules: perflint rule --all",
    "rule-all-or-some": "--all already means every rule; name no further ones",
    "unknown-command": "{word} is neither a file nor a command; did you mean {nearest}?",
    "unknown-option": "there is no option {option}. All options: --help; "
    "file names and texts that begin with a minus sign go after --",
    "unknown-option-nearest": "there is no option {option}; did you mean {nearest}?",
    "unknown-choice": "there is no {what} “{word}”; known: {known}{hint}",
    "unknown-rule": "there is no rule “{word}”{hint}",
    "nearest": "; did you mean {nearest}?",
    "all-rules": ". All rules: perflint rule --all",
    "value-missing": "option {option} needs a value",
    "value-unwanted": "option {option} takes no value",
    "bad-year": "the year “{word}” is not a four-digit number from 1900 to 2100, such as 2024",
    "bad-output": "--output is written FORMAT=FILE, such as --output json=result.json, not “{word}”; "
    "to print to the screen use --format",
    "output-taken": "cannot write to {path}: it is to be checked itself, or another result goes there",
    "stdin-filename-alone": "--stdin-filename goes with - only. "
    "For example: perflint check - --stdin-filename data.yaml",
    "unsafe-fixes-alone": "--unsafe-fixes goes with --fix (change files) or --diff (only show what would change)",
    "diff-format": "--diff only prints what would change and lists no problems, so it does not go with --format; "
    "to keep results use --output",
    "bad-fix-safety": "--fix-safety is written RULE=safe, RULE=unsafe or RULE=off, such as U006=off, not “{word}”",
    "unwritable": "cannot write {path}: {reason}",
    "write-denied": "no permission, the file is read-only, or another program holds it open",
    "write-folder": "it is a folder, not a file",
    "write-nowhere": "there is no such folder",
    "write-full": "the disk is full",
    "write-long-name": "the file name is too long",
    "write-changed": "the file was changed after it had been checked; please run again",
    "stream-broken": "the result could not be written out; the disk may be full",
    "converted": "wrote {path}: projects {projects}, indicators {indicators}",
    "nothing-checked": "found no table of performance targets to check",
    "format": "format",
    "severity": "severity",
    "cells": "width",
    "language": "language",
    "rules": "rules",
    "file": "file",
    "year": "year",
    "safety": "safety",
    "rule-safety": "rule=safety",
    "format-file": "format=file",
    "options": "Options:",
    "option-help": "show this page",
    "option-lang": "zh (Chinese, default) or en (English); the environment variable PERFLINT_LANG sets it, too",
    "option-format": """\
full (with the source), concise (a line each), opinion (of a reviewer), markdown;
for programs json, sarif, github, gitlab, junit, rdjson. On a terminal full, else concise""",
    "option-output": "also write the result into a file, as in --output json=a.json; may be repeated",
    "option-fail-on": "exit with 1 where there is anything as severe: error (default), warning, info, never",
    "option-select": "only these rules: names, codes, families (U) or globs (U00*, *-unit), with commas between",
    "option-ignore": "without these rules, written the same way",
    "option-fix": "write fixes that keep the meaning back into the files, then list what is left",
    "option-unsafe-fixes": "with --fix or --diff: also fixes to be confirmed; check each of them afterwards",
    "option-diff": "only print what would change (a unified diff); exit with 1 where there is anything",
    "option-fix-safety": """\
treat a rule's fixes as safe (keep the meaning), unsafe (to be confirmed) or off;
may be repeated, the last one counts: --fix-safety N=off --fix-safety U003=safe""",
    "option-year": "for tables that state no year, such as 2024",
    "option-policy": "policy pack: default (default), mof-2021, guangdong, or a file of your own",
    "option-stdin-filename": "what to call standard input (-); its ending picks the reader",
    "option-ambiguous-width": "cells that ≥, ‰ or ① fill in your terminal: 1 (default) or 2; try 2 if carets are off",
    "option-convert-output": "write into this file; printed where it is missing or -",
    "option-parse-format": "json (a result a line) or text (for people); text on a terminal, else json",
    "option-rule-all": "every rule, by code",
    "option-rule-format": "text (default), markdown, json",
    "about": """\
perflint checks tables of performance targets (项目支出绩效目标表): it points at the cells that a
finance bureau would send back, says why, and what to write instead.

Commands:
  check      check tables (the default command, may be left out)
  convert    turn a published table's text into a data file
  parse      see how a value is understood
  rule       see the page of a rule
  --version  show the version

Usage of each: perflint COMMAND --help. What follows is the usage of check.

{check}""",
    "usage-check": "Usage: perflint [check] [options] files or folders…",
    "about-check": """\
Checks data files (YAML, JSON) or the text of published tables. Files of a folder that are no tables are
passed over and counted; put globs in quotation marks; - reads from a pipe.

Exit code: 0 nothing at or above --fail-on; 1 problems found; 2 wrong usage, an unreadable file, a failed rule.""",
    "examples-check": """\
Examples:
  perflint data.yaml
  perflint units/ --year 2024
  perflint "tables/*.yaml" --ignore N,S007
  perflint data.yaml --format json --output sarif=perflint.sarif
  perflint check - --stdin-filename data.yaml < data.yaml""",
    "usage-convert": "Usage: perflint convert [options] file",
    "about-convert": """\
Reads the text of a published table (title, money unit, column heads, totals, then project by project) and
writes it as a data file. Apart from line breaks not a character is changed. What cannot be read is pointed at
by line; the rest is written all the same.""",
    "examples-convert": """\
Examples:
  perflint convert 目标表.txt -o data.yaml
  perflint convert 目标表.txt --year 2024 > data.yaml""",
    "usage-parse": "Usage: perflint parse [options] values…",
    "about-parse": "Shows how values are read: kind, comparator, number, unit, dimension. - reads lines from a pipe.",
    "examples-parse": """\
Examples:
  perflint parse ≥95% 2024年12月底前
  perflint parse --format json -- -5%
  perflint parse - --format json < values.txt""",
    "usage-rule": "Usage: perflint rule [options] rules…",
    "about-rule": """\
Shows the pages of rules: what they find, why it would be sent back, bad and good examples (反例, 正例).
Rules are named by code or name.""",
    "examples-rule": """\
Examples:
  perflint rule U001
  perflint rule unit-contradicts-name
  perflint rule --all --format markdown""",
    "parse-kind": "kind",
    "parse-comparator": "comparator",
    "parse-number": "number",
    "parse-low": "low",
    "parse-high": "high",
    "parse-unit": "unit",
    "parse-unit_text": "unit as written",
    "parse-dimension": "dimension",
    "parse-start": "start",
    "parse-end": "end",
    "parse-item": "item",
    "parse-direction": "direction",
    "parse-notes": "notes",
}
