"""One run: read the sources, let the rules judge, apply silence and selection, and put it all into a Report."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from perflint import packs, readers
from perflint.ahead import Ahead
from perflint.crew import Crew, Stint
from perflint.discovery import Sieve, Source, discover
from perflint.finding import Finding, Hidden, Safety, Severity
from perflint.fingerprint import numbered
from perflint.interface import CHINESE, language, speaking
from perflint.model import Corpus, Indicator, Problem, Project, Reading, Table
from perflint.plan import Plan, Planned, RowPlan
from perflint.policy import OFF, Policy
from perflint.processes import allowed
from perflint.record import NamedTuple
from perflint.rule import Catalogue, Rule, Scope, Selection, Settings
from perflint.text import Span
from perflint.verdict import Verdict, finding_of, mirrored, once, order, unsilenced, verdict_of
from perflint.vocabulary import extended

if TYPE_CHECKING:
    from perflint.hiding import Hiding
    from perflint.plugins import Plugin
    from perflint.timing import Clock


class Options(NamedTuple):
    """What a run is asked to do. `select` and `ignore` hold names, codes, families or globs (empty `select`: all).

    `layers` are selections on which `select` and `ignore` come as the last, from the weakest. `year` is for tables that
    state none; `policy` is the name of a shipped pack or the path of a bureau's own; `parameters` override the
    policy's, and `severities` the rules' own, both by rule name. `fixes` says of rules, named as in `select` and the
    last word deciding, that their fixes count as "safe" or "unsafe", or are not made ("off"). `lang` is the language of
    all that is said (`zh`, `en`; None: the one in force). `plugins` are names of installed plugins. `baseline` is the
    path of a file of known findings; with `since`, a git revision, only findings on lines changed since are reported:
    both are the run's, whatever a file has.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    year: int | None = None
    policy: str = "default"
    parameters: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
    fixes: Mapping[str, str] = MappingProxyType({})
    lang: str | None = None
    severities: Mapping[str, Severity] = MappingProxyType({})
    layers: tuple[Selection, ...] = ()
    plugins: tuple[str, ...] = ()
    baseline: str | None = None
    since: str | None = None


OptionsOf = Callable[[str], Options]
"""The options for the file of a path; the same object for all files that share their options."""


class Summary(NamedTuple):
    files: int = 0
    skipped: int = 0
    tables: int = 0
    projects: int = 0
    indicators: int = 0
    error: int = 0
    warning: int = 0
    info: int = 0
    suppressed: int = 0
    baselined: int = 0


class Report(NamedTuple):
    """The result of a run: findings in order of path and position, the rules that were enabled, and counts.

    `notes` are sentences about the reading that are no findings (the encoding of a file). `tables` is what was read.
    `lang` is the language of all texts. `severities` are those that the run's options give to rules, by rule name.
    `hidden` are the findings that the user has already said something about: they are counted, and shown only where
    asked for. `stale` are the fingerprints of the entries of a baseline that match nothing.
    """

    findings: tuple[Finding, ...]
    summary: Summary
    rules: tuple[Rule, ...]
    fatal: bool
    notes: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    lang: str = CHINESE
    severities: Mapping[str, Severity] = MappingProxyType({})
    hidden: tuple[Hidden, ...] = ()
    stale: tuple[str, ...] = ()

    def fails(self, threshold: Severity | None) -> bool:
        """Whether anything is as severe as `threshold` (None: never)."""
        return threshold is not None and any(finding.severity.rank >= threshold.rank for finding in self.findings)


FIX_OFF = "off"
"""What `Options.fixes` says of rules whose fixes are not to be made."""


_COUNTED = {"inSource": "suppressed", "external": "baselined"}

Progress = Callable[[int, int], None]
"""Called with the number of sources read so far and their total."""


def lint(
    paths: Sequence[str],
    options: Options | None = None,
    *,
    stdin: Source | None = None,
    progress: Progress | None = None,
    sieve: Sieve | None = None,
    options_of: OptionsOf | None = None,
    jobs: int = 1,
    clock: Clock | None = None,
) -> Report:
    """Check files, folders and globs.

    `options_of` gives a file options of its own; rules that look at all tables together have those of the run. `jobs`
    is how many processes share the work where it is worth it (`perflint.crew`), with the same result. `clock` is told
    where the time goes, in this process. Raises UnknownRule where `select` or `ignore` names no rule, PackError where
    the policy cannot be used, and Refusal where another option cannot be met.
    """
    found = discover(paths, stdin, sieve)
    options = options or Options()
    with collector_off(), speaking(options.lang):
        run = Run(options, options_of=options_of, clock=clock)
        return run.report(found.sources, found.skipped, progress, found.folders, allowed(jobs))


def lint_text(text: str, name: str = "data.yaml", options: Options | None = None) -> Report:
    """Check one text as if it stood in a file called `name` (its ending picks the reader)."""
    return lint([], options, stdin=Source(name, text.encode("utf-8", "surrogatepass")))


class Run:
    """A run's settings: the plan of rules by what they look at, and their parameters.

    Files with options of their own (`options_of`) are judged by a run of their own, one for each distinct options.
    """

    def __init__(
        self,
        options: Options,
        rules: Catalogue | None = None,
        *,
        options_of: OptionsOf | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.options = options
        self._rules_given = rules
        self._options_of = options_of
        self._clock = clock
        self._runs: dict[int, Run] = {id(options): self}
        pack = packs.load(options.policy)
        self.policy: Policy = pack.policy
        self._words = pack.words
        self.broken: tuple[Plugin, ...] = ()
        self.catalogue = self._graded(rules or self._plugged(pack.catalogue(language())))
        if clock is not None:
            self.catalogue = clock.timed(self.catalogue)
        self.enabled = self._enabled()
        self.fixes = {code: said for word, said in options.fixes.items() for code in self.catalogue.select([word])}
        self.settings = {code: self._settings(rule) for code, rule in self.catalogue.rules.items()}
        self.plan = Plan(self._needed(), self.settings)

    def report(
        self,
        sources: Iterable[Source],
        skipped: int,
        progress: Progress | None = None,
        folders: Sequence[str] = (),
        jobs: int = 1,
    ) -> Report:
        """Read the sources and judge them, in the words of the policy; `folders` are those whose content they are."""
        with extended(self._words):
            return self._report(list(sources), skipped, progress, folders, jobs)

    def _report(
        self, todo: Sequence[Source], skipped: int, progress: Progress | None, folders: Sequence[str], jobs: int
    ) -> Report:
        readings: list[Reading] = []
        tables: list[Table] = []
        read = readers.read if self._clock is None else self._clock.read_by(readers.read)
        # All of them before there is a helper: what it says of rules, it says in numbers.
        runs = [self._of(source.path) for source in todo]
        rules = [rule for run in self._runs.values() for rule in run.catalogue.rules.values()]
        with Crew(self._judged, rules, jobs) as crew:
            for number, (source, run) in enumerate(zip(todo, runs, strict=True)):
                crew.begin()
                ahead = Ahead(crew, run.policy.frame, run.options.year)
                # What rules of others keep of a table is unknown, and a clock tells reading from judging.
                overlaps = crew.has_helpers and self._clock is None and not run.options.plugins
                reading = read(source, run.settings, ahead.take if overlaps else None)
                if reading is None:
                    skipped += 1
                else:
                    readings.append(reading)
                    tables += reading.tables
                ahead.settle(reading.tables if reading else ())
                if progress:
                    progress(number + 1, len(todo))
            hiding = self._hiding(readings, todo, folders)
            verdicts = list(self.verdicts(problem for reading in readings for problem in reading.problems))
            verdicts += crew.finish(self._of_corpus(tables))
        findings = self.findings(verdicts)
        hidden: Sequence[Hidden] = ()
        if hiding:
            findings, hidden = sorted(hiding.left(findings), key=order), hiding.hidden
        counts = Counter(str(finding.severity) for finding in findings)
        summary = Summary(
            files=len(readings),
            skipped=skipped,
            tables=len(tables),
            projects=sum(len(table.projects) for table in tables),
            indicators=sum(len(project.indicators) for table in tables for project in table.projects),
            **{str(severity): counts[str(severity)] for severity in Severity},
            **Counter(_COUNTED[one.kind] for one in hidden),
        )
        fatal = any(verdict.rule.fatal for verdict in verdicts) or bool(self.broken)
        enabled = tuple(rule for code, rule in self.catalogue.rules.items() if code in self.enabled)
        told = (plugin.told() for plugin in self.broken)
        notes = (*told, *(note for reading in readings for note in reading.notes))
        severities, lang = self.options.severities, language()
        report = Report(tuple(findings), summary, enabled, fatal, notes, tuple(tables), lang, severities, tuple(hidden))
        return hiding.noted(report) if hiding else report

    def verdicts(self, problems: Iterable[Problem]) -> Iterator[Verdict]:
        """What the rules say of what could not be taken as it stands, silence not yet applied."""
        for problem in problems:
            run = self._of(problem.place.source.path)
            yield from run._judge(run._named(problem.key), problem, None, None)

    def findings(self, verdicts: Iterable[Verdict]) -> list[Finding]:
        """Silence, then selection, then wording and order."""
        spoken = (verdict for verdict in unsilenced(verdicts, self.all_ordered()) if self._is_enabled(verdict))
        found = [self._finding(verdict, span) for verdict, span in once(spoken)]
        found.sort(key=order)
        return list(numbered(found))

    def _hiding(self, readings: Sequence[Reading], sources: Sequence[Source], folders: Sequence[str]) -> Hiding | None:
        """What hides findings in this run; None where nothing does, as in most runs."""
        asked = (self.options.baseline, self.options.since) != (None, None)
        if not asked and not any(reading.remarks for reading in readings):
            return None
        from perflint.hiding import Hiding

        return Hiding(self, readings, sources, folders)

    def worded(self, problems: Iterable[Problem]) -> list[Finding]:
        """Problems that arose after the rules had spoken, as findings."""
        return self.findings(self.verdicts(problems))

    def enabled_at(self, path: str) -> frozenset[str]:
        """The codes of the rules that are in force for the file of a path."""
        return self._of(path).enabled

    def _of(self, path: str) -> Run:
        """The run with the options of the file `path`: itself where the file has none of its own."""
        if self._options_of is None:
            return self
        options = self._options_of(path)
        if id(options) not in self._runs:
            self._runs[id(options)] = Run(options, self._rules_given, clock=self._clock)
        return self._runs[id(options)]

    def all_ordered(self) -> Iterable[Rule]:
        """This run's rules in their order, then those that only the options of some file bring."""
        ordered = (rule for run in self._runs.values() for rule in run.catalogue.ordered)
        first: dict[str, Rule] = {}
        for rule in ordered:
            first.setdefault(rule.code, rule)
        return first.values()

    def _is_enabled(self, verdict: Verdict) -> bool:
        return verdict.rule.code in self.enabled_at(verdict.fault.place.source.path)

    def _corpus_plan(self) -> tuple[Planned, ...]:
        """The rules about all tables together that any of the runs needs, with this run's settings."""
        codes = {planned.rule.code for run in self._runs.values() for planned in run.plan.of_scope(Scope.CORPUS)}
        rules = (rule for rule in self.catalogue.ordered if rule.code in codes)
        return tuple(Planned(rule, rule.check, self.settings[rule.code]) for rule in rules)

    def _finding(self, verdict: Verdict, span: Span) -> Finding:
        """The finding of a verdict as the options of its file have it."""
        run, rule = self._of(verdict.fault.place.source.path), verdict.rule
        severity = run.options.severities.get(rule.name) or run.graded.get(rule.code)
        return run._treated(finding_of(verdict, span, severity))

    def _treated(self, finding: Finding) -> Finding:
        """The finding with its fix as safe as the options call it, or with none."""
        said = self.fixes.get(finding.code)
        if said is None or finding.fix is None:
            return finding
        return finding._replace(fix=None if said == FIX_OFF else finding.fix._replace(safety=Safety(said)))

    def _judged(self, stint: Stint) -> list[Verdict]:
        """All that the rules say of a part of a table, silence not yet applied."""
        return self._of(stint.table.source.path)._of_stint(stint)

    def _of_stint(self, stint: Stint) -> list[Verdict]:
        said: list[Verdict] = []
        if stint.projects is None:
            said += self._judge(self.plan.of_scope(Scope.TABLE), stint.table, None, None)
        for project in stint.projects or ():
            said += self._judge(self.plan.of_project(project), project, project, None)
            # An alias brings in the indicators of another project; they are judged there.
            for indicator in (own for own in dict.fromkeys(project.indicators) if own.project is project):
                plan = self.plan.of_row(indicator)
                if plan.rules:
                    said += self._judge(plan.rules, indicator, project, indicator)
                said += self._values(indicator, project, plan)
        return said

    def _of_corpus(self, tables: Sequence[Table]) -> list[Callable[[], list[Verdict]]]:
        """What the rules say of all tables together, when called: a module's all at once, for they share their work."""
        corpus = Corpus(tables)
        by_module: dict[str, list[Planned]] = {}
        for planned in self._corpus_plan():
            by_module.setdefault(planned.check.__module__, []).append(planned)
        return [partial(self._judge, rules, corpus, None, None) for rules in by_module.values()]

    def _values(self, indicator: Indicator, project: Project, plan: RowPlan) -> list[Verdict]:
        """Values one by one; where full and annual hold the same text, one verdict speaks for both."""
        said: list[Verdict] = []
        # A row with two values has these: beside one of them a single `value` is no field (`readers.builder`).
        full, annual = pair if len(pair := indicator.values) == 2 else (None, None)
        same = (
            full is not None
            and annual is not None
            and full.text == annual.text
            and full.cell.where != annual.cell.where
        )
        for value in indicator.values:
            rules = plan.of(value, same and value is annual)
            if not rules:
                continue
            verdicts = self._judge(rules, value, project, indicator)
            if verdicts and same and value is full and annual is not None:
                verdicts = [verdict._replace(fault=mirrored(verdict.fault, full, annual)) for verdict in verdicts]
            said += verdicts
        return said

    def _judge(
        self, rules: Iterable[Planned], subject: Any, project: Project | None, indicator: Indicator | None
    ) -> list[Verdict]:
        verdicts: list[Verdict] = []
        for rule, check, settings in rules:
            try:
                for fault in check(subject, settings) or ():
                    if rule.origin:  # Rules of others may lack a field that their words need.
                        rule.worded(fault)
                    verdicts.append(verdict_of(rule, subject, fault, project, indicator))
            except (Exception, SystemExit) as error:
                fields = {"rule": f"{rule.code} {rule.name}", "error": type(error).__name__}
                names = (project.label if project else None, indicator.label if indicator else None)
                crash = Problem("rule-crashed", subject.at(), fields, *names)
                verdicts += self._judge(self._named(crash.key), crash, project, indicator)
        return verdicts

    def _named(self, key: str) -> tuple[Planned, ...]:
        """The rule that words the readers' problems of that key."""
        rule = self.catalogue.named(key)
        return (Planned(rule, rule.check, self.settings[rule.code]),)

    def _enabled(self) -> frozenset[str]:
        """What was chosen, and always the rules that end a run: what could not be read or checked is never hidden."""
        fatal = frozenset(code for code, rule in self.catalogue.rules.items() if rule.fatal)
        layers = (*self.options.layers, Selection(self.options.select, (), self.options.ignore))
        asked = [pattern for layer in layers for pattern in (*layer.select, *layer.extend)]
        return (self.catalogue.choose(layers) - self._switched_off(asked)) | fatal

    def _switched_off(self, asked: Sequence[str]) -> frozenset[str]:
        """The rules that the policy is without, those aside that were asked for by their own name or code."""
        off: frozenset[str] = frozenset()
        for pattern, switch in self.policy.switches.items():
            meant = self.catalogue.select([pattern])
            off = off | meant if switch == OFF else off - meant
        return off - self.catalogue.spelt_out(asked)

    def _plugged(self, known: Catalogue) -> Catalogue:
        """With the rules of the plugins that are asked for; those that are broken are kept to be told of."""
        if not self.options.plugins:
            return known
        from perflint import plugins

        gathered = plugins.gather(known, self.options.plugins)
        self.broken = gathered.broken
        return gathered.catalogue

    def _graded(self, known: Catalogue) -> Catalogue:
        """The rules with the severities that the policy gives them."""
        self.graded: dict[str, Severity] = {}
        for pattern, severity in self.policy.severities.items():
            self.graded.update(dict.fromkeys(known.select([pattern]), Severity(severity)))
        return known.graded(self.graded) if self.graded else known

    def _needed(self) -> list[Rule]:
        """The enabled rules and all that may silence one of them, directly or not."""
        needed = set(self.enabled)
        for rule in reversed(self.catalogue.ordered):
            if rule.silences & needed:
                needed.add(rule.code)
        return [rule for rule in self.catalogue.ordered if rule.code in needed]

    def _settings(self, rule: Rule) -> Settings:
        packed = self.policy.parameters_of(rule.name, rule.parameters)
        return Settings({**packed, **self.options.parameters.get(rule.name, {})}, self.policy, rule.texts)


@contextmanager
def collector_off() -> Iterator[None]:
    """Reading builds millions of objects and no garbage; the collector only gets in the way."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
