"""What a reading asks: each kind of question is raised by a document, in any language."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings

from recommendations.importing.inquiries import question_kinds
from recommendations.importing.inquiries.question_kinds import QUESTION_KINDS, QuestionKind
from recommendations.importing.inquiries.questions import ImportAnswer, ReadingHints
from recommendations.importing.reading.parsed_document import ParsedDocument
from recommendations.importing.uploads.document_reader import read_content
from tests.importing.made_documents.labels import LANGUAGES
from tests.importing.made_documents.notation import compilation, next_report
from tests.importing.made_documents.text_writer import write_text
from tests.importing.test_coming_reports import REPORT

CONTAINERS = Path(settings.BASE_DIR, "recommendations/importing/containers")
SYMBOL = "CTOC/COP/WG.7/2026/4"
ENGLISH = write_text(next_report("en")).decode()
COMPILATION = write_text(compilation("en")).decode()
PAPER = (
    "Working Group on the Smuggling of Migrants\n\nVienna, 6 and 7 October 2026\n\n"
    "Cooperation at sea\n\nBackground paper prepared by the Secretariat\n\nI. Introduction\n\n"
    "1. The paper was prepared by the Secretariat.\n\n"
)
LIST = "2. The Working Group should consider these measures:\n\n(a) Rescue;\n\n(b) Training.\n"


class Case(NamedTuple):
    """A document that raises a question, with what is stated of it and what the question says."""

    text: str
    said: str
    hints: ReadingHints = ReadingHints(SYMBOL)


def without(pattern: str, text: str = ENGLISH, by: str = "") -> str:
    changed, count = re.subn(pattern, by, text, flags=re.MULTILINE)
    assert count
    return changed


def wrapped(before: str, after: str) -> str:
    """A paragraph on printed lines, and another whose first line ends within a sentence."""
    full = "Vessels are searched by those who have the right to do so under the Protocol,\n\n"
    return f"2. {full * 9}and others.\n\n3. {before}\n\n{after} says.\n"


#: What the reader of a program's faults asks has tests of its own.
OF_FAULTS = {"lost-character", "invented-characters"}
CASES = {
    "symbol": Case(PAPER, "does not print the symbol", ReadingHints()),
    "other-symbol": Case(f"CTOC/COP/WG.7/2026/2\n\n{PAPER}", "prints the symbol CTOC"),
    "symbol-of-other-body": Case(
        ENGLISH.replace(SYMBOL, "CTOC/COP/WG.4/2026/4"),
        "is a symbol of another body",
        ReadingHints("CTOC/COP/WG.4/2026/4"),
    ),
    "symbol-of-other-year": Case(
        PAPER, "meeting was in 2026", ReadingHints("CTOC/COP/WG.7/2025/4")
    ),
    "year": Case(
        PAPER.replace("Vienna, 6 and 7 October 2026\n\n", ""),
        "The symbol A/67/10 has no year",
        ReadingHints("A/67/10"),
    ),
    "other-language": Case(ENGLISH, "text is in en", ReadingHints(SYMBOL, "fr")),
    "language": Case("A/1\n\n1. Xyz\n", "none of the six languages"),
    "genre": Case(
        PAPER.replace("Background paper prepared", "Study prepared"), "what kind of document"
    ),
    "other-genre": Case(PAPER, "is “background-paper”", ReadingHints(SYMBOL, genre="report")),
    "title": Case(without("Report on the meeting.*", by="Report"), "No title was found"),
    "other-body": Case(
        ENGLISH.replace("the Smuggling of Migrants", "Trafficking in Persons"),
        "names “Working Group on Trafficking in Persons”",
    ),
    "no-body": Case(
        without("^Report on the meeting.*", by="Report on the meeting"), "does not name the Working"
    ),
    "session": Case(without("held its thirteenth meeting"), "which session"),
    "dates": Case(
        without(r"held in Vienna on 6 and 7 October 2026$", by="held from 5 to 7 October 2026"),
        "2026-10-05 – 2026-10-07",
    ),
    "no-paragraphs": Case(without(r"^\d+\. "), "No numbered paragraph was found"),
    "no-recommendations": Case(
        "Report on the meeting of the Working Group on the Smuggling of Migrants\n\nI. Opening\n\n"
        "1. The Working Group held its thirteenth meeting on 6 October 2026.\n",
        "No recommendation was found",
    ),
    "meeting-of-heading": Case(
        COMPILATION.replace("at its eleventh meeting", "at an earlier meeting"),
        "which does not tell by which meeting",
    ),
    "long-heading": Case(PAPER.replace("Introduction", "Cooperation " * 50), "599 characters"),
    "list": Case(PAPER + LIST, "Does the list hold recommendations"),
    "number-left-out": Case(PAPER + "3. More.\n", "a number before it is missing"),
    "number-used-twice": Case(
        PAPER + "2. More.\n\n3. More.\n\n3. Most.\n", "the number was used before"
    ),
    "no-space-after-number": Case(PAPER + "2.More is said.\n", "no space after its number"),
    "footnote-without-mark": Case(
        f"{PAPER}{'_' * 20}\n\n 1 See above.\n", "Footnote “1” has no mark"
    ),
    "footnote-without-rule": Case(f"{PAPER} * See above.\n", "though no rule stands above"),
    "page-number": Case(f"{PAPER}2. Of all\n\n3/7\n\nvessels.\n", "the number of a page"),
    "paragraph-break": Case(
        write_text(next_report("en"), wrapped=True).decode(), "Does a paragraph begin here?"
    ),
    "item-in-sentence": Case(
        PAPER
        + wrapped("All vessels are searched, as article 8 has it in its paragraph 2,", "(a) of it"),
        "the line before it ends no sentence",
    ),
    "markup": Case(f"{PAPER}2. Of <b>all</b> vessels.\n", "looks like a mark of HTML"),
    "stretched-words": Case(REPORT.replace("鼓励缔约国", "鼓 励 缔约国"), "spaces stretch"),
}


def read(case: Case, *answers: ImportAnswer) -> ParsedDocument:
    hints = ReadingHints(case.hints.symbol, case.hints.language, case.hints.genre, answers)
    return read_content(case.text.encode(), hints).parsed


@pytest.mark.parametrize("kind", CASES)
def test_a_document_raises_the_question(kind: str) -> None:
    case = CASES[kind]
    asked = {each.kind: each for each in read(case).questions}
    assert kind in asked, asked
    assert case.said in str(asked[kind])


@pytest.mark.parametrize("kind", CASES)
def test_an_answered_question_is_not_asked_again(kind: str) -> None:
    values = {"language": "en", "genre": "other", "number": "13", "year": "2024", "symbol": SYMBOL}
    case = CASES[kind]
    answers: list[ImportAnswer] = []
    for each in read(case).questions:
        choice = next(choice for choice in each.choices if choice != "reject")
        kinds = {known.slug: known for known in QUESTION_KINDS}
        value = values.get(kinds[each.kind].value, "2026-10-05/2026-10-07")
        answers.append(ImportAnswer(each.kind, each.words, choice, value))
    answered = {(each.kind, each.words) for each in answers}
    left = read(case, *answers).questions
    assert not answered & {(each.kind, each.words) for each in left}


def test_every_kind_of_question_has_a_document_that_raises_it() -> None:
    slugs = {kind.slug for kind in QUESTION_KINDS}
    assert set(CASES) <= slugs
    assert slugs - set(CASES) - OF_FAULTS <= container_kinds()


def container_kinds() -> set[str]:
    """Return the kinds that containers alone ask, of what their formats can hold."""
    sources = "".join(path.read_text(encoding="utf-8") for path in CONTAINERS.rglob("*.py"))
    names = set(re.findall(r"\b[A-Z_]{4,}\b", sources)) - {"SYMBOL"}
    named = {name: each for name, each in vars(question_kinds).items() if name in names}
    return {each.slug for each in named.values() if isinstance(each, QuestionKind)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_of_another_body_adopts_nothing_in_any_language(language: str) -> None:
    names = {
        "ar": ("تهريب المهاجرين", "الاتجار بالأشخاص"),
        "en": ("the Smuggling of Migrants", "Trafficking in Persons"),
        "es": ("el Tráfico Ilícito de Migrantes", "la Trata de Personas"),
        "fr": ("le trafic illicite de migrants", "la traite des personnes"),
        "ru": ("незаконному ввозу мигрантов", "вопросам торговли людьми"),
        "zh-hans": ("偷运移民", "贩运人口"),
    }
    text = write_text(next_report(language)).decode().replace(*names[language])
    case = Case(text, "")
    asked = [each for each in read(case).questions if each.kind == "other-body"]
    assert len(asked) == 1
    assert read(case).recommendations == []
    answer = ImportAnswer("other-body", asked[0].words, "no-recommendations")
    document = read(case, answer)
    assert (document.recommendations, document.meeting) == ([], None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_that_no_announcement_takes_is_asked_about_in_any_language(language: str) -> None:
    chapeaux = {
        "ar": "2- ينبغي للدول الأطراف أن تتخذ التدابير التالية:\n\n(أ) الإنقاذ؛\n\n(ب) التدريب.",
        "en": "2. States should take these measures:\n\n(a) Rescue;\n\n(b) Training.",
        "es": "2. Los Estados deberían adoptar estas medidas:\n\na) Rescate;\n\nb) Formación.",
        "fr": "2. Les États devraient prendre ces mesures :\n\na) Secours ;\n\nb) Formation.",
        "ru": "2. Государствам следует принять такие меры:\n\na) спасение;\n\nb) обучение.",
        "zh-hans": "2. 各国应当采取这些措施：\n\n(a) 救援；\n\n(b) 培训。",
    }
    first = {"ar": "أولا- مقدمة\n\n1- أعدت الأمانة هذه الورقة.", "zh-hans": "一. 导言\n\n1. 导言。"}
    start = first.get(language, "I. X\n\n1. X.")
    text = f"Title\n\n{start}\n\n{chapeaux[language]}\n"
    hints = ReadingHints(SYMBOL, language, "background-paper")
    document = read_content(text.encode(), hints).parsed
    [question] = [each for each in document.questions if each.kind == "list"]
    assert question.choices[0] == "proposed"
    assert [each.label for each in document.passages if each.kind == "item"] == ["a", "b"]


class TestAdoption:
    """Recommendations that a report does not number as such."""

    REPORT = (
        "Report on the meeting of the Working Group on the Smuggling of Migrants\n\n"
        "I. Recommendations\n\n1. The Working Group adopted the following recommendations:\n\n"
    )
    END = "II. Opening\n\n{n}. The Working Group held its thirteenth meeting on 6 October 2026.\n"

    def report(self, listed: str, number: int) -> Case:
        return Case(self.REPORT + listed + "\n\n" + self.END.format(n=number), "")

    def test_numbers_that_begin_anew_number_recommendations(self) -> None:
        listed = "1. States should cooperate.\n\n2. States should:\n\n(a) Train;\n\n(b) Rescue."
        document = read(self.report(listed, 2))
        assert [(each.passage, each.text) for each in document.recommendations] == [
            ("r1", "States should cooperate."),
            ("r2", "States should:\n(a) Train;\n(b) Rescue."),
        ]
        assert (document.questions, document.session) == ([], 13)

    def test_the_items_of_the_adoption_are_recommendations(self) -> None:
        listed = "(a) States should cooperate;\n\n(b) States should:\n\n(i) Train;\n\n(ii) Rescue."
        document = read(self.report(listed, 2))
        assert [(each.letter, each.text) for each in document.recommendations] == [
            ("a", "States should cooperate;"),
            ("b", "States should:\n(i) Train;\n(ii) Rescue."),
        ]

    def test_items_within_items_are_words_of_their_recommendation(self) -> None:
        items = ("(a) Train:", "(i) Guards;", "(ii) Judges;", "(b) Rescue:", "(i) Ships.")
        listed = "\n\n".join(("Recommendation 1 : States should:", *items))
        document = read(self.report(listed, 2))
        [recommendation] = document.recommendations
        assert recommendation.text.splitlines() == ["States should:", *items]
        anchors = [each.anchor for each in document.passages if each.kind == "item"]
        assert anchors == ["r1a", "r1ai", "r1aii", "r1b", "r1bi"]
        assert document.questions == []

    def test_whether_paragraphs_that_follow_on_are_is_asked(self) -> None:
        case = self.report("2. States should cooperate.\n\n3. States should train.", 4)
        [question] = read(case).questions
        assert question.kind == "list"
        answer = ImportAnswer("list", question.words, "adopted")
        found = [(each.status, each.number) for each in read(case, answer).recommendations]
        assert found == [("adopted", 2), ("adopted", 3)]


@pytest.mark.parametrize(
    ("symbol", "line"),
    [
        ("CTOC/COP/WG.7/2026/2", "Vienna, 6 and 7 October 2025"),
        ("A/67/10", "20 October 2026"),
        ("A/67/10", "Vienna, 6 and 7 October 2026"),
        (
            "CMW/C/SR.137",
            "Held at the Palais Wilson, Geneva, on Monday, 5 October 2026, at 10 a.m.",
        ),
    ],
)
def test_a_cover_tells_the_year_that_a_symbol_lacks(symbol: str, line: str) -> None:
    text = PAPER.replace("Vienna, 6 and 7 October 2026", line)
    parsed = read(Case(text, "", ReadingHints(symbol)))
    assert parsed.year == 2026
    assert "year" not in {each.kind for each in parsed.questions}


def test_two_years_on_a_cover_leave_the_year_open() -> None:
    text = PAPER.replace(
        "Vienna, 6 and 7 October 2026", "From 5 October 2025 on\n\nUntil 6 October 2026"
    )
    for value, year in (("2026", 2026), ("soon", None), ("26", None)):
        answer = ImportAnswer("year", "A/67/10", "value", value)
        parsed = read(Case(text, "", ReadingHints("A/67/10")), answer)
        assert parsed.year == year
        assert ("year" in {each.kind for each in parsed.questions}) == (year is None)


def test_a_compilation_has_the_recommendations_of_a_year_that_somebody_told() -> None:
    case = CASES["meeting-of-heading"]
    [asked] = read(case).questions
    found = read(case, ImportAnswer(asked.kind, asked.words, "value", "2024"))
    assert [(each.year, each.number, each.session) for each in found.recommendations] == [
        (2024, 2, None),
        (2024, 3, None),
        (2025, 4, 12),
        (2025, 5, 12),
    ]
    left = read(case, ImportAnswer(asked.kind, asked.words, "no-recommendations"))
    assert [each.number for each in left.recommendations] == [4, 5]
    assert left.questions == []


@pytest.mark.parametrize(
    "genre", ["compilation", "background-paper", "working-paper", "resolution"]
)
def test_a_document_that_should_hold_recommendations_and_holds_none_is_asked_about(
    genre: str,
) -> None:
    text = re.sub("Background paper prepared.*", "", PAPER)
    case = Case(text, "", ReadingHints(SYMBOL, genre=genre))
    assert "no-recommendations" in {each.kind for each in read(case).questions}


@pytest.mark.parametrize("genre", ["provisional-agenda", "other"])
def test_a_document_that_need_not_hold_recommendations_is_not(genre: str) -> None:
    text = re.sub("Background paper prepared.*", "", PAPER)
    case = Case(text, "", ReadingHints(SYMBOL, genre=genre))
    assert "no-recommendations" not in {each.kind for each in read(case).questions}
