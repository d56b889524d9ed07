"""From the rows of a table to corrections of recommendations: what would change, what is wrong.

Nothing is written here. A table creates nothing: no record, no theme, no text.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from recommendations.curation.corrections import values
from recommendations.curation.corrections.columns import COLUMNS, CORRECTED, DATES, LISTS, Curated
from recommendations.curation.corrections.table import MOST_FAULTS, Fault, Row, Table
from recommendations.curation.corrections.values import Known, Wrong
from recommendations.history.versions import version_numbers
from recommendations.models import Recommendation, Theme
from sessions.models import WorkingGroupSession
from smuggling_kb.languages import LanguageCode
from smuggling_kb.spreadsheets import fitted

#: Recommendations that are read at a time.
BATCH = 200
#: Codes among which the nearest to an unknown one is looked for.
MOST_CODES = 2_000
#: A code that a spreadsheet has made a date of.
DATE = re.compile(r"(?P<year>[12][0-9]{3})[-/年.](?P<month>[0-9]{1,2})[-/月.][0-9]{1,2}.*")


@dataclass(frozen=True)
class Change:
    """What a cell changes."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Correction:
    """A row that changes a recommendation, whose texts in ``language`` it speaks of."""

    row: int
    recommendation: Recommendation
    language: str
    version: int
    changes: list[Change]
    #: The cells of the row, to plan it again.
    cells: dict[str, str]

    @property
    def code(self) -> str:
        return self.recommendation.code

    def after(self) -> dict[str, str]:
        """The new values by column."""
        return {change.column: change.after for change in self.changes}

    def uncited(self) -> list[str]:
        """Words by which the text cites something, and which its new words no longer have."""
        after = self.after().get("text")
        return [
            citation.as_written
            for text in self.recommendation.texts.all()
            for citation in text.citations.all()
            if after and text.language == self.language and citation.as_written not in after
        ]


@dataclass
class Plan:
    """All that a table would do."""

    form: str
    corrections: list[Correction] = field(default_factory=list)
    #: Rows that change nothing, with the codes that they name.
    unchanged: list[tuple[int, str]] = field(default_factory=list)
    #: At most ``MOST_FAULTS``.
    faults: list[Fault] = field(default_factory=list)

    @property
    def cut(self) -> bool:
        """Whether so much was wrong that not all rows were looked at."""
        return len(self.faults) >= MOST_FAULTS

    @property
    def applicable(self) -> bool:
        """Whether there is something to do and nothing wrong."""
        return bool(self.corrections) and not self.faults

    @property
    def cells(self) -> int:
        """How many values change."""
        return sum(len(correction.changes) for correction in self.corrections)

    @property
    def versions(self) -> dict[str, int]:
        """The version of each record that the plan was made on."""
        return {correction.code: correction.version for correction in self.corrections}

    def digest(self) -> str:
        """The same for plans that change the same from the same to the same."""
        every = [
            [correction.code, correction.language, change.column, change.before, change.after]
            for correction in self.corrections
            for change in correction.changes
        ]
        return hashlib.sha256(json.dumps(every).encode()).hexdigest()


@dataclass(frozen=True)
class Line:
    """A row of the table, by column; blank cells are left out."""

    number: int
    cells: dict[str, str]

    def fault(self, column: str, problem: str, expected: str = "", nearest: str = "") -> Fault:
        """Something wrong in one of its cells."""
        return Fault(self.number, column, self.cells.get(column, ""), problem, expected, nearest)


def plan(
    table: Table, root: str, may_change: Callable[[Recommendation], bool] = lambda _record: True
) -> Plan:
    """What a table would do; ``root`` is the address of this site.

    A fixed number of queries, and a dozen for every ``BATCH`` rows.
    """
    found = Plan(table.form, faults=list(table.faults))
    names = _header(table.header, found.faults)
    if "code" not in names:
        return found
    lines = list(_lines(table.rows, names, found.faults))
    known = _known()
    for start in range(0, len(lines), BATCH):
        _plan_some(lines[start : start + BATCH], known, found, root, may_change)
    found.faults = sorted(found.faults, key=lambda fault: fault.row)[:MOST_FAULTS]
    return found


def _known() -> Known:
    """What is held, to be named; three queries."""
    return Known(
        codes=list(Recommendation.objects.values_list("code", flat=True)[:MOST_CODES]),
        sessions=frozenset(WorkingGroupSession.objects.values_list("number", flat=True)),
        themes={
            theme.slug: [name.name for name in theme.names.all()]
            for theme in Theme.objects.chapters().prefetch_related("names")
        },
    )


def _header(header: Row, faults: list[Fault]) -> list[str]:
    """The names of the columns in their order; a column without a name has none."""
    names = [cell.strip().lower() for cell in header.cells]
    line = Line(header.number, {})
    if "code" not in names:
        problem = _("The table has no column “code”. Its first row must name the columns.")
        faults.append(
            Fault(line.number, "code", "", problem, nearest=values.nearest("code", names))
        )
        return names
    for place, name in enumerate(names):
        if name and name not in COLUMNS:
            expected = _("One of the columns that are explained on this page.")
            problem = _("There is no column of this name.")
            nearest = values.nearest(name, COLUMNS)
            faults.append(Fault(line.number, name, name, problem, expected, nearest))
        elif name and name in names[:place]:
            faults.append(Fault(line.number, name, name, _("The column is there twice.")))
    return names


def _lines(rows: Iterable[Row], names: list[str], faults: list[Fault]) -> Iterable[Line]:
    """The rows by column; what stands beside the columns is a fault, and so is a code twice."""
    seen: dict[str, int] = {}
    for row in rows:
        cells = {
            name: cell
            for name, cell in zip(names, row.cells, strict=False)
            if name and cell.strip()
        }
        line = Line(row.number, cells)
        faults += list(_beside(row, names))[:1]
        code = cells.get("code", "").strip()
        if code and code in seen:
            problem = _("The code is there already, in row %(row)d.") % {"row": seen[code]}
            faults.append(line.fault("code", problem, _("One row for each record.")))
            continue
        seen.setdefault(code, row.number)
        yield line


def _beside(row: Row, names: list[str]) -> Iterable[Fault]:
    for place, cell in enumerate(row.cells):
        if cell.strip() and (place >= len(names) or not names[place]):
            problem = _("The row is longer than the header: cell %(place)d has no column.")
            yield Fault(row.number, "", cell, problem % {"place": place + 1})


def _plan_some(
    lines: list[Line],
    known: Known,
    found: Plan,
    root: str,
    may_change: Callable[[Recommendation], bool],
) -> None:
    """Add to a plan what some rows do."""
    codes = [line.cells.get("code", "").strip() for line in lines]
    records = {
        record.code: record for record in Recommendation.objects.filter(code__in=codes).for_list()
    }
    versions = version_numbers(list(records))
    for line, code in zip(lines, codes, strict=True):
        if found.cut:
            return
        record = records.get(code)
        if record is None:
            found.faults.append(_unknown(line, code, known))
            continue
        language = _language(line, record, found.faults)
        if language is None:
            continue
        before = Curated(record, language, root, versions[code])
        check = Check(line, before, before.cells(), known)
        changes = check.changes()
        if changes and not may_change(record):
            check.faults.append(line.fault("code", _("You may not change this record.")))
        if check.faults:
            found.faults += check.faults
        elif changes:
            found.corrections.append(
                Correction(line.number, record, language, versions[code], changes, line.cells)
            )
        else:
            found.unchanged.append((line.number, code))


def _unknown(line: Line, code: str, known: Known) -> Fault:
    """Of a row whose code is none that is held."""
    if not code:
        return line.fault(
            "code", _("The row has no code."), _("The code of a record, e.g. 2012/5.")
        )
    if date := DATE.fullmatch(code):
        return line.fault(
            "code",
            _("The spreadsheet has made a date of the code."),
            _("The code as text: format the column as text, or correct the Excel table instead."),
            f"{date['year']}/{int(date['month'])}",
        )
    near = values.nearest(code, known.codes)
    return line.fault("code", _("There is no record with this code."), nearest=near)


def _language(line: Line, record: Recommendation, faults: list[Fault]) -> str | None:
    """The language whose text the row speaks of; None, with a fault, if there is none."""
    held = [text.language for text in record.texts.all()]
    named = line.cells.get("language", "").strip().lower()
    if named in held:
        return named
    speaks = [name for name in ("chapeau", "text", "modal", "text_status") if name in line.cells]
    if not named and (len(held) == 1 or not speaks):
        return held[0] if held else LanguageCode.CHINESE
    if not named:
        problem = _("The record has texts in several languages, and the row does not say which.")
    elif named in LanguageCode.values:
        problem = _("The record has no text in this language. A table adds none.")
    else:
        problem = _("There is no language of this name.")
    options = held or LanguageCode.values
    faults.append(
        line.fault("language", problem, ", ".join(options), values.nearest(named, options))
    )
    return None


@dataclass
class Check:
    """Compares a row with the record that it names."""

    line: Line
    record: Curated
    before: dict[str, str]
    known: Known
    faults: list[Fault] = field(default_factory=list)

    def changes(self) -> list[Change]:
        """What the row changes; what is wrong is added to ``faults``."""
        after = self.before.copy()
        for name, cell in self.line.cells.items():
            if name in CORRECTED:
                after[name] = self.corrected(name, cell)
            elif name in COLUMNS and name not in ("code", "language", "version"):
                self.left(name, cell)
        changes = [
            Change(name, self.before[name], after[name])
            for name in CORRECTED
            if after[name] != self.before[name]
        ]
        if changes:
            self.together(after, {change.column for change in changes})
            self.current()
        return changes

    def corrected(self, name: str, cell: str) -> str:
        """What a cell makes of a value; the value as it was if nothing, or nothing valid."""
        before = self.before[name]
        if values.same(name, cell, before):
            return before
        try:
            return values.read(name, cell, self.known)
        except Wrong as wrong:
            self.faults.append(self.line.fault(name, wrong.problem, wrong.expected, wrong.nearest))
            return before

    def left(self, name: str, cell: str) -> None:
        """A cell that nobody corrects here stands as it was."""
        if not _as_it_was(name, cell, self.before[name]):
            problem = _(
                "This column is not corrected by a table. Leave it as it was, or empty, or delete"
                " the column."
            )
            self.faults.append(self.line.fault(name, problem, self.before[name]))

    def together(self, after: dict[str, str], changed: set[str]) -> None:
        """What values of one record have to do with each other."""
        for column, problem, expected in values.conflicts(
            after, changed, self.line.cells, self.record.recommendation
        ):
            self.faults.append(self.line.fault(column, problem, expected))

    def current(self) -> None:
        """A row that was made from an older version would undo what was done since."""
        version = self.line.cells.get("version", "").strip()
        if version and version != self.before["version"]:
            problem = _("The record has changed since this table was made.")
            expected = _("Version %(version)s: take a new table, or delete this column.") % {
                "version": self.before["version"]
            }
            self.faults.append(self.line.fault("version", problem, expected))


def _as_it_was(name: str, cell: str, before: str) -> bool:
    """Whether a cell says what the record says, however a spreadsheet writes it."""
    cell = cell.strip()
    if cell in (before.strip(), fitted(before).strip()):
        return True
    if name in DATES and before:
        return _numbers(cell) == _numbers(before)
    if name in LISTS:
        return values.listed(cell) == values.listed(before)
    if name == "url":
        return (
            cell.partition("://")[2].partition("/")[2]
            == before.partition("://")[2].partition("/")[2]
        )
    return values.lines(cell).strip() == values.lines(before).strip()


def _numbers(date: str) -> list[int]:
    """Of year, month and day, in whichever order a spreadsheet writes them."""
    return sorted(int(number) for number in re.findall(r"[0-9]{1,4}", date))[:3]
