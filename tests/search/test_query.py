"""What somebody types into the search box, and what is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.search.expansion import literal
from recommendations.search.interpretation import hints, reading
from recommendations.search.query import DEEPEST, And, Field, Node, Not, Term, parse
from recommendations.search.warnings import Slip

#: Text that is as good at breaking things as what people type.
PIECES = st.sampled_from(
    [
        *"移民第16条 \"“”«»「」()（）-*:：，、。aAbÉ\t\n(é\u200b《》١ش😀\x00\x1b'",
        *(" OR ", " AND ", " NOT ", "theme:", "主题：", "code:", "foo:", "migra*", "16(5)", " -"),
    ]
)
ANYTHING = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60))


def written(node: Node) -> str:
    """A condition in a notation of its own, with every bracket."""
    if isinstance(node, Term):
        return (f'"{node.needle}"' if node.phrase else node.needle) + "*" * node.prefix
    if isinstance(node, Field):
        return f"{node.name}={node.value}{'*' * node.prefix}"
    if isinstance(node, Not):
        return f"!{written(node.part)}"
    sign = " & " if isinstance(node, And) else " | "
    return f"({sign.join(map(written, node.parts))})"


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("海上 电子证据", ["海上", "电子证据"]),
        ("海上　电子证据", ["海上", "电子证据"]),
        ("海上，电子证据。", ["海上", "电子证据"]),
        ("海上 AND 电子证据", ["海上", "电子证据"]),
        ("海上 或 且", ["海上", "或", "且"]),
        ('"第 16 条"', ['"第16条"']),
        ("“第 16 条”", ['"第16条"']),
        ("«a b» 「c d」 „e f“ ＂g h＂", ['"a b"', '"c d"', '"e f"', '"g h"']),
        ('"所谓“安全”国家"', ['"所谓“安全”国家"']),
        ('“称为"蛇头"的”', ['"称为"蛇头"的"']),
        ('"mixed”', ['"mixed"']),
        ('"not closed', ['"not closed"']),
        ('ab"c d"ef', ["ab", '"c d"', "ef"]),
        ("a OR b c", ["(a | b)", "c"]),
        ("a OR b OR c", ["(a | b | c)"]),
        ("OR a OR OR b OR", ["(a | b)"]),
        ('a OR "" OR b', ["(a | b)"]),
        ("a or b", ["a", "or", "b"]),
        ("(a OR b) c", ["(a | b)", "c"]),
        ("(a b) OR c", ["((a & b) | c)"]),
        ("（a b）OR（c d）", ["((a & b) | (c & d))"]),
        ("((a)) (b (c d))", ["a", "b", "c", "d"]),
        ("海上(执法 OR 警察)", ["海上", "(执法 | 警察)"]),
        ("-a", ["!a"]),
        ("--a", ["!a"]),
        ("－a −b –c", ["!a", "!b", "!c"]),
        ("NOT a", ["!a"]),
        ("NOT NOT a", ["a"]),
        ("-(-a)", ["a"]),
        ('-"a b"', ['!"a b"']),
        ("-(a OR b) -(c d)", ["!(a | b)", "!(c & d)"]),
        ("a OR -b", ["(a | !b)"]),
        ("a - b", ["a", "b"]),
        ("smuggl*", ["smuggl*"]),
        ("smuggl*, *gration", ["smuggl*", "gration"]),
        ("(Protocol),", ["protocol"]),
        ("COVID-19", ["covid-19"]),
        ("2012/5 54(a)", ["2012/5", "54(a"]),
        ("《公约》 《公约》第5条 《公约 公约》", ["《公约》", "《公约》第5条", "公约"]),
        ("a a", ["a"]),
        ("theme:protection", ["theme=protection"]),
        ("Theme: protection", ["theme=protection"]),
        ("主题：保护 會議:1", ["theme=保护", "session=1"]),
        ('theme:"a b" c', ["theme=a b", "c"]),
        ("theme:(a OR b) c", ["(theme=a | theme=b)", "c"]),
        ("theme:(a -b)", ["theme=a", "!theme=b"]),
        ("-theme:protection", ["!theme=protection"]),
        ("code:2012* symbol:A/CONF.213/7", ["code=2012*", "symbol=a/conf.213/7"]),
        ("article:16(5)", ["article=16(5"]),
        ("foo:bar http://a.b", ["foo:bar", "http://a.b"]),
        ("theme: OR a", ["a"]),
        ("", []),
        ('  - * "" “” ，。 ( OR -', []),
    ],
)
def test_a_query_is_understood(typed: str, understood: list[str]) -> None:
    query = parse(typed)
    assert [written(clause) for clause in query.clauses] == understood
    assert parse(str(query)) == query


@given(ANYTHING)
def test_nothing_that_is_typed_is_an_error(typed: str) -> None:
    query = parse(typed)
    assert parse(str(query)) == query
    assert str(parse(str(query))) == str(query)
    assert bool(query.clauses) == (Slip.NOTHING not in query.slips) or not typed.strip()
    assert bool(reading(query)) == bool(query.clauses)
    assert all(hints(query))
    assert all(clause in parse(typed).clauses for clause in query.clauses)


@given(ANYTHING)
def test_parts_of_a_query_are_queries(typed: str) -> None:
    query = parse(typed)
    for clause in query.clauses:
        rest = query.without(clause)
        assert parse(str(rest)) == rest
        assert clause not in rest.clauses
    for other in (query.any_of(), literal(query)):
        assert parse(str(other)) == other


@pytest.mark.parametrize(
    "typed", ["(" * 500, "(" * 500 + "a", "-" * 500, "NOT " * 500, "a OR " * 500]
)
def test_no_query_is_too_deep(typed: str) -> None:
    query = parse(typed + "b" + ")" * 500)
    assert parse(str(query)) == query
    assert query.sought or query.terms


def test_brackets_beyond_the_deepest_are_told() -> None:
    assert parse("(" * DEEPEST + "a" + ")" * DEEPEST).slips == ()
    assert parse("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1)).slips == (Slip.BRACKET,)


@pytest.mark.parametrize(
    ("typed", "slips"),
    [
        ("海上 执法", []),
        ('a "b', [Slip.QUOTATION]),
        ("a OR", [Slip.OPERATOR]),
        ("AND", [Slip.NOTHING, Slip.OPERATOR]),
        ("a NOT", [Slip.OPERATOR]),
        ("(a", [Slip.BRACKET]),
        ("a)", [Slip.BRACKET]),
        ("((", [Slip.NOTHING, Slip.BRACKET]),
        ("*", [Slip.STAR, Slip.NOTHING]),
        ("*a", [Slip.STAR]),
        ("a*b", [Slip.STAR]),
        ("a*", []),
        ("foo:bar", [Slip.FIELD]),
        ("缔约国应当：", []),
        ("theme:", [Slip.VALUE, Slip.NOTHING]),
        ("theme: a", []),
        ('"', [Slip.QUOTATION, Slip.NOTHING]),
        ("😀", [Slip.NOTHING]),
        ("", []),
    ],
)
def test_what_is_odd_is_told(typed: str, slips: list[Slip]) -> None:
    assert parse(typed).slips == tuple(slips)
    assert hints(parse(typed)) == [str(slip.label) for slip in slips]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("海上", "records with “海上”"),
        (
            "海上 (执法 OR 警察) -船只 theme:保护",
            "records with “海上” and (“执法” or “警察”) and not “船只” and theme “保护”",
        ),
        ('"海上 执法" mig*', "records with exactly “海上 执法” and words that begin with “mig”"),
        ("-(a b)", "records with not (“a” and “b”)"),
        ("(COVID-19),", "records with “COVID-19”"),
        ("*", ""),
    ],
)
def test_the_page_says_how_it_was_read(typed: str, said: str) -> None:
    assert reading(parse(typed)) == said


def test_terms_and_fields_are_told_apart() -> None:
    query = parse('a -b "c d" (e OR -(f g)) theme:x -session:1')
    assert [term.needle for term in query.terms] == ["a", "b", "c d", "e", "f", "g"]
    assert [term.needle for term in query.sought] == ["a", "c d", "e"]
    assert [field.name for field in query.fields] == ["theme", "session"]


def test_any_of_the_clauses_leaves_out_what_is_excluded() -> None:
    assert str(parse("a (b OR c) -d").any_of()) == "a OR b OR c"
    assert str(parse("-a -b").any_of()) == "-a OR -b"


def test_the_words_alone_are_the_same_in_quotation_marks() -> None:
    assert str(literal(parse('返还, mig* "a b" -(c OR d) theme:x'))) == (
        '"返还" mig* "a b" -(c OR d) theme:x'
    )
