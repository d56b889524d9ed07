"""Warnings about a query, each with what to do about it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QueryWarning(TextChoices):
    """Something in a query that could not be read and was ignored."""

    QUOTATION = "quotation", _("A quotation mark is not closed: the phrase was taken to end here.")
    OPERATOR = "operator", _("AND, OR, NOT or - stands where there is nothing to join or exclude.")
    BRACKET = "bracket", _("Brackets do not come in pairs.")
    STAR = "star", _("* stands for the rest of a word, so it belongs at the end of one: migra*.")
    FIELD = (
        "field",
        _("There is no field of this name, so its words were searched for as they are."),
    )
    VALUE = "value", _("A field has nothing after its colon.")
    NOTHING = "nothing", _("There is no word to search for.")
