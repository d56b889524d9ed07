"""Backups in a folder: how they are named, and which of them are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

NAME = "smuggling-kb-%Y%m%dT%H%M%SZ.backup.zip"
NAMED_SO = re.compile(r"smuggling-kb-\d{8}T\d{6}Z\.backup\.zip")


def backup_name(moment: datetime) -> str:
    """Return the name of a backup that is written at this moment."""
    return moment.astimezone(UTC).strftime(NAME)


def outdated_backups(folder: Path, *, days: int, weeks: int) -> list[Path]:
    """Return the backups that are neither the last of so many days nor of so many weeks.

    Days and weeks without any are not counted. Files with other names are no concern of this.
    """
    found = sorted(path for path in folder.iterdir() if NAMED_SO.fullmatch(path.name))
    newest_first = found[::-1]
    kept = {
        *_last_of_each(newest_first, lambda moment: moment.date(), days),
        *_last_of_each(newest_first, lambda moment: moment.isocalendar()[:2], weeks),
    }
    return [path for path in found if path not in kept]


def _last_of_each(
    newest_first: Iterable[Path], period: Callable[[datetime], object], count: int
) -> Iterator[Path]:
    """Yield the newest backup of each of the last periods."""
    periods = groupby(newest_first, lambda path: period(_moment(path)))
    for _number, (_period, paths) in zip(range(count), periods, strict=False):
        yield next(paths)


def _moment(path: Path) -> datetime:
    return datetime.strptime(path.name, NAME).replace(tzinfo=UTC)
