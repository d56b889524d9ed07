"""A list as a Word file: where it is from, and every record under the headings of the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import IO

from django.utils.translation import gettext as _

from recommendations.exports.download import Download
from recommendations.exports.provenance import FileProvenance, list_provenance
from recommendations.exports.word import styles
from recommendations.exports.word.records import RecordWriter, read_originals
from recommendations.exports.word.writer import FileFacts, Run, WordWriter
from recommendations.index.rows import RecommendationRow
from recommendations.selection.result_pages import ResultGroup, groups
from recommendations.selection.selection import Selection

#: Records up to which a list is made into a file.
MOST_RECORDS = 5000


def make_docx(download: Download) -> IO[bytes]:
    """Return the file, a temporary one."""
    provenance = list_provenance(download)
    writer = WordWriter(file_facts(provenance, download))
    writer.add_heading(provenance.heading, 1)
    add_provenance(writer, provenance)
    add_groups(writer, download.selection, download.root)
    return writer.file()


def file_facts(provenance: FileProvenance, download: Download) -> FileFacts:
    """Return the title of a file, and what stands at the foot of its pages."""
    return FileFacts(
        provenance.heading,
        download.language,
        download.data_version.date,
        provenance.data_version,
        provenance.address,
    )


def add_provenance(writer: WordWriter, provenance: FileProvenance) -> None:
    """Add each fact of where a file is from, in a line of its own."""
    for label, value in provenance.facts():
        beginning = _("%(label)s: %(value)s") % {"label": label, "value": ""}
        writer.add_paragraph([Run(beginning, is_bold=True), Run(value)], styles.FACTS)


def add_groups(writer: WordWriter, selection: Selection, root: str) -> None:
    """Add every record, under the headings that the list has; four queries for some hundred."""
    found = groups(selection)
    level = 3 if any(map(_heading, found)) else 2
    index = selection.index
    rows = {row.code: row for row in selection.rows(list(selection.order))}
    originals = read_originals(index, rows.values())
    records = RecordWriter(writer, index, selection.filters.names, root, level, originals)
    for group in found:
        if heading := _heading(group):
            writer.add_heading(heading, 2)
        if group.missing_sessions:
            words = Run(_("texts not in this knowledge base"))
            writer.add_paragraph([words], styles.FACTS)
        records.add_records(_rows(rows, map(index.code, group.records)), selection.filters.group)


def _heading(group: ResultGroup) -> str:
    """Return the heading of a group, with its number of records; empty if it has none."""
    if group.missing_sessions:
        return f"{group.missing_sessions.name} {group.missing_sessions.years}".strip()
    if group.value is None:
        return ""
    name = group.value.heading or group.value.label
    if group.value.detail:
        name = _("%(one)s, %(other)s") % {"one": name, "other": group.value.detail}
    return _("%(name)s (%(count)s)") % {"name": name, "count": group.count}


def _rows(rows: Mapping[str, RecommendationRow], codes: Iterable[str]) -> list[RecommendationRow]:
    """Return the rows of some records, without those that were withdrawn meanwhile."""
    return [rows[code] for code in codes if code in rows]
