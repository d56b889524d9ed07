"""Warnings about a query, each with what to do about it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QueryWarning(TextChoices):
    """Something in a query that could not be read and was ignored."""

    QUOTATION = "quotation", _("A quotation mark is not closed: the phrase was read up to here.")
    OPERATOR = "operator", _("AND, OR, NOT or - has nothing to join or exclude.")
    BRACKET = "bracket", _("A bracket is missing: brackets come in pairs.")
    STAR = "star", _("* stands for the rest of a word, so put it at the end of one: migra*.")
    FIELD = (
        "field",
        _("There is no field of this name, so it was searched for as ordinary words."),
    )
    VALUE = "value", _("A field has no value after its colon.")
    NOTHING = "nothing", _("There is no word to search for.")
