"""The command that reads a document: what it says, what it changes, what it refuses."""

from argparse import ArgumentTypeError
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from recommendations.importing.actions import LoadRefused, load
from recommendations.importing.batches.publication import publish_batch
from recommendations.importing.inquiries.questions import ImportAnswer
from recommendations.importing.management.commands.import_document import parse_answer
from recommendations.importing.models import BatchStage, ImportBatch
from recommendations.importing.rows import groups
from recommendations.models import Citation, Recommendation, RecommendationText, WorkflowStage
from sessions.models import Document, Paragraph, WorkingGroupSession
from smuggling_kb.characters import character_faults
from tests.batches import CORRECTED, PRINTED, accept_all
from tests.builders import assign, make_subject, publish_draft

SOURCES = Path(settings.BASE_DIR, "fixtures", "sources")
REPORT = SOURCES / "CTOC-COP-WG.7-2020-4.zh-hans.md"


def import_document(path: Path, **options: object) -> str:
    out = StringIO()
    call_command("import_document", path, stdout=out, **options)
    return out.getvalue()


def next_report(tmp_path: Path) -> Path:
    """A report that is not held: the one of 2020 of another meeting, with another wording."""
    text = REPORT.read_text(encoding="utf-8")
    for old, new in (
        ("工作组 2020 年 9 月 8 日和 9 日", "工作组 2026 年 10 月 6 日和 7 日"),
        ("23 September 2020", "20 October 2026"),
        ("第七次会议于 2020 年 9 月 8 日和 9 日", "第十三次会议于 2026 年 10 月 6 日和 7 日"),
        ("鼓励缔约国为可能因", "缔约国应当为可能因"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    path = tmp_path / "CTOC-COP-WG.7-2026-4.zh-hans.md"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", sorted(SOURCES.iterdir()), ids=lambda path: path.name)
def test_a_document_that_is_held_would_change_nothing(knowledge_base: None, path: Path) -> None:
    said = import_document(path)
    assert "Would change:\n  nothing\n" in said
    assert "Questions:\n  none\n" in said


def test_the_same_content_is_recognised_under_any_name(
    knowledge_base: None, tmp_path: Path
) -> None:
    copy = tmp_path / "download.txt"
    copy.write_bytes(REPORT.read_bytes())
    assert import_document(copy).startswith("CTOC/COP/WG.7/2020/4 (zh-hans, report)")


def test_it_counts_what_it_found(knowledge_base: None) -> None:
    said = import_document(REPORT)
    for line in (
        "  12 sections",
        "  34 paragraphs",
        "  22 numbered recommendations",
        "  10 items",
        "   0 footnotes",
        "  22 passages that are recommendations",
    ):
        assert line in said


def test_a_new_report_is_written_only_when_told_to(knowledge_base: None, tmp_path: Path) -> None:
    said = import_document(next_report(tmp_path), symbol="CTOC/COP/WG.7/2026/4")
    assert "document CTOC/COP/WG.7/2026/4: new" in said
    assert "recommendation 2026/22: new" in said
    assert not Document.objects.filter(symbol="CTOC/COP/WG.7/2026/4").exists()


def test_a_new_report_becomes_drafts(knowledge_base: None, tmp_path: Path) -> None:
    import_document(next_report(tmp_path), write=True)
    drafts = Recommendation.objects.filter(year=2026)
    assert set(drafts.values_list("publication", "status", "session__number")) == {
        (WorkflowStage.DRAFT, "adopted", 13)
    }
    assert drafts.count() == 22
    first = RecommendationText.objects.get(recommendation__code="2026/1")
    assert (first.modal, first.source.anchor if first.source else "") == ("应当", "r1")


def test_a_second_time_changes_nothing(knowledge_base: None, tmp_path: Path) -> None:
    path = next_report(tmp_path)
    import_document(path, write=True)
    before = groups.digest(groups.rows_in_database())
    import_document(path, write=True)
    assert groups.digest(groups.rows_in_database()) == before
    publish(ImportBatch.objects.get())
    assert "Would change:\n  nothing\n" in import_document(path, write=True)


def publish(batch: ImportBatch) -> None:
    """Publish all of a batch."""
    accept_all(batch)
    publish_batch(batch, by=None)


def corrected(path: Path) -> Path:
    """The file with other words in recommendation 3."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(PRINTED, CORRECTED), encoding="utf-8")
    return path


def test_a_corrected_file_updates_the_drafts_that_it_wrote(
    knowledge_base: None, tmp_path: Path
) -> None:
    path = next_report(tmp_path)
    import_document(path, write=True)
    said = import_document(corrected(path), write=True)
    assert "Written as drafts" in said
    assert CORRECTED in RecommendationText.objects.get(recommendation__code="2026/3").text


def test_a_corrected_file_proposes_what_it_corrects_whoever_classified_what(
    knowledge_base: None, tmp_path: Path
) -> None:
    path = next_report(tmp_path)
    import_document(path, write=True)
    publish(ImportBatch.objects.get())
    record = Recommendation.objects.get(code="2026/3")
    assign(record, make_subject("sirens"))
    said = import_document(corrected(path), write=True)
    assert said.partition("published in the admin:\n")[2].splitlines() == [
        "  document CTOC/COP/WG.7/2026/4: changed",
        "  recommendation 2026/3: changed",
    ]
    assert CORRECTED not in record.texts.get().text
    publish(ImportBatch.objects.open_batches().get())
    assert CORRECTED in record.texts.get().text
    assert record.theme_assignments.filter(theme__slug="sirens").exists()
    assert RecommendationText.objects.texts_unlike_passages() == []


def test_words_that_an_editor_changed_too_are_shown_beside_those_of_the_file(
    knowledge_base: None, tmp_path: Path
) -> None:
    path = next_report(tmp_path)
    import_document(path, write=True)
    publish(ImportBatch.objects.get())
    text = RecommendationText.objects.filter(recommendation__code="2026/3")
    text.update(text="校正。")
    said = import_document(corrected(path), write=True)
    assert "The words held and those of the file differ." in said
    assert "    here: 校正。\n" in said
    assert CORRECTED in said.partition("    file: ")[2]
    [differing] = RecommendationText.objects.texts_unlike_passages()
    assert differing.text == "校正。"


def test_questions_stop_it_until_they_are_answered(knowledge_base: None, tmp_path: Path) -> None:
    path = next_report(tmp_path)
    words = "缔约国应当为可能因"
    asking = path.read_text(encoding="utf-8").replace(words, "缔约国\n\n3/7\n\n应当为可能因")
    path.write_text(asking, encoding="utf-8")
    with pytest.raises(CommandError, match=r"questions open: 1\. The batch is kept"):
        import_document(path, write=True)
    assert ImportBatch.objects.get().stage == BatchStage.QUESTIONS
    assert not Recommendation.objects.filter(year=2026).exists()
    answer = ImportAnswer("page-number", "3/7", "layout")
    said = import_document(path, write=True, answer=[answer])
    assert "Questions:\n  none\n" in said
    assert (
        "缔约国应当为可能因" in RecommendationText.objects.get(recommendation__code="2026/1").text
    )


@pytest.mark.parametrize(
    ("argument", "answer"),
    [
        ("page-number:3/7=layout", ImportAnswer("page-number", "3/7", "layout")),
        ("symbol:=value:A/1", ImportAnswer("symbol", "", "value", "A/1")),
        ("markup:a=b=as-printed", ImportAnswer("markup", "a=b", "as-printed")),
    ],
)
def test_answers_are_given_as_arguments(argument: str, answer: ImportAnswer) -> None:
    assert parse_answer(argument) == answer


@pytest.mark.parametrize("argument", ["", "page-number", "page-number:3/7", "a:b=perhaps"])
def test_what_is_no_answer_is_refused(argument: str) -> None:
    with pytest.raises(ArgumentTypeError, match="KIND:WORDS=CHOICE"):
        parse_answer(argument)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04\0\0", "damaged or incomplete"),
        ("偷运移民".encode("utf-16"), "no document that can be read"),
        ("偷運移民".encode("big5"), "not in UTF-8"),
        (b"Dear Sir or Madam,\n", "no document that can be read here"),
        (REPORT.read_bytes().replace("建议 9\n".encode(), b"\n"), "questions open"),
        (REPORT.read_bytes().replace("建议 9\n".encode(), "建议 8\n".encode()), "questions open"),
        (REPORT.read_bytes().replace(b"\n28. ", b"\n29. "), "questions open"),
    ],
    ids=["empty", "binary", "utf-16", "big5", "letter", "gap", "duplicate", "paragraph"],
)
def test_bad_input_gets_a_clear_message_and_changes_nothing(
    knowledge_base: None, tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(content)
    before = groups.digest(groups.rows_in_database())
    with pytest.raises(CommandError, match=message) as refusal:
        import_document(path, symbol="CTOC/COP/WG.7/2026/4", write=True)
    assert "Nothing was changed." in str(refusal.value) or "is kept" in str(refusal.value)
    assert groups.digest(groups.rows_in_database()) == before


def test_a_file_that_is_not_there_is_said_to_be_missing(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        import_document(tmp_path / "missing.txt")


def test_a_document_without_a_symbol_asks_for_it(db: None, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_bytes(REPORT.read_bytes())
    with pytest.raises(CommandError, match=r"questions open: 1\. Nothing was changed"):
        import_document(path)


def test_what_is_no_symbol_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="not the symbol of a United Nations"):
        import_document(REPORT, symbol="2020 report")


def test_a_language_that_cannot_be_read_yet_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="“de” cannot be read"):
        import_document(REPORT, language="de")


def test_without_the_fixtures_it_says_what_is_missing(db: None) -> None:
    with pytest.raises(CommandError, match="load_fixtures"):
        import_document(REPORT, write=True)
    assert not Paragraph.objects.exists()


def test_a_file_that_is_held_under_another_symbol_is_refused(knowledge_base: None) -> None:
    before = groups.digest(groups.rows_in_database())
    with pytest.raises(CommandError, match=r"The file is held as CTOC/COP/WG\.7/2020/4, not"):
        import_document(REPORT, symbol="CTOC/COP/WG.7/2030/1", write=True)
    assert groups.digest(groups.rows_in_database()) == before


def test_a_file_of_another_genre_than_the_symbols_is_refused(
    knowledge_base: None, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="“Compilation of recommendations”, but the file"):
        import_document(next_report(tmp_path), symbol="CTOC/COP/WG.7/2015/5", write=True)


def test_a_record_is_not_moved_to_another_document(knowledge_base: None, tmp_path: Path) -> None:
    path = next_report(tmp_path).rename(tmp_path / "CTOC-COP-WG.7-2020-5.zh-hans.md")
    path.write_text(path.read_text(encoding="utf-8").replace("2026 年", "2020 年"))
    with pytest.raises(CommandError, match="2020/1 is held already, read from CTOC"):
        import_document(path, write=True)


def test_a_record_that_the_file_no_longer_has_is_named(
    knowledge_base: None, tmp_path: Path
) -> None:
    path = next_report(tmp_path)
    import_document(path, write=True)
    publish(ImportBatch.objects.get())
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("#### 建议 22")] + text[text.index("### 三.") :])
    assert "  recommendation 2026/22: not in the file\n" in import_document(path)


def test_citations_that_waited_for_a_document_lead_to_it(
    knowledge_base: None, tmp_path: Path
) -> None:
    citation = Citation.objects.filter(reference="CTOC/COP/WG.7/2020/3", pinpoint="51").get()
    symbol = "CTOC/COP/WG.7/2026/4"
    Citation.objects.filter(pk=citation.pk).update(reference=symbol, pinpoint="4", symbol=symbol)
    import_document(next_report(tmp_path), write=True)
    citation.refresh_from_db()
    assert citation.document is None  # Nobody has published the document yet.
    publish_draft(symbol)
    citation.refresh_from_db()
    assert citation.document == Document.objects.get(symbol=symbol)
    assert (citation.anchor, citation.unresolved, citation.symbol) == ("p4", "", "")


def test_every_member_of_a_range_is_cited_in_record_and_reader(
    knowledge_base: None, tmp_path: Path, client: Client
) -> None:
    path = next_report(tmp_path)
    text = path.read_text(encoding="utf-8")
    sentence = "鼓励缔约国为可能因".replace("鼓励缔约国", "缔约国应当")
    assert text.count(sentence) == 1
    cited = (
        "根据《公约》第 12 至 14 条和《打击偷运移民议定书》第五条至第八条，并依照"
        " CTOC/COP/WG.7/2015/5，第 5 至 7 段，"
    )
    path.write_text(text.replace(sentence, cited + sentence), encoding="utf-8")
    import_document(path, write=True)
    record = Recommendation.objects.get(code="2026/1")
    articles = [provision.slug for provision in record.cited_provisions]
    assert articles == [
        *("untoc-12", "untoc-13", "untoc-14"),
        *(f"som-protocol-{number}" for number in range(5, 9)),
    ]
    publish_draft("CTOC/COP/WG.7/2026/4")
    page = client.get("/en/documents/CTOC/COP/WG.7/2015/5/").content.decode()
    assert page.count("/en/documents/CTOC/COP/WG.7/2026/4/#r1") == 3


# Characters that no print has


@pytest.mark.parametrize(
    ("characters", "name"),
    [
        ("\ufffd", "U\\+FFFD REPLACEMENT CHARACTER"),
        ("\u200b", "U\\+200B ZERO WIDTH SPACE"),
        ("\u00ad", "U\\+00AD SOFT HYPHEN"),
        ("\x02", "U\\+0002"),
        ("\ue123", "U\\+E123"),
        ("\u202e", "U\\+202E RIGHT-TO-LEFT OVERRIDE"),
        ("⺀", "U\\+2E80 CJK RADICAL REPEAT"),
    ],
)
def test_an_import_stops_at_a_character_that_no_print_has(
    knowledge_base: None, tmp_path: Path, characters: str, name: str
) -> None:
    path = next_report(tmp_path)
    text = path.read_text(encoding="utf-8")
    line = next(
        number
        for number, words in enumerate(text.split("\n"), start=1)
        if "缔约国应当为可能因" in words
    )
    column = text.split("\n")[line - 1].index("缔约国应当为可能因") + 4
    path.write_text(text.replace("缔约国应当为可能因", f"缔约国{characters}应当为可能因"))
    with pytest.raises(CommandError, match=f"Line {line}, character {column}: {name}"):
        import_document(path, symbol="CTOC/COP/WG.7/2026/4", write=True)
    assert not Document.objects.filter(symbol="CTOC/COP/WG.7/2026/4").exists()


def test_a_radical_is_read_as_the_ideograph_that_it_stands_for(
    knowledge_base: None, tmp_path: Path
) -> None:
    path = next_report(tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("移民", "移⺠").replace("工作", "⼯作"), encoding="utf-8")
    said = import_document(path, symbol="CTOC/COP/WG.7/2026/4", write=True)
    assert "U+2EA0 CJK RADICAL CIVILIAN → 民" in said
    texts = RecommendationText.objects.filter(recommendation__year=2026)
    passages = Paragraph.objects.filter(version__document__symbol="CTOC/COP/WG.7/2026/4")
    for words in [*texts.values_list("text", flat=True), *passages.values_list("text", flat=True)]:
        assert not list(character_faults(words))
    assert texts.filter(text__contains="移民").exists()


@pytest.mark.django_db
def test_rows_of_fixtures_are_refused_with_the_field_that_is_wrong() -> None:
    session = groups.row(WorkingGroupSession, number=1, evidence="a\u200bb")
    with pytest.raises(
        LoadRefused, match=r"workinggroupsession 1, evidence: Line 1, character 2: U\+200B"
    ):
        load([session], source="fixtures")
