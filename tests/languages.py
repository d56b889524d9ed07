"""The languages in which tests look at pages: one for each direction; the others with ``--all``."""

import pytest

from smuggling_kb.languages import INTERFACE

BOTH_DIRECTIONS = ("en", "ar")
EACH_LANGUAGE = [
    pytest.param(code, marks=() if code in BOTH_DIRECTIONS else pytest.mark.long)
    for code in INTERFACE
]
#: Those that see a few pages of the widest and longest alone.
OTHER_LANGUAGES = [code for code in INTERFACE if code not in BOTH_DIRECTIONS]
