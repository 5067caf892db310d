"""Bars of findings by project and by family, as tables with a drawing in them: read aloud, they are their numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from perflint.finding import Severity
from perflint.interface import say
from perflint.record import NamedTuple
from perflint.reporters.html.markup import Html, element, joined

ROWS = 12
"""Bars of a chart; what has fewer findings is counted together."""
_WIDTH = 200


class Bar(NamedTuple):
    """A row of a chart: what it is called, what of the filter it stands for, and its findings by severity."""

    label: str
    value: str
    counts: Counter[Severity]


def chart(title: str, field: str, counts: Mapping[tuple[str, str], Counter[Severity]]) -> Html:
    """A chart of `counts` by (label, value), longest first; `field` is the filter that a click on a row sets."""
    bars = sorted((Bar(*key, count) for key, count in counts.items()), key=lambda bar: -bar.counts.total())
    rows = [_row(bar, field, bars[0].counts.total()) for bar in bars[:ROWS]]
    if rest := bars[ROWS:]:
        together = Bar(say("html-others", count=len(rest)), "", sum((bar.counts for bar in rest), Counter()))
        rows.append(_row(together, field, 0))
    heading = element(
        "tr",
        element("th", element("span", title, class_="unseen"), scope="col"),
        element("th", scope="col"),
        *(element("th", say(f"severity-{severity}"), scope="col") for severity in Severity),
    )
    table = element("table", element("thead", heading), element("tbody", *rows), class_="chart")
    return element("section", element("h3", title), table)


def _row(bar: Bar, field: str, longest: int) -> Html:
    """A bar, drawn against the longest; the rest taken together has none to be measured by (0)."""
    label: Html = element("span", bar.label)
    if bar.value:
        label = element("button", bar.label, type="button", data_field=field, data_value=bar.value)
    return element(
        "tr",
        element("th", label, scope="row"),
        element("td", _drawing(bar.counts, longest) if longest else ""),
        *(element("td", str(bar.counts[severity]), class_="number") for severity in Severity),
    )


def _drawing(counts: Counter[Severity], longest: int) -> Html:
    """One bar, its parts side by side."""
    pieces: list[Html] = []
    for severity, start in zip(Severity, _starts(counts), strict=True):
        if width := counts[severity]:
            x, wide = (f"{_WIDTH * part / longest:.2f}" for part in (start, width))
            pieces.append(element("rect", x=x, y=2, width=wide, height=12, class_=severity))
    return element("svg", joined(pieces), viewBox=f"0 0 {_WIDTH} 16", preserveAspectRatio="none", aria_hidden="true")


def _starts(counts: Counter[Severity]) -> Sequence[int]:
    error, warning = counts[Severity.ERROR], counts[Severity.WARNING]
    return 0, error, error + warning
