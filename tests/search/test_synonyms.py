"""Words that mean the same, and the names of treaties."""

import re

import pytest
from django.test import Client

from recommendations.index import current_index
from recommendations.models import InstrumentName
from recommendations.search import engine
from recommendations.search.expansion import Expansion, expand_query
from recommendations.search.parser import parse_query
from recommendations.search.vocabulary.synonyms import SynonymGroup, Synonyms, curated_synonyms
from sessions.models import Footnote, Paragraph, Section
from tests.reading import Page

GROUPS = (
    SynonymGroup(("返还", "遣返", "送回")),
    SynonymGroup(("证据", "证明")),
    SynonymGroup(
        ("Smuggling Protocol", "《偷运移民议定书》", "《打击偷运移民议定书》", "《议定书》")
    ),
    SynonymGroup(("《贩运人口议定书》", "TIPP")),
)


def meant(typed: str) -> str:
    return str(expand_query(parse_query(typed), Synonyms(GROUPS), {}).query)


@pytest.mark.parametrize(
    ("typed", "looked_for"),
    [
        ("遣返", "遣返 OR 返还 OR 送回"),
        ("儿童遣返", "儿童遣返 OR 儿童返还 OR 儿童送回"),
        ('"遣返"', '"遣返"'),
        ("-遣返", "-遣返"),
        ("遣返*", "遣返*"),
        ("遣返 OR 儿童", "遣返 OR 返还 OR 送回 OR 儿童"),
        ("偷运移民议定书", "偷运移民议定书 OR 《议定书》 OR Smuggling Protocol"),
        ("《议定书》", "《议定书》 OR 《偷运移民议定书》 OR Smuggling Protocol"),
        ("tipp", "tipp OR 《贩运人口议定书》"),
        ("tipps", "tipps"),
        (
            "Smuggling Protocol 儿童",
            "(Smuggling Protocol) OR 《议定书》 OR 《偷运移民议定书》 儿童",
        ),
        ("Smuggling 儿童 Protocol", "Smuggling 儿童 Protocol"),
        ("议定书", "议定书"),
        (
            "《偷运移民议定书》第5条",
            " OR ".join(
                (
                    "《偷运移民议定书》第5条",
                    "《议定书》第5条",
                    "《打击偷运移民议定书》第5条",
                    "Smuggling Protocol第5条",
                    "《偷运移民议定书》第五条",
                )
            ),
        ),
        ("theme:遣返", "theme:遣返"),
        ("海上", "海上"),
    ],
)
def test_other_words_are_looked_for(typed: str, looked_for: str) -> None:
    assert meant(typed) == looked_for


def test_what_else_was_searched_for_is_announced() -> None:
    read = expand_query(parse_query("儿童 遣返 -送回"), Synonyms(GROUPS), {})
    assert read.expansions == (Expansion("遣返", ("返还", "送回")),)


def test_other_forms_of_a_word_are_looked_for() -> None:
    words = {"en": frozenset({"investigation", "investigations", "investor"})}
    read = expand_query(
        parse_query('investigations -investigation "investigation"'), Synonyms(()), words
    )
    assert str(read.query) == ('investigations OR investigation -investigation "investigation"')


def test_a_word_with_many_equivalents_is_not_too_much() -> None:
    read = expand_query(parse_query("返还" * 40), Synonyms(GROUPS), {})
    assert len(read.query.positive_terms) <= 25


@pytest.mark.usefixtures("knowledge_base")
def test_editors_hold_equivalent_only_what_the_documents_say() -> None:
    texts = (
        *Paragraph.objects.values_list("text", flat=True),
        *Footnote.objects.values_list("text", flat=True),
        *Section.objects.values_list("heading", flat=True),
    )
    held = "\n".join(texts)
    held = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", held)
    words = [word for group in curated_synonyms() for word in group.words]
    assert len(set(words)) == len(words) >= 30
    assert [word for word in words if word not in held] == []
    assert all(group.note and len(group.words) > 1 for group in curated_synonyms())


def test_no_equivalent_is_within_another() -> None:
    words = [word for group in curated_synonyms() for word in group.words]
    assert [(one, other) for one in words for other in words if one != other and one in other] == []


def found_by(typed: str) -> set[int]:
    return set(engine.find_records(typed, current_index()).ranking)


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("group", curated_synonyms(), ids=str)
def test_each_word_of_a_group_finds_the_same(group: SynonymGroup) -> None:
    found = [found_by(word) for word in group.words]
    assert found[0]
    assert all(each == found[0] for each in found)


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("slug", ["som-protocol", "untoc"])
def test_each_name_of_a_treaty_finds_the_same_and_says_so(client: Client, slug: str) -> None:
    names = list(
        InstrumentName.objects.filter(instrument__slug=slug).values_list("name", flat=True)
    )
    least = set.intersection(*map(found_by, names))
    literal_query = {name: found_by(f'"{name}"') for name in names}
    assert len(least) > max(map(len, literal_query.values())) > 0
    page = Page(client.get("/en/recommendations/?q=偷运移民议定书"))
    assert "“偷运移民议定书” also finds: 《议定书》" in page.text
    [link] = [link for link in page.links() if "%22" in link]
    assert "also searched" not in Page(client.get(link)).text
