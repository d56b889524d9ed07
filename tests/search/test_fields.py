"""What the value of a field means."""

import pytest

from recommendations.index import current_index
from recommendations.search import engine, examples, fields
from recommendations.search.parser import parse_query
from recommendations.search.query import Field
from tests.builders import make_recommendation, make_session

THEMES = {
    "protection": ("Protection and assistance", "保护权利和提供援助"),
    "criminal-justice": ("Criminalization, investigation and prosecution", "刑事定罪、调查及起诉"),
    "research": ("Research, data collection and analysis", "研究、数据收集和分析"),
}
SESSIONS = {
    "1": ("1st, 2012", "第一次会议，2012"),
    "12": ("12th, 2025", "第十二次会议，2025"),
    "unknown": ("Not specified", "未注明"),
}
ARTICLES = {
    "som-protocol-16": ("Smuggling of Migrants Protocol, art. 16", "《偷运移民议定书》第16条"),
    "som-protocol-2": (),
    "som-protocol-chapter-2": ("Smuggling of Migrants Protocol, chapter II",),
    "untoc-16": ("Organized Crime Convention, art. 16",),
    "untoc-6": ("Organized Crime Convention, art. 6",),
}
SYMBOLS: dict[str, tuple[str, ...]] = {
    "CTOC/COP/WG.7/2015/4": (),
    "CTOC/COP/WG.7/2015/45": (),
    "A/CONF.213/7": (),
}
ADDRESSEES = {
    "states": ("States", "国家"),
    "states-parties": ("States parties", "缔约国"),
    "states-not-party": ("States not party", "非缔约国"),
}
CODES: dict[str, tuple[str, ...]] = {
    "2012/5": (),
    "2012/50": (),
    "2013/90": (),
    "2022/61b": (),
    "2022/61c": (),
}


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ("theme:protection", THEMES, {"protection"}),
        ("主题:保护", THEMES, {"protection"}),
        ("主题：“研究、数据收集和分析”", THEMES, {"research"}),
        ("theme:criminal", THEMES, {"criminal-justice"}),
        ("theme:crim*", THEMES, {"criminal-justice"}),
        ('theme:"data collection"', THEMES, {"research"}),
        ("theme:crime", THEMES, set()),
        ("session:1", SESSIONS, {"1"}),
        ("session:01", SESSIONS, {"1"}),
        ("会议:第一次会议", SESSIONS, {"1"}),
        ("session:12th", SESSIONS, {"12"}),
        ("session:2012", SESSIONS, {"1"}),
        ("session:unknown", SESSIONS, {"unknown"}),
        ("session:3", SESSIONS, set()),
        ("article:16", ARTICLES, {"som-protocol-16", "untoc-16"}),
        ("artículo:16", ARTICLES, {"som-protocol-16", "untoc-16"}),
        ("статья:١٦", ARTICLES, {"som-protocol-16", "untoc-16"}),
        ("المادة:16", ARTICLES, {"som-protocol-16", "untoc-16"}),
        ("thème:protection", THEMES, {"protection"}),
        ("条:16(5)", ARTICLES, {"som-protocol-16", "untoc-16"}),
        ("article:2", ARTICLES, {"som-protocol-2"}),
        ("article:som-protocol-16", ARTICLES, {"som-protocol-16"}),
        ("article:untoc", ARTICLES, {"untoc-16", "untoc-6"}),
        ("条款:偷运移民议定书", ARTICLES, {"som-protocol-16"}),
        ("symbol:CTOC/COP/WG.7/2015/4", SYMBOLS, {"CTOC/COP/WG.7/2015/4"}),
        ("symbol:wg.7/2015", SYMBOLS, {"CTOC/COP/WG.7/2015/4", "CTOC/COP/WG.7/2015/45"}),
        ("文号:A/CONF*", SYMBOLS, {"A/CONF.213/7"}),
        ("symbol:WG.7/201", SYMBOLS, set()),
        ("addressee:states", ADDRESSEES, {"states"}),
        ("对象:缔约国", ADDRESSEES, {"states-parties"}),
        ("对象:缔约", ADDRESSEES, {"states-parties", "states-not-party"}),
        ("code:2012/5", CODES, {"2012/5"}),
        ("code:2012", CODES, {"2012/5", "2012/50"}),
        ("code:2012/5*", CODES, {"2012/5", "2012/50"}),
        ("编号:2022/61", CODES, {"2022/61b", "2022/61c"}),
        ("code:2022/61B", CODES, {"2022/61b"}),
        ("code:201", CODES, set()),
    ],
)
def test_a_value_means(typed: str, known: fields.LabelsByValue, meant: set[str]) -> None:
    [field] = parse_query(typed).clauses
    assert isinstance(field, Field)
    assert fields.matching_values(field, known) == meant


def test_no_two_fields_have_a_name_in_common() -> None:
    names = [(name, each) for each in fields.query_fields().values() for name in each.aliases]
    assert len({name for name, _field in names}) == len(names)
    assert all(fields.canonical_name(name) == each.name for name, each in names)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("theme:prevention", {"2012/5"}),
        ("主题:prevention", {"2012/5"}),
        ("-theme:prevention", {"2013/6"}),
        ("session:1 -主题:保护", {"2012/5"}),
        ("code:2013 OR 海上", {"2012/5", "2013/6"}),
        ("status:adopted 海上", {"2012/5"}),
        ("年份:2013", {"2013/6"}),
        ("theme:nothing", set()),
        ("-theme:nothing", {"2012/5", "2013/6"}),
    ],
)
def test_records_are_found_by_fields(typed: str, codes: set[str]) -> None:
    make_recommendation("2012/5", text="海上。", session=make_session(1))
    make_recommendation("2013/6", text="边境。", theme="protection", session=make_session(2))
    hits = engine.find_records(typed, current_index())
    assert {hits.index.code(place) for place in hits.ranking} == codes


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    "example", [*examples.WORDS, *examples.FIELDS], ids=lambda each: each.typed
)
def test_every_example_finds_a_record(example: examples.Example) -> None:
    hits = engine.find_records(example.typed, current_index())
    assert 0 < hits.matches.bit_count() < hits.index.size
    assert hits.query.warnings == ()
