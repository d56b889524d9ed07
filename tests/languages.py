"""The languages in which tests look at pages: one for each direction; the others with ``--all``."""

import pytest

from smuggling_kb.languages import INTERFACE

BOTH_DIRECTIONS = ("en", "ar")
EACH_LANGUAGE = [
    pytest.param(code, marks=() if code in BOTH_DIRECTIONS else pytest.mark.long)
    for code in INTERFACE
]
