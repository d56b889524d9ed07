"""The language in which a reader is shown what is held in several."""

from dataclasses import dataclass

import pytest
from django.utils.translation import override

from smuggling_kb.preference import (
    ORIGINAL,
    TextPreference,
    language_order,
    prefer_text,
    text_preference,
)


@dataclass
class Text:
    """A text in a language, which is the original or a translation."""

    language: str
    is_original: bool = False


CHINESE = Text("zh-hans", is_original=True)
ARABIC, ENGLISH, FRENCH, SPANISH = map(Text, ("ar", "en", "fr", "es"))


@pytest.mark.parametrize(
    ("reader", "asked", "held", "shown"),
    [
        ("fr", "", [CHINESE, ENGLISH, FRENCH], FRENCH),
        ("fr", "", [CHINESE, ENGLISH, ARABIC], ENGLISH),
        ("ar", "", [CHINESE, FRENCH], CHINESE),
        ("zh-hans", "", [ENGLISH, FRENCH], ENGLISH),
        ("en", "", [FRENCH, CHINESE], CHINESE),
        ("en", "", [FRENCH, Text("es", is_original=True), Text("zh-hans")], Text("es", True)),
        ("en", "fr", [CHINESE, ENGLISH, FRENCH], FRENCH),
        ("es", "fr", [CHINESE, ENGLISH, SPANISH], SPANISH),
        ("en", ORIGINAL, [CHINESE, ENGLISH, FRENCH], CHINESE),
        ("en", ORIGINAL, [ENGLISH, FRENCH], ENGLISH),
        ("fr", ORIGINAL, [Text("zh-hans"), Text("en", is_original=True)], Text("en", True)),
    ],
)
def test_a_reader_is_shown(reader: str, asked: str, held: list[Text], shown: Text) -> None:
    assert TextPreference(reader, asked).choose(held) == shown
    assert TextPreference(reader, asked).choose(reversed(held)) == shown


def test_nothing_is_chosen_of_nothing() -> None:
    assert TextPreference("en").choose([]) is None


def test_names_follow_the_interface_and_then_english_for_those_who_share_it() -> None:
    assert language_order("fr")[:3] == ("fr", "en", "zh-hans")
    assert language_order("en")[:2] == ("en", "zh-hans")
    assert language_order("zh-hans")[:2] == ("zh-hans", "en")


def test_what_an_address_asks_for_holds_for_its_answer_alone() -> None:
    with override("ru"):
        with prefer_text(ORIGINAL):
            assert text_preference() == TextPreference("ru", ORIGINAL)
        assert text_preference() == TextPreference("ru")
