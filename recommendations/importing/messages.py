"""Messages of readings in the language of whoever reads them."""

from __future__ import annotations

from django.utils.translation import gettext

from recommendations.importing.inquiries.questions import Message


def translate_message(message: Message | str) -> str:
    """Return a message in the active language; what is no ``Message`` stays as it is."""
    if isinstance(message, str):
        return message
    return gettext(message.template) % dict(message.values) if message.template else ""
