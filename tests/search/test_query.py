"""What somebody types into the search box, and what is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.search.expansion import literal_query
from recommendations.search.interpretation import describe_query, warning_messages
from recommendations.search.parser import DEEPEST, parse_query
from recommendations.search.query import And, Field, Label, Node, Not, Term
from recommendations.search.warnings import QueryWarning

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
    if isinstance(node, Label):
        return str(node)
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
        ('"所谓“安全”国家"', ['"所谓"安全"国家"']),
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
    query = parse_query(typed)
    assert [written(clause) for clause in query.clauses] == understood
    assert parse_query(str(query)) == query


@pytest.mark.parametrize("typed", ["移民�", '"移民�"', "😀", "移民\ue123 海上", "⺀移民"])
def test_a_character_that_no_text_has_stays_in_its_word_and_is_named(typed: str) -> None:
    query = parse_query(typed)
    character = next(each for each in typed if each in "�😀\ue123⺀")
    assert any(character in term.needle for term in query.terms)
    assert [f"U+{ord(character):04X}" in each for each in warning_messages(query)] == [True]


@given(ANYTHING)
def test_nothing_that_is_typed_is_an_error(typed: str) -> None:
    query = parse_query(typed)
    assert parse_query(str(query)) == query
    assert str(parse_query(str(query))) == str(query)
    assert bool(query.clauses) == (QueryWarning.NOTHING not in query.warnings) or not typed.strip()
    assert bool(describe_query(query)) == bool(query.clauses)
    assert all(warning_messages(query))
    assert all(clause in parse_query(typed).clauses for clause in query.clauses)


@given(ANYTHING)
def test_parts_of_a_query_are_queries(typed: str) -> None:
    query = parse_query(typed)
    for clause in query.clauses:
        rest = query.without_clause(clause)
        assert parse_query(str(rest)) == rest
        assert clause not in rest.clauses
    for other in (query.with_any_clause(), literal_query(query)):
        assert parse_query(str(other)) == other


@pytest.mark.parametrize(
    "typed", ["(" * 500, "(" * 500 + "a", "-" * 500, "NOT " * 500, "a OR " * 500]
)
def test_no_query_is_too_deep(typed: str) -> None:
    query = parse_query(typed + "b" + ")" * 500)
    assert parse_query(str(query)) == query
    assert query.positive_terms or query.terms


def test_brackets_beyond_the_deepest_are_told() -> None:
    assert parse_query("(" * DEEPEST + "a" + ")" * DEEPEST).warnings == ()
    assert parse_query("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1)).warnings == (
        QueryWarning.BRACKET,
    )


@pytest.mark.parametrize(
    ("typed", "warnings"),
    [
        ("海上 执法", []),
        ('a "b', [QueryWarning.QUOTATION]),
        ("a OR", [QueryWarning.OPERATOR]),
        ("AND", [QueryWarning.NOTHING, QueryWarning.OPERATOR]),
        ("a NOT", [QueryWarning.OPERATOR]),
        ("(a", [QueryWarning.BRACKET]),
        ("a)", [QueryWarning.BRACKET]),
        ("((", [QueryWarning.NOTHING, QueryWarning.BRACKET]),
        ("*", [QueryWarning.STAR, QueryWarning.NOTHING]),
        ("*a", [QueryWarning.STAR]),
        ("a*b", [QueryWarning.STAR]),
        ("a*", []),
        ("foo:bar", [QueryWarning.FIELD]),
        ("缔约国应当：", []),
        ("theme:", [QueryWarning.VALUE, QueryWarning.NOTHING]),
        ("theme: a", []),
        ('"', [QueryWarning.QUOTATION, QueryWarning.NOTHING]),
        ("", []),
    ],
)
def test_what_is_odd_is_told(typed: str, warnings: list[QueryWarning]) -> None:
    assert parse_query(typed).warnings == tuple(warnings)
    assert warning_messages(parse_query(typed)) == [str(slip.label) for slip in warnings]


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
    assert describe_query(parse_query(typed)) == said


def test_terms_and_fields_are_told_apart() -> None:
    query = parse_query('a -b "c d" (e OR -(f g)) theme:x -session:1')
    assert [term.needle for term in query.terms] == ["a", "b", "c d", "e", "f", "g"]
    assert [term.needle for term in query.positive_terms] == ["a", "c d", "e"]
    assert [field.name for field in query.fields] == ["theme", "session"]


def test_any_of_the_clauses_leaves_out_what_is_excluded() -> None:
    assert str(parse_query("a (b OR c) -d").with_any_clause()) == "a OR b OR c"
    assert str(parse_query("-a -b").with_any_clause()) == "-a OR -b"


def test_the_words_alone_are_the_same_in_quotation_marks() -> None:
    assert str(literal_query(parse_query('返还, mig* "a b" -(c OR d) theme:x'))) == (
        '"返还" mig* "a b" -(c OR d) theme:x'
    )
