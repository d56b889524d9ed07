"""The parameters that lay out a list, and the values of each in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

SORTS = {
    "newest": gettext_lazy("newest"),
    "relevance": gettext_lazy("relevance"),
    "code": gettext_lazy("code"),
    "session": gettext_lazy("session"),
    "theme": gettext_lazy("theme"),
}
GROUPS = {
    "theme": gettext_lazy("theme"),
    "session": gettext_lazy("session"),
    "strength": gettext_lazy("strength"),
}
VIEWS = {
    "list": gettext_lazy("full text"),
    "table": gettext_lazy("table"),
}
#: What the columns of the table can be, beside the code, by their names in downloads.
COLUMNS = {
    "text": gettext_lazy("Text"),
    "session": gettext_lazy("Session"),
    "themes": gettext_lazy("Themes"),
    "topics": gettext_lazy("Subjects"),
    "status": gettext_lazy("Status"),
    "strength": gettext_lazy("Strength"),
    "addressees": gettext_lazy("Addressees"),
    "articles": gettext_lazy("Articles"),
    "document": gettext_lazy("Printed in"),
    "heading": gettext_lazy("Heading"),
}
#: Those that the table has if none are chosen.
USUAL_COLUMNS = ("text", "session", "themes", "strength", "addressees")
#: The parameters that lay the list out, and what they can be.
LAYOUT = {"sort": SORTS, "group": GROUPS, "view": VIEWS, "columns": COLUMNS}
#: Those that downloads, which have every row and column, pass over.
OF_THE_PAGE = frozenset({"page", "group", "view", "columns"})
