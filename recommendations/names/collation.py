"""The order of names: by their letters, in Chinese by those of their pinyin."""

from __future__ import annotations

import unicodedata

from recommendations.models import ThemeName
from smuggling_kb.languages import LanguageCode

#: The heading of names that begin with no letter.
NO_LETTER = "#"


def name_reading(name: str, language: str) -> str:
    """Return ``er2 tong2`` for ``儿童``; nothing where a name is read as it is written."""
    if language != LanguageCode.CHINESE:
        return ""
    # Imported late: the dictionaries take 57 MB, and only those who write names need them.
    from pypinyin import Style, lazy_pinyin

    return " ".join(lazy_pinyin(name, style=Style.TONE3, neutral_tone_with_five=True))


def collation_key(name: ThemeName) -> tuple[str, str]:
    """Return the key that orders names: the reading without accents and case, then the name."""
    decomposed = unicodedata.normalize("NFKD", name.reading or name.name)
    bare = "".join(each for each in decomposed if not unicodedata.combining(each))
    return bare.casefold(), name.name


def initial_letter(name: ThemeName) -> str:
    """Return the letter that a name stands under."""
    first = collation_key(name)[0][:1].upper()
    return first if first.isascii() and first.isalpha() else NO_LETTER
