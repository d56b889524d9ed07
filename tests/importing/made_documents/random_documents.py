"""Reports at random, in any of the six languages, made of the words of the made-up reports."""

from __future__ import annotations

import re
from functools import cache

from hypothesis import strategies as st

from tests.importing.made_documents.document import Kind, MadeDocument, MadePassage, Note
from tests.importing.made_documents.labels import LANGUAGES
from tests.importing.made_documents.notation import next_report, number_passages

#: A place at which a mark may stand, since no number ends or begins there.
PLACE = re.compile(r"(?<=[^\W\d_])(?=[\s,;.，；。、]|$)")
#: What may stand inside a sentence, and is neither a number of a passage nor a mark.
FRAGMENTS = (
    *("(A/RES/55/25)", "35 %", "1,200", "2025–2028", "“…”", "No. 4", "2/3", "COVID-19"),
    *("CTOC/COP/WG.7/2020/2", "I.", "*", "& <b>", "[1]", "`x`", "A_B_C", "~", "(a)", "(b)"),
)


@cache
def sentences(language: str, kind: Kind) -> tuple[str, ...]:
    """Return the texts of a kind in the report of a language, but for those of its meeting."""
    return tuple(
        passage.text
        for passage in next_report(language).passages
        if passage.kind == kind and not re.search(r"\d{4}|[:：]$", passage.text)
    )


@cache
def announcements(language: str) -> tuple[str, ...]:
    """Return the texts before lists."""
    return tuple(
        passage.text
        for passage in next_report(language).passages
        if passage.kind in (Kind.PARAGRAPH, Kind.RECOMMENDATION) and passage.text[-1] in ":："
    )


@st.composite
def running_texts(draw: st.DrawFn, language: str, kind: Kind) -> MadePassage:
    """Draw a passage of a kind, perhaps with fragments and footnotes inside."""
    text = draw(st.sampled_from(sentences(language, kind)))
    if draw(st.booleans()):
        middle = text.find(" ", len(text) // 2) if language != "zh-hans" else len(text) // 2
        if middle > 0:
            fragment = draw(st.sampled_from(FRAGMENTS))
            space = "" if language == "zh-hans" else " "
            text = f"{text[:middle]}{space}{fragment}{space}{text[middle:].lstrip()}"
    places = [match.start() for match in PLACE.finditer(text)]
    chosen = sorted(draw(st.sets(st.sampled_from(places), max_size=2))) if places else []
    notes = draw(
        st.lists(
            st.sampled_from(sentences(language, Kind.PARAGRAPH)),
            min_size=len(chosen),
            max_size=len(chosen),
        )
    )
    found = (Note(offset, "", note) for offset, note in zip(chosen, notes, strict=True))
    return MadePassage(kind, text, notes=tuple(found))


@st.composite
def lists_with_items(draw: st.DrawFn, language: str, kind: Kind) -> list[MadePassage]:
    """Draw a passage and the items that it announces."""
    items = draw(st.lists(running_texts(language, Kind.ITEM), min_size=1, max_size=4))
    announced = draw(st.sampled_from(announcements(language)))
    return [MadePassage(kind, announced), *items]


@st.composite
def recommendations(draw: st.DrawFn, language: str) -> list[MadePassage]:
    """Draw a section of recommendations, some with items or with further paragraphs."""
    passages = [MadePassage(Kind.SECTION, draw(st.sampled_from(sentences(language, Kind.SECTION))))]
    for _number in range(draw(st.integers(1, 4))):
        if draw(st.integers(0, 3)) == 0:
            passages += draw(lists_with_items(language, Kind.RECOMMENDATION))
            continue
        passages.append(draw(running_texts(language, Kind.RECOMMENDATION)))
        if draw(st.integers(0, 3)) == 0:
            passages.append(MadePassage(Kind.CONTINUATION, continuation(language)))
    return passages


@st.composite
def paragraphs(draw: st.DrawFn, language: str) -> list[MadePassage]:
    """Draw paragraphs, some with items, perhaps under a section's heading."""
    passages = []
    for _number in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            passages += draw(lists_with_items(language, Kind.PARAGRAPH))
        else:
            passages.append(draw(running_texts(language, Kind.PARAGRAPH)))
    return passages


@st.composite
def tables(draw: st.DrawFn, language: str) -> list[MadePassage]:
    """Draw a paragraph and a table below it."""
    rows = [each for each in next_report(language).passages if each.kind == Kind.ROW]
    width = draw(st.sampled_from((2, 3)))
    chosen = [row for row in rows if len(row.cells) == width]
    return [
        draw(running_texts(language, Kind.PARAGRAPH)),
        *draw(st.lists(st.sampled_from(chosen), min_size=2, max_size=5)),
    ]


@st.composite
def made_reports(draw: st.DrawFn, language: str | None = None) -> MadeDocument:
    """Draw the report of a meeting, in the order in which reports have their chapters."""
    language = language or draw(st.sampled_from(LANGUAGES))
    report = next_report(language)
    introduction, advice, summary, organization, adoption = chapters(report)
    passages = [
        *(each for each in report.passages if each.kind == Kind.COVER),
        introduction[0],
        long_paragraph(language),
        *draw(paragraphs(language)),
        *advice[:2],
        *(each for part in draw(some(recommendations(language))) for each in part),
        summary[0],
        *draw(paragraphs(language)),
        *organization[:3],  # The opening, which names the meeting.
        *draw(paragraphs(language)),
        *(draw(tables(language)) if draw(st.booleans()) else []),
        *adoption,
    ]
    bare = (MadePassage(p.kind, p.text, notes=p.notes, cells=p.cells) for p in passages)
    numbered = tuple(number_passages(bare))
    return MadeDocument(language, report.genre, report.symbol, report.job_number, numbered)


def some(
    parts: st.SearchStrategy[list[MadePassage]],
) -> st.SearchStrategy[list[list[MadePassage]]]:
    return st.lists(parts, min_size=1, max_size=3)


def chapters(report: MadeDocument) -> list[list[MadePassage]]:
    """Return the passages of each chapter, the annex with the last."""
    found: list[list[MadePassage]] = []
    for passage in report.passages:
        if passage.kind == Kind.CHAPTER:
            found.append([])
        if found:
            found[-1].append(passage)
    return found


def long_paragraph(language: str) -> MadePassage:
    """Return a paragraph that no printed line could hold, as every report has some."""
    joint = "" if language == "zh-hans" else " "
    return MadePassage(Kind.PARAGRAPH, joint.join(sentences(language, Kind.RECOMMENDATION)[:3]))


def continuation(language: str) -> str:
    """Return the further paragraph of a recommendation."""
    [text] = sentences(language, Kind.CONTINUATION)
    return text
