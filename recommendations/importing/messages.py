"""Messages of readings in the language of whoever reads them."""

from __future__ import annotations

from django.utils.translation import gettext

from recommendations.importing.inquiries.questions import Message
from sessions.genres import genre_choices
from smuggling_kb.enumerations import comma_list
from smuggling_kb.languages import LanguageCode


def translate_message(message: Message | str) -> str:
    """Return a message in the active language; what is no ``Message`` stays as it is."""
    if isinstance(message, str):
        return message
    values = {name: value_label(name, value) for name, value in message.values}
    return gettext(message.template) % values if message.template else ""


def value_label(name: str, value: str) -> str:
    """Return a value as it is shown: the label of what is a slug by its name, or of several."""
    if name.endswith("_languages"):
        return comma_list(value_label("a_language", each) for each in value.split())
    for ending, choices in (("_language", LanguageCode.choices), ("_genre", genre_choices())):
        if name.endswith(ending):
            return str(dict(choices).get(value, value))
    return value
