"""The fidelity of a reading: what the file has, and what was made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from recommendations.importing.inquiries.question_kinds import (
    FOOTNOTE_WITHOUT_MARK,
    INVENTED_CHARACTERS,
    LOST_CHARACTER,
)
from recommendations.importing.models import ImportBatch
from recommendations.importing.pipeline import SourceDocument
from recommendations.importing.reading.parsed_document import ParsedDocument, PassageKind

#: The kinds of questions about characters that the reading could not account for.
UNACCOUNTED = (LOST_CHARACTER.slug, INVENTED_CHARACTERS.slug)


@dataclass(frozen=True)
class FidelityFinding:
    """Something to be looked at; ``line`` counts the lines of the file from 1."""

    line: int
    words: str


@dataclass
class NumberSeries:
    """The printed numbers of one kind of passage: how many were found, and what the last says."""

    kind: str
    found: int
    expected: int
    missing: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)


@dataclass
class FidelityReport:
    """Figures on a reading. What it could not account for is asked as a question."""

    #: The number of passages by their kind, of footnotes and of recommendations.
    counts: dict[str, int] = field(default_factory=dict)
    series: list[NumberSeries] = field(default_factory=list)
    footnotes_without_mark: list[FidelityFinding] = field(default_factory=list)
    #: What was left out as layout, by reason: how many, and each with its line.
    layout: dict[str, list[FidelityFinding]] = field(default_factory=dict)
    #: Look-alikes that were read as the characters they stand for.
    replaced: list[FidelityFinding] = field(default_factory=list)
    #: What the reading asks because it could not account for it.
    unaccounted: list[FidelityFinding] = field(default_factory=list)
    #: Lines that may begin a paragraph and were joined to the one above.
    joined: list[FidelityFinding] = field(default_factory=list)
    #: The name of the encoding that a plain text was read in, if that is not Unicode.
    encoding: str = ""
    #: The codes of records of the document, held in another language, that the file has not.
    missing_in_language: list[str] = field(default_factory=list)
    #: The codes of records of other documents that it prints again.
    reprinted: list[str] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Return whether every number is there once, and every footnote has its mark."""
        gaps = any(each.missing or each.repeated for each in self.series)
        return not (gaps or self.footnotes_without_mark or self.unaccounted)


def fidelity_report(batch: ImportBatch) -> FidelityReport:
    """Return the report that was made when the file of a batch was read."""
    stored = dict(batch.fidelity)
    return FidelityReport(
        counts=stored.get("counts", {}),
        series=[NumberSeries(**each) for each in stored.get("series", ())],
        layout={
            reason: [FidelityFinding(**each) for each in found]
            for reason, found in stored.get("layout", {}).items()
        },
        encoding=stored.get("encoding", ""),
        missing_in_language=stored.get("missing_in_language", []),
        reprinted=stored.get("reprinted", []),
        **{
            name: [FidelityFinding(**each) for each in stored.get(name, ())]
            for name in ("footnotes_without_mark", "replaced", "unaccounted", "joined")
        },
    )


def read_fidelity(document: SourceDocument) -> dict[str, object]:
    """Return the report on a reading as a batch keeps it."""
    parsed = document.parsed
    counts = Counter(str(passage.kind) for passage in parsed.passages)
    counts["footnote"] = len(parsed.footnotes)
    counts["record"] = len(parsed.recommendations)
    report = FidelityReport(
        counts=dict(counts), series=list(number_series(parsed)), encoding=document.encoding
    )
    for question in parsed.questions:
        if question.kind == FOOTNOTE_WITHOUT_MARK.slug:
            report.footnotes_without_mark.append(FidelityFinding(question.line, question.words))
        elif question.kind in UNACCOUNTED:
            report.unaccounted.append(FidelityFinding(question.line, question.words))
    for dropped in parsed.dropped:
        report.layout.setdefault(dropped.reason, []).append(
            FidelityFinding(dropped.line, dropped.text)
        )
    report.replaced = [
        FidelityFinding(fault.line, f"{fault.code} {fault.name} → {fault.ideograph}")
        for fault in document.replaced
    ]
    report.joined = [FidelityFinding(each.line, each.text) for each in parsed.joined]
    return asdict(report)


def number_series(parsed: ParsedDocument) -> Iterator[NumberSeries]:
    """Yield the numbers of paragraphs and of recommendations, if the document has any."""
    for kind in (PassageKind.PARAGRAPH, PassageKind.RECOMMENDATION):
        numbers = [each.number for each in parsed.passages if each.kind == kind and each.number]
        if numbers:
            counts = Counter(numbers)
            expected = range(1, max(numbers) + 1)
            yield NumberSeries(
                kind=str(kind),
                found=len(numbers),
                expected=len(expected),
                missing=[number for number in expected if number not in counts],
                repeated=sorted(number for number, times in counts.items() if times > 1),
            )
