"""Messages of readings: values that are slugs are shown by their names."""

import pytest
from django.utils.translation import override

from recommendations.importing.inquiries.questions import message
from recommendations.importing.messages import translate_message
from recommendations.importing.pipeline import UNREADABLE_LANGUAGE


@pytest.mark.parametrize(
    ("interface", "names"),
    [("en", "English, French"), ("zh-hans", "英文、法文")],
)
def test_languages_are_shown_by_their_names(interface: str, names: str) -> None:
    told = message(UNREADABLE_LANGUAGE, the_language="de", readable_languages="en fr")
    with override(interface):
        assert names in translate_message(message("%(readable_languages)s", **dict(told.values)))
    assert "“de” cannot be read. Readable: English, French." in translate_message(told)
