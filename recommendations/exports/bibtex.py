"""BibTeX: each record as ``inproceedings``, what LaTeX would take for a command made harmless.

Of all types of parts this is the one of which every style, the old ones too, prints the document,
the note and the address. A record without a document is ``misc``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from recommendations.exports.columns import ExportedRecord
from recommendations.exports.download import Download
from recommendations.exports.provenance import list_provenance
from recommendations.exports.reference import Reference, format_record
from recommendations.exports.reference_list import ReferenceStyle, format_list

SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "{}$&%#_"},
}
ESCAPES = {ord(character): escape for character, escape in SPECIAL.items()}
NOT_IN_VALUES = re.compile(r"[\x00-\x1f\x7f]+")
#: What begins an entry, even in a comment, or ends the comment, as addresses write it.
NOT_IN_COMMENTS = {ord(character): f"%{ord(character):02X}" for character in "@{}"}
#: In an address only what would end the value; the rest stands as it is.
NOT_IN_ADDRESSES = re.compile(r"[{}\\\s]")


def write_bibtex(download: Download) -> Iterator[str]:
    """Yield the file of a list, many entries at a time."""
    head = bibtex_comment(list_provenance(download).lines())
    return format_list(download, ReferenceStyle(bibtex_entry, escape_latex, head))


def write_bibtex_record(record: ExportedRecord) -> str:
    """Return the file of one record."""
    return format_record(record, bibtex_entry)


def bibtex_comment(lines: Iterable[str]) -> str:
    """Return lines that programs pass over: no brace in them, and no sign that begins an entry."""
    return "".join(["@comment{\n", *(f"  {escape_comment(line)}\n" for line in lines), "}\n\n"])


def escape_comment(line: str) -> str:
    """Return words that end no comment, in an address as this would write them."""
    return NOT_IN_VALUES.sub(" ", line).translate(NOT_IN_COMMENTS)


def bibtex_entry(reference: Reference) -> str:
    """Return one record; particulars that are not known are left out."""
    values = {
        # In braces of its own, a name is one name and a title keeps its capitals.
        "author": f"{{{escape_latex(reference.author)}}}",
        "title": f"{{{escape_latex(reference.title)}}}",
        "shorttitle": escape_latex(reference.name),
        "booktitle": escape_latex(reference.container),
        "publisher": escape_latex(_("United Nations")),
        "year": str(reference.year),
        "origdate": reference.adopted.isoformat() if reference.adopted else "",
        "language": reference.language,
        "abstract": escape_latex(reference.words),
        "note": escape_latex(reference.note),
        "annote": escape_latex(" ".join(filter(None, (reference.translation, reference.database)))),
        "url": NOT_IN_ADDRESSES.sub("", reference.url),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in values.items() if value]
    entry_type = "inproceedings" if reference.container else "misc"
    return "".join([f"@{entry_type}{{{reference.key},\n", *lines, "}\n\n"])


def escape_latex(value: str) -> str:
    """Return words that LaTeX sets as they are."""
    return NOT_IN_VALUES.sub(" ", value).translate(ESCAPES)
