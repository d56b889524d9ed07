"""The order of names: by the letters of their language's alphabet, in Chinese of their pinyin."""

from __future__ import annotations

import unicodedata

from recommendations.models import ThemeName
from recommendations.texts.scripts import LATIN, LETTERS
from smuggling_kb.languages import LanguageCode

#: The heading of names that begin with no letter.
NO_LETTER = "#"

#: Letters of an alphabet that Unicode takes for another letter with a mark; they come after that.
OWN_LETTERS: dict[str, str] = {LanguageCode.RUSSIAN: "й", LanguageCode.SPANISH: "ñ"}

#: The article with which an Arabic name may begin, and under which none is looked for.
ARABIC_ARTICLE = "ال"

CollationKey = tuple[tuple[tuple[str, str], ...], str]


def name_reading(name: str, language: str) -> str:
    """Return what a name is ordered by if that is not what is written; else nothing.

    The pinyin of a Chinese name (``er2 tong2`` of ``儿童``), an Arabic name without its article.
    """
    if language == LanguageCode.ARABIC:
        return name.removeprefix(ARABIC_ARTICLE) if name.startswith(ARABIC_ARTICLE) else ""
    if language != LanguageCode.CHINESE:
        return ""
    # Imported late: the dictionaries take 57 MB, and only those who write names need them.
    from pypinyin import Style, lazy_pinyin

    return " ".join(lazy_pinyin(name, style=Style.TONE3, neutral_tone_with_five=True))


def collation_key(name: ThemeName) -> CollationKey:
    """Return the key that orders names: the reading without accents and case, then the name."""
    own = OWN_LETTERS.get(name.language, "")
    text = unicodedata.normalize("NFC", name.reading or name.name).casefold()
    return tuple((_bare(letter), letter if letter in own else "") for letter in text), name.name


def _bare(letter: str) -> str:
    """Return a letter without its marks."""
    decomposed = unicodedata.normalize("NFKD", letter)
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def initial_letter(name: ThemeName) -> str:
    """Return the letter that a name stands under."""
    [(bare, own), *_others], _name = collation_key(name)
    script = LATIN if name.language == LanguageCode.CHINESE else LETTERS.get(name.language, LATIN)
    return (own or bare[:1]).upper() if script.match(bare) else NO_LETTER
