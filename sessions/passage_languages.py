"""The language of a passage, which is not always that of its document."""

from __future__ import annotations

import re

from smuggling_kb.chinese import HAN, WIDE
from smuggling_kb.languages import LanguageCode

CHINESE = re.compile(f"[{HAN}{WIDE}]")


def printed_language(printed: str, language: str) -> str:
    """Return its language: Chinese texts have English lines (``Distr.: General``)."""
    is_english = language == LanguageCode.CHINESE and not CHINESE.search(printed)
    return str(LanguageCode.ENGLISH if is_english else language)
