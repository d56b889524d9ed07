"""The language in which a reader is shown what is held in several.

What names things follows the interface alone. The texts of records and the words of documents
follow, before that, what the reader asked for with the parameter ``text`` of an address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple, Protocol, TypeVar

from django.utils.translation import get_language

from smuggling_kb.languages import LANGUAGES

#: The language that the documents are held in first of all.
SOURCE = "zh-hans"
#: The value of the parameter ``text`` that asks for what the documents themselves print.
ORIGINAL = "original"

ALL = tuple(language.code for language in LANGUAGES)
#: Languages whose readers are shown English before the original, where there is nothing in theirs.
WITH_ENGLISH = ("fr", "es", "ru", "ar")


class InLanguage(Protocol):
    """A row that is in one language."""

    language: str


class Original(Protocol):
    """A row that is in one language, and is the original or a translation of it."""

    @property
    def language(self) -> str: ...

    @property
    def is_original(self) -> bool: ...


Row = TypeVar("Row", bound=InLanguage)
Version = TypeVar("Version", bound=Original)


def missing_languages(rows: Iterable[InLanguage]) -> list[str]:
    """Return the languages that none of the rows is in, in the order of the language bar."""
    held = {row.language for row in rows}
    return [code for code in ALL if code not in held]


@cache
def language_order(reader: str) -> tuple[str, ...]:
    """Return all languages in the order in which a reader of one is shown them.

    What neither the reader's language nor that of the documents has is shown in English.
    """
    english = ("en",) if reader in WITH_ENGLISH else ()
    return tuple(dict.fromkeys((reader, *english, SOURCE, "en", *ALL)))


def language_rank(language: str, reader: str) -> int:
    """Return the rank of a language for a reader of another: the smaller, the sooner shown."""
    return language_order(reader).index(language)


def choose_row(rows: Iterable[Row], reader: str) -> Row | None:
    """Return the row to show to a reader, among rows that say the same in several languages."""
    return min(rows, key=lambda row: language_rank(row.language, reader), default=None)


class TextRule(NamedTuple):
    """Texts in one language, all of them or only the originals."""

    language: str
    originals_only: bool = False


@dataclass(frozen=True)
class TextPreference:
    """The order in which a reader of one language is shown several texts.

    ``asked`` is a value of the parameter ``text``: a language, shown wherever it is held, or
    ``original``. After that comes the reader's language, English for readers of French, Spanish,
    Russian and Arabic, then the original, then anything.
    """

    reader: str
    asked: str = ""

    @cached_property
    def kinds(self) -> tuple[TextRule, ...]:
        """The kinds of texts, the one to show first at the beginning."""
        originals = [TextRule(code, originals_only=True) for code in (SOURCE, *ALL)]
        others = [TextRule(code) for code in language_order(self.reader)]
        if self.asked == ORIGINAL:
            kinds = [*originals, *others]
        else:
            own = [TextRule(code) for code in (self.asked, self.reader) if code]
            english = [TextRule("en")] if self.reader in WITH_ENGLISH else []
            kinds = [*own, *english, *originals, *others]
        return tuple(dict.fromkeys(kinds))

    @cached_property
    def _ranks(self) -> dict[TextRule, int]:
        return {kind: rank for rank, kind in enumerate(self.kinds)}

    def rank(self, language: str, *, is_original: bool) -> int:
        """Return the rank of a text: the smaller, the sooner shown."""
        ranks = self._ranks
        rank = ranks[TextRule(language)]
        return min(rank, ranks[TextRule(language, originals_only=True)]) if is_original else rank

    def in_order(self, texts: Iterable[Version]) -> list[Version]:
        """Return texts, the one to show first at the beginning."""
        return sorted(
            texts, key=lambda text: self.rank(text.language, is_original=text.is_original)
        )

    def choose(self, texts: Iterable[Version]) -> Version | None:
        """Return the text to show; None if there is none."""
        return next(iter(self.in_order(texts)), None)

    def choose_translation(self, rows: Iterable[Row], original: str) -> Row | None:
        """Return the translation to show of what is printed in a language; None if that is."""
        ranked = ((self.rank(row.language, is_original=False), row) for row in rows)
        rank, best = min(ranked, key=lambda pair: pair[0], default=(0, None))
        return best if best and rank < self.rank(original, is_original=True) else None


#: The originals, whoever the reader is.
ORIGINALS = TextPreference(SOURCE, ORIGINAL)

_asked: ContextVar[str] = ContextVar("language of texts asked for", default="")


def text_preference(reader: str = "") -> TextPreference:
    """Return what the request asks for, for a reader of a language or of the active one."""
    return TextPreference(reader or get_language(), _asked.get())


@contextmanager
def prefer_text(asked: str) -> Iterator[None]:
    """Within this, texts are shown as a value of the parameter ``text`` asks; empty for none."""
    token = _asked.set(asked)
    try:
        yield
    finally:
        _asked.reset(token)
