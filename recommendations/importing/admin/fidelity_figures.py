"""The fidelity report of a batch in words: what was found, what was expected, what is amiss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from recommendations.importing.batches.fidelity import FidelityFinding, FidelityReport, NumberSeries
from recommendations.importing.reading.parsed_document import PassageKind
from smuggling_kb.enumerations import comma_list

#: The passages that are counted, in this order.
KINDS = {
    str(PassageKind.SECTION): gettext_lazy("Headings"),
    str(PassageKind.PARAGRAPH): gettext_lazy("Numbered paragraphs"),
    str(PassageKind.ITEM): gettext_lazy("Lettered items"),
    "footnote": gettext_lazy("Footnotes"),
    "record": gettext_lazy("Recommendations"),
}
#: Reasons for which a reading leaves something out as layout, in its own words.
LAYOUT = (
    gettext_noop("running header"),
    gettext_noop("page number"),
    gettext_noop("job number"),
)


@dataclass(frozen=True)
class Figure:
    """A number of the report; ``note`` says what is amiss with it."""

    label: str
    found: int
    note: str = ""


@dataclass(frozen=True)
class FindingList:
    """Places of the file that a person may want to look at."""

    label: str
    findings: list[FidelityFinding]


def figures(report: FidelityReport) -> Iterator[Figure]:
    """Yield how many passages of each kind were found, and which numbers are missing."""
    notes = {series.kind: series_note(series) for series in report.series}
    for kind, label in KINDS.items():
        note = notes.get("recommendation" if kind == "record" else kind, "")
        yield Figure(str(label), report.counts.get(kind, 0), note)
    count = len(report.footnotes_without_mark)
    yield Figure(_("Footnotes without a mark"), count, _("look at these") if count else "")
    count = len(report.unaccounted)
    yield Figure(_("Lines not accounted for"), count, _("look at these") if count else "")


def series_note(series: NumberSeries) -> str:
    """Return which printed numbers are missing or come twice; empty if none."""
    notes = []
    if series.missing:
        notes.append(_("missing: %(numbers)s") % {"numbers": comma_list(map(str, series.missing))})
    if series.repeated:
        numbers = comma_list(map(str, series.repeated))
        notes.append(_("more than once: %(numbers)s") % {"numbers": numbers})
    return "; ".join(notes)


def finding_lists(report: FidelityReport) -> Iterator[FindingList]:
    """Yield the places to look at, what is amiss first, then what was left out as layout."""
    lists = [
        (_("Footnotes without a mark"), report.footnotes_without_mark),
        (_("Lines not accounted for"), report.unaccounted),
        (_("Characters read as the ones they look like"), report.replaced),
        (_("Joined to the paragraph above: a sentence ends before"), report.joined),
    ]
    for reason, found in report.layout.items():
        lists.append((_("Left out as layout: %(reason)s") % {"reason": _(reason)}, found))
    for label, found in lists:
        if found:
            yield FindingList(label, found)
