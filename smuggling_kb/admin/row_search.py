"""The search of the admin's lists: the apps say how rows are searched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet

#: Returns the rows of which some columns match what somebody typed.
RowSearch = Callable[[QuerySet[Any], Sequence[str], str], QuerySet[Any]]

#: The way to search rows; the app that has the site's search adds it when it is ready.
ROW_SEARCHES: list[RowSearch] = []
