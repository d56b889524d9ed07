"""The comparison of a downloaded file with what the site gives now, cell by cell.

Values are compared and not bytes, so that neither the order of rows and columns nor the program
that saved the file makes a difference. The digest of a record then says whether anything changed
that the file does not have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from recommendations.curation.corrections.row_check import is_as_before
from recommendations.editions.edition_changes import GroupChange
from recommendations.editions.groups import RECOMMENDATION
from recommendations.exports.columns import column_names, column_rows, named_columns
from recommendations.index import RecommendationIndex
from recommendations.models import DataVersion
from recommendations.pages.verification.file_reader import DownloadedFile
from recommendations.rendering.diff import mark_changes
from recommendations.selection.filters import DownloadFilter
from recommendations.selection.selection import Selection
from recommendations.texts.codes import code_parts, is_code
from recommendations.texts.spreadsheet_dates import codes_of_date
from smuggling_kb.languages import LanguageCode
from smuggling_kb.preference import TextPreference
from smuggling_kb.spreadsheets import cell_text

#: Columns that name the row or sum it up, and are no facts of their own.
NOT_COMPARED = frozenset(("code", "digest"))
#: Columns with words of documents.
PASSAGES = frozenset(("chapeau", "text", "modal", "heading", "source_text"))
#: Records that are shown with their differences, and codes and rows that are listed.
SHOWN, LISTED = 25, 200


@dataclass(frozen=True)
class CellDifference:
    """A column whose value in the file is not that of the site."""

    name: str
    in_file: str
    now: str

    @property
    def is_passage(self) -> bool:
        """True if it is running text, in the language of the record."""
        return self.name in PASSAGES

    @property
    def marked_changes(self) -> SafeString:
        """The words of both, with those of the file alone and those of the site alone marked."""
        return mark_changes(self.in_file, self.now)


@dataclass(frozen=True)
class FileRow:
    """A row of the file: its number, as spreadsheets count, what names it, and its cells."""

    number: int
    written: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class RecordDifference:
    """A record that the file has otherwise than the site; ``language`` is that of its text now."""

    code: str
    language: str
    fields: list[CellDifference]
    #: The site's record is as it was when the file was made: so the file was changed.
    is_altered: bool


@dataclass
class FileComparison:
    """All that a file has, compared; lists of codes are in the order of the file or of the site."""

    file: DownloadedFile
    #: The version of the data that the file names, if it was one of this site.
    edition: DataVersion | None
    #: The filter that the file names, in words; None if it names none that is known.
    filters: str | None = None
    same: list[str] = field(default_factory=list)
    differing: list[RecordDifference] = field(default_factory=list)
    #: Records that changed in what the file does not have.
    beyond: list[str] = field(default_factory=list)
    #: Rows whose code no public record has.
    unknown: list[FileRow] = field(default_factory=list)
    #: Rows whose record an earlier row has; they are not compared.
    repeated: list[FileRow] = field(default_factory=list)
    #: Rows of which a spreadsheet made a date that stands for several records.
    ambiguous: list[tuple[FileRow, list[str]]] = field(default_factory=list)
    #: Dates that were read as codes.
    dates: list[tuple[FileRow, str]] = field(default_factory=list)
    #: Records that the filter gives now and the file has not, and the reverse.
    missing: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)

    @property
    def is_current(self) -> bool:
        """True if the site gives the same now."""
        return not (
            self.differing
            or self.beyond
            or self.unknown
            or self.repeated
            or self.ambiguous
            or self.missing
            or self.surplus
        )

    @property
    def shown_differences(self) -> list[RecordDifference]:
        """The first records that differ."""
        return self.differing[:SHOWN]

    @property
    def not_shown(self) -> list[str]:
        """The codes of the other records that differ."""
        return [each.code for each in self.differing[SHOWN:]]

    @cached_property
    def other_columns(self) -> list[str]:
        """The columns that are none of the site's."""
        known = set(column_names())
        return [name for name in self.file.columns if name not in known]

    @property
    def has_digests(self) -> bool:
        """True if the file can tell of changes in what it does not have."""
        return "digest" in self.file.columns


def compare_file(
    file: DownloadedFile,
    edition: DataVersion | None,
    changes: Collection[GroupChange],
    index: RecommendationIndex,
    root: str,
) -> FileComparison:
    """Return what differs; ``changes`` are those since the edition.

    Two queries for each language of texts and for every 1,800 rows, and one if codes became dates.
    """
    comparison = FileComparison(file, edition)
    places: dict[int, FileRow] = {}
    for row in _rows(file):
        if (place := _place(row, index, comparison)) is None:
            continue
        if place in places:
            comparison.repeated.append(row)
        else:
            places[place] = row
    changed = {change.key for change in changes if change.kind == RECOMMENDATION}
    _compare_records(comparison, places, changed, index, root)
    _compare_selection(comparison, places, index)
    return comparison


def _rows(file: DownloadedFile) -> Iterator[FileRow]:
    for number, cells in enumerate(file.rows, start=2):
        by_name = dict(zip(file.columns, cells, strict=True))
        yield FileRow(number, by_name["code"].strip(), by_name)


def _place(row: FileRow, index: RecommendationIndex, comparison: FileComparison) -> int | None:
    """Return the place of the record that a row names; None, with a remark, if it names none."""
    place = _place_of_code(row.written, index)
    if place is not None:
        return place
    meant = [code for code in codes_of_date(row.written) if _place_of_code(code, index) is not None]
    if not meant:
        comparison.unknown.append(row)
    elif len(meant) > 1:
        comparison.ambiguous.append((row, meant))
    else:
        comparison.dates.append((row, meant[0]))
        return _place_of_code(meant[0], index)
    return None


def _place_of_code(code: str, index: RecommendationIndex) -> int | None:
    return index.place(*code_parts(code)) if is_code(code) else None


def _compare_records(
    comparison: FileComparison,
    places: Mapping[int, FileRow],
    changed: Collection[str],
    index: RecommendationIndex,
    root: str,
) -> None:
    names = [name for name in column_names() if name in comparison.file.columns]
    columns = named_columns(list(dict.fromkeys(["code", "language", "digest", *names])))
    of_language: dict[str, list[int]] = defaultdict(list)
    for place, row in places.items():
        of_language[_text_language(row)].append(place)
    for language, some in of_language.items():
        rows = {index.code(place): places[place] for place in some}
        preference = TextPreference(language)
        for values in column_rows(index, some, preference, root, columns, cells=False):
            now = {
                column.name: cell_text(value) for column, value in zip(columns, values, strict=True)
            }
            _compare_record(comparison, rows[now["code"]], now, names, changed)


def _text_language(row: FileRow) -> str:
    named = row.cells.get("language", "").strip()
    return named if named in LanguageCode.values else get_language()


def _compare_record(
    comparison: FileComparison,
    row: FileRow,
    now: Mapping[str, str],
    names: list[str],
    changed: Collection[str],
) -> None:
    code = now["code"]
    fields = [
        CellDifference(name, row.cells[name], now[name])
        for name in names
        if name not in NOT_COMPARED and not is_as_before(name, row.cells[name], now[name])
    ]
    digest = row.cells.get("digest", "").strip()
    is_other = bool(digest and now["digest"] and digest != now["digest"])
    if fields:
        is_unchanged = comparison.edition is not None and code not in changed
        is_altered = bool(digest and digest == now["digest"]) or is_unchanged
        comparison.differing.append(RecordDifference(code, now["language"], fields, is_altered))
    elif is_other:
        comparison.beyond.append(code)
    else:
        comparison.same.append(code)


def _compare_selection(
    comparison: FileComparison, places: Collection[int], index: RecommendationIndex
) -> None:
    """Compare which records the file has with those that its filter gives now, if it names one."""
    _address, mark, query = comparison.file.address.partition("?")
    if not comparison.file.address:
        return
    filters = DownloadFilter(QueryDict(query if mark else ""))
    if not filters.is_valid():
        return
    comparison.filters = filters.describe()
    given = Selection(filters)
    now = set(given.order)
    comparison.missing = [index.code(place) for place in given.order if place not in places]
    comparison.surplus = [index.code(place) for place in places if place not in now]
