"""The terms of the field and of this site, and whether translations of the interface use them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from django.conf import settings

from smuggling_kb.languages import INTERFACE

#: What no reader sees as words: placeholders, tags, code.
NOT_WORDS = re.compile(r"%\(\w+\)[sd]|<(\w+)>[^<]*</\1>|<[^>]*>|\{[^}]*\}")

#: The languages whose translations are held to the glossary.
CHECKED = tuple(code for code in INTERFACE if code != "en")
#: What Arabic writes together with the word that follows: and, so, by, as, for, the.
ARABIC_PREFIXES = "[وف]?[بكل]?(?:ال|ل)?"
#: The signs of vowels in Arabic, and what only makes a word wider.
ARABIC_SIGNS = re.compile("[\u064b-\u0652\u0640]")


@dataclass(frozen=True)
class GlossaryTerm:
    """A term in the languages of the United Nations; the first name of each is to be preferred."""

    names: Mapping[str, tuple[str, ...]]
    source: str
    besides: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The word of the interface, in English."""
        return self.names["en"][0]

    def is_in(self, english: str) -> bool:
        """Return whether English words have the term, beside expressions that only look like it."""
        words = NOT_WORDS.sub(" ", english)
        for expression in self.besides:
            words = words.replace(expression, " ")
        return any(_form_pattern(form).search(words) for form in self.names["en"])

    def is_translated_in(self, translation: str, language: str) -> bool:
        """Return whether a translation has a name of the term; true where none is known."""
        names = self.names.get(language)
        words = ARABIC_SIGNS.sub("", translation)
        return names is None or any(_name_pattern(name, language).search(words) for name in names)


@cache
def _form_pattern(form: str) -> re.Pattern[str]:
    flags = re.IGNORECASE if form == form.lower() else re.NOFLAG
    return re.compile(rf"(?<![\w-]){re.escape(form)}(?![\w-])", flags)


@cache
def _name_pattern(name: str, language: str) -> re.Pattern[str]:
    """Return the pattern of a name; ``*`` in it is any ending, capitals make no difference."""
    words = re.escape(ARABIC_SIGNS.sub("", name)).replace(r"\*", r"\w*")
    if language == "zh-hans":
        return re.compile(words)
    prefixes = ""
    if language == "ar":
        prefixes, words = ARABIC_PREFIXES, words.removeprefix("ال")
    return re.compile(rf"(?<!\w){prefixes}{words}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def terms() -> tuple[GlossaryTerm, ...]:
    """Return the terms of the glossary."""
    path = settings.BASE_DIR / "fixtures/editorial/glossary.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["term"]
    return tuple(
        GlossaryTerm(
            source=table.pop("source"),
            besides=tuple(table.pop("besides", ())),
            names={language: tuple(names) for language, names in table.items()},
        )
        for table in tables
    )


def departures(translations: Iterable[tuple[str, str]], language: str) -> Iterator[str]:
    """Yield each string whose translation calls a term otherwise than the glossary."""
    for english, translation in translations:
        for term in terms():
            if term.is_in(english) and not term.is_translated_in(translation, language):
                wanted = " or ".join(term.names[language])
                yield f"“{term.name}” should be {wanted}: “{english}” is “{translation}”"
