"""Articles of treaties in a query: ``第10条``, ``article 10 of the Smuggling Protocol``.

Such words ask for what cites the article, in whatever words and within whatever range it does so.
Where the treaty is not named, the article of any treaty is meant, and the bare words are looked
for in the texts too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from recommendations.search.query import (
    Field,
    Node,
    Query,
    Term,
    conjunction,
    disjunction,
    query_from_tree,
)
from recommendations.search.vocabulary.function_words import is_function_word
from recommendations.texts.folding import fold_text
from recommendations.texts.numerals import HAN_NUMERALS, han_numeral, range_members, to_int
from recommendations.texts.treaty_names import TreatyNames, is_part_of_name, named_treaties

#: The field of articles in the query language.
FIELD = "article"
_NUMERAL = rf"(?:[0-9]{{1,3}}(?![0-9])|[{HAN_NUMERALS}]+)"
#: What joins two numbers; of a comma after a word, its space is left.
_JOINT = (
    r"(?: ?(?:[、,،，和与及至到-]|and|to)+ ?第?| (?:et|y|e|и|al?|по|الي) | و ?"
    r"|(?<=[0-9]) (?=[0-9]))"
)
_NUMBERS = rf"(?P<numbers>{_NUMERAL}(?:{_JOINT}{_NUMERAL})*)"
_SPACED_NUMBERS = _NUMBERS.replace("numbers", "spaced")
_WORD = (
    r"(?:articles?|arts?|articulos?|стат(?:ь[яиею]|ьей|ей|ьям|ьях)|ст|[وبل]?(?:ال)?ماد(?:ه|تان|تين)"
    r"|للماده|المواد)"
)
_PARAGRAPH = r"(?:para(?:graph)?s?|par(?:agraphes?)?|parrafos?|пункт(?:а|е|у|ом)?|п|الفقره)"
_OF = r"(?: (?:of(?: the)?|du|de la|de|del|من))*"
#: The word in the forms that texts have before a number; French has that of English.
WORDS_IN_TEXTS = (
    *("article", "artículo", "статья", "статьи", "статье", "статью", "статьей"),
    *("المادة", "للمادة", "بالمادة", "والمادة"),
)
#: An article with what is narrower than it, in words as ``fold_text`` leaves them; a bracket at the
#: end of a word is not part of it.
ARTICLE = re.compile(
    rf"第{_NUMBERS}(?:\([0-9a-z]{{1,2}}\))*条(?!约)"
    rf"(?:第?\(?{_NUMERAL}\)?款)?(?:第?\(?[a-z]\)?项)?"
    rf"|(?<!\w)(?:{_PARAGRAPH} [0-9]{{1,2}},?{_OF} )?{_WORD} ?{_SPACED_NUMBERS}"
    rf"(?:\([0-9a-z]{{1,2}}\)?)*(?:,? ?{_PARAGRAPH} [0-9]{{1,2}})?(?!\w)"
)
_NUMBER_OR_RANGE = re.compile(
    rf"(?P<to>[至到-]|to|(?<= )(?:al?|по|الي)(?= ))|(?P<number>{_NUMERAL})"
)


def read_articles(query: Query, names: TreatyNames, *, in_words_alone: bool = False) -> Query:
    """Return a query with conditions in place of the words that cite articles.

    ``in_words_alone`` leaves out what records are known to cite, which passages are not.
    """
    clauses: list[Node] = []
    for is_plain, row in groupby(query.clauses, key=_is_plain):
        parts = list(row)
        clauses += (
            _read_row([part for part in parts if isinstance(part, Term)], names, in_words_alone)
            if is_plain
            else parts
        )
    return query_from_tree(conjunction(clauses), query.warnings)


def _is_plain(node: Node) -> bool:
    return isinstance(node, Term) and node.is_plain


def _read_row(terms: Sequence[Term], names: TreatyNames, in_words_alone: bool) -> list[Node]:
    """Return words side by side, those that cite an article as its condition."""
    text = " ".join(term.needle for term in terms)
    match = ARTICLE.search(text)
    if match is None:
        return list(terms)
    around = f"{text[: match.start()]} {text[match.end() :]}"
    treaties = named_treaties(around, names)
    numbers = article_numbers(match["numbers"] or match["spaced"])
    slugs = [] if in_words_alone else sorted(set(treaties.values()))
    condition = _condition(numbers, slugs, in_words_alone=in_words_alone)
    before = list(_other_words(text[: match.start()], treaties))
    after = list(_other_words(text[match.end() :], treaties))
    return [*before, *([condition] if condition else []), *after]


def _other_words(text: str, treaties: TreatyNames) -> Iterator[Term]:
    """Yield the words that are not of the names of the treaties; none that only join those."""
    words = [word for word in text.split(" ") if word.strip("《》,.;:，。、")]
    others = [word for word in words if not is_part_of_name(word, treaties)]
    if all(is_function_word(word) for word in others):
        return
    yield from (Term(word, typed=word) for word in others)


def article_numbers(words: str) -> list[int]:
    """Return the numbers of ``10``, ``十``, ``10-12`` or ``10、11和16``, of ranges each member."""
    numbers: list[int] = []
    is_range = False
    for part in _NUMBER_OR_RANGE.finditer(words):
        if part["to"]:
            is_range = True
            continue
        number = to_int(part["number"])
        numbers += range_members(numbers[-1], number)[1:] if is_range and numbers else [number]
        is_range = False
    return list(dict.fromkeys(numbers))


def _condition(
    numbers: Iterable[int], slugs: Sequence[str], *, in_words_alone: bool
) -> Node | None:
    """Return the condition that a record cites an article: of these treaties, or of any."""
    values = [
        value
        for number in numbers
        for value in ([f"{slug}-{number}" for slug in slugs] or [str(number)])
    ]
    fields = [Field(FIELD, value, typed=value, typed_name=FIELD) for value in values]
    cited = [] if in_words_alone else fields
    literal = [] if slugs else [term for number in numbers for term in _literal_terms(number)]
    return disjunction((*cited, *literal))


def _literal_terms(number: int) -> Iterator[Term]:
    """Yield the words that texts have for an article, in either numerals."""
    for words in (f"第{number}条", f"第{han_numeral(number)}条"):
        yield Term(words, phrase=True, typed=words)
    for word in WORDS_IN_TEXTS:
        words = f"{word} {number}"
        yield Term(fold_text(words), phrase=True, typed=words)
