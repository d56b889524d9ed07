"""The cells of a row that adds something, each read as its column demands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from recommendations.curation.corrections import values
from recommendations.curation.corrections.rows import NamedCells
from recommendations.curation.corrections.table import TableProblem
from recommendations.curation.corrections.values import InvalidCell
from recommendations.texts.scripts import is_written_in

#: Values that a cell may have, with other names of each.
Options = Mapping[str, Iterable[str]]


@dataclass
class RowCells:
    """A row; reading a cell that is not valid adds to ``problems``."""

    row: NamedCells
    problems: list[TableProblem] = field(default_factory=list)

    @property
    def code(self) -> str:
        return self.row.code

    def cell(self, name: str) -> str:
        return self.row.cells.get(name, "").strip()

    def refuse(self, name: str, message: str, expected: str = "", nearest: str = "") -> None:
        self.problems.append(self.row.problem(name, message, expected, nearest))

    def require(self, names: Iterable[str]) -> None:
        """Refuse those of the cells that are empty."""
        for name in names:
            if not self.cell(name):
                self.refuse(name, _("This must not be empty."))

    def option(self, name: str, options: Options) -> str:
        """Return one of some values; empty if the cell is, or is refused."""
        try:
            return values.parse_option(self.cell(name), options) if self.cell(name) else ""
        except InvalidCell as error:
            self.refuse(name, error.message, error.expected, error.nearest)
            return ""

    def choice(self, name: str, choices: type[TextChoices]) -> str:
        """Return one of a closed list of values; as ``option``."""
        return self.option(name, values.choice_labels(choices))

    def option_list(self, name: str, options: Options) -> list[str]:
        """Return several of some values, in their order; empty if one is refused."""
        try:
            return [
                values.parse_option(value, options) for value in values.parse_list(self.cell(name))
            ]
        except InvalidCell as error:
            self.refuse(name, error.message, error.expected, error.nearest)
            return []

    def words(self, name: str) -> str:
        """Return words as they are stored; empty if they are refused."""
        try:
            written = self.row.cells.get(name, "")
            return values.parse_words(name, values.normalise_line_ends(written).strip())
        except InvalidCell as error:
            self.refuse(name, error.message, error.expected, error.nearest)
            return ""

    def text(self, name: str, language: str) -> str:
        """Return words in a language; as ``words``, and refused in the letters of another."""
        text = self.words(name)
        if text and language and not is_written_in(text, language):
            self.refuse(
                name,
                _("These are not the letters of the language that the row names."),
                _("A text in that language. Check the language, and how the file was saved."),
            )
            return ""
        return text
