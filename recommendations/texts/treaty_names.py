"""The treaties that words name: by a name as a whole, or by its distinctive words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from recommendations.texts.folding import fold_text
from smuggling_kb.chinese import HAN

#: The words that names of several treaties end with; without more, any of them may be meant.
GENERIC = re.compile(
    r"protocol|convention|convenci[oó]n|convenio|протокол|конвенци|بروتوكول|اتفاقي[ةه]|议定书|公约",
    re.IGNORECASE,
)
#: A word of a name: of letters, but for the shortest, or Chinese characters side by side.
WORD = re.compile(rf"[^\W\d_{HAN}]{{4,}}|[{HAN}]{{2,}}")

#: The treaty by each of its names, in the form of ``name_key``.
TreatyNames = Mapping[str, str]


def name_key(name: str) -> str:
    """Return a name as it is compared: folded, its letters alone."""
    return re.sub(r"[\W_]+", "", fold_text(name))


def treaty_names(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return pairs of a name and a treaty's slug by keys; the slug is a name, too."""
    known = {name_key(name): slug for name, slug in names}
    return known | {name_key(slug): slug for slug in known.values()}


def named_treaties(text: str, names: TreatyNames) -> dict[str, str]:
    """Return the treaties that a text names, by their names; empty if it names none.

    The longest name that stands in it decides; else, of those that a generic name may mean, the
    treaties whose names have most of its words (``the Smuggling Protocol``).
    """
    within = name_key(text)
    if found := [name for name in names if name and name in within]:
        longest = max(found, key=len)
        return {longest: names[longest]}
    generic = {name_key(each) for each in GENERIC.findall(text)}
    of_kind = {name: slug for name, slug in names.items() if any(each in name for each in generic)}
    return _treaties_by_words(text, of_kind) or of_kind


def _treaties_by_words(text: str, names: TreatyNames) -> dict[str, str]:
    """Return the treaties whose names have most of the words of a text, by these names.

    Empty if no word is in a name, or if all treaties have as many.
    """
    words = {_root(name_key(word)) for word in WORD.findall(GENERIC.sub(" ", text))} - {""}
    words_of: dict[str, set[str]] = defaultdict(set)
    for name, slug in names.items():
        words_of[slug] |= {word for word in words if word in name}
    # By their length: a short one, such as a preposition, stands in names by chance.
    shared = {slug: sum(map(len, found)) for slug, found in words_of.items()}
    most = max(shared.values(), default=0)
    best = {slug for slug, length in shared.items() if length == most}
    if not most or len(best) == len(words_of):
        return {}
    return {name: slug for name, slug in names.items() if slug in best}


def _root(word: str) -> str:
    """Return a folded word without its Russian ending, or what Arabic writes together with it."""
    return re.sub(r"(?<=[а-я]{4})[а-я]{1,3}$|^(?:[وبل]?ال|لل)(?=[ء-ي]{3})", "", word)


def is_part_of_name(word: str, names: TreatyNames) -> bool:
    """Return whether a word, or each part of ``偷运议定书``, stands in one of the names."""
    generic = [name_key(each) for each in GENERIC.findall(word)]
    parts = [*generic, *filter(None, map(_root, map(name_key, GENERIC.split(word))))]
    return bool(parts) and all(any(part in name for name in names) for part in parts)
