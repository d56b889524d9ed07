"""Chinese characters are delimited in one place."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from smuggling_kb.chinese import HAN, WIDE


@pytest.mark.parametrize("character", "移々〇㐀豈⼀𠮷")
def test_chinese_characters_of_every_block(character: str) -> None:
    assert re.fullmatch(f"[{HAN}]", character)
    assert not re.fullmatch(f"[{WIDE}]", character)


@pytest.mark.parametrize("character", "，。《》（）　１Ａ㈠、")
def test_what_is_as_wide_but_no_chinese_character(character: str) -> None:
    assert re.fullmatch(f"[{WIDE}]", character)
    assert not re.fullmatch(f"[{HAN}]", character)


def test_no_other_module_delimits_them() -> None:
    sources = [
        path
        for folder in ("recommendations", "sessions", "smuggling_kb")
        for path in Path(settings.BASE_DIR, folder).rglob("*.py")
        if path.name != "chinese.py"
    ]
    assert [
        path for path in sources if re.search(r"u9fff|一-鿿|㐀-", path.read_text("utf-8"))
    ] == []
