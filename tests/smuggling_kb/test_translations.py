"""Translations of strings: what of them templates could not show."""

import pytest

from smuggling_kb.management.commands.check_translations import lost_parts, stray_percent_signs


@pytest.mark.parametrize(
    ("message", "translation", "is_found"),
    [
        ("Enlarged to 400 per cent", "放大到 400%、", True),
        ("Enlarged to 400%%", "放大到 400%%、", False),
        ("Enlarged to 400%", "放大到 400%", False),
        ("%(count)s records", "%(count)s 条记录", False),
        ("%(count)s records", "%（count）s 条记录", True),
    ],
)
def test_a_per_cent_sign_that_templates_take_for_a_value_is_found(
    message: str, translation: str, is_found: bool
) -> None:
    assert any(stray_percent_signs([(message, translation)])) is is_found


@pytest.mark.parametrize(
    ("message", "translation", "language", "is_found"),
    [
        ("<b>%(count)s</b> records", "<b>%(count)s</b> fiches", "fr", False),
        ("<b>%(count)s</b> records", "<b>%(count)s fiches", "fr", True),
        ('<a href="/en/">terms</a>', '<a href="/fr/">conditions</a>', "fr", False),
        (" (unofficial)", "(non officiel)", "fr", True),
        (": ", "\u00a0: ", "fr", False),
        (": ", "：", "zh-hans", False),
    ],
)
def test_lost_tags_and_spaces_are_found(
    message: str, translation: str, language: str, *, is_found: bool
) -> None:
    assert any(lost_parts([(message, translation)], language)) is is_found
