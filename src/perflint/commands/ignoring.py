"""`perflint check --add-ignores`: comments written into the files for all that was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perflint.commands import console
from perflint.commands.arguments import UsageError
from perflint.interface import say

if TYPE_CHECKING:
    from perflint.linter import Report


def write(report: Report, reason: str) -> bool:
    """Write the comments, each file whole or not at all; whether all could be. Raises UsageError for no reason."""
    from perflint.files import one_by_file, write_atomically
    from perflint.marking import mark
    from perflint.rule import Catalogue

    if not reason.strip() or not reason.isprintable() or "#" in reason:
        raise UsageError(say("add-ignores-reason"))
    rules = {rule.code: rule for rule in report.rules}
    files = count = 0
    whole = True
    made = mark(report, Catalogue(rules, report.rules), reason.strip())
    for marked in one_by_file(made, lambda marked: marked.source.path):
        source = marked.source
        if marked.text is None:
            console.complain(say("add-ignores-impossible", path=source.path, count=marked.found))
            continue
        try:
            write_atomically(source.path, source.encoded(marked.text), instead_of=source.encoded(source.text))
        except (OSError, UnicodeEncodeError) as error:
            whole = False
            told = getattr(error, "strerror", None) or str(error)
            console.complain(say("unwritable", path=source.path, reason=told))
        else:
            files, count = files + 1, count + marked.found
    console.complain(say("add-ignores-made", files=files, count=count))
    return whole
