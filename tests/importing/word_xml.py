"""Word files from pieces of their XML, as word processors write it."""

import io
import zipfile
from collections.abc import Mapping

from recommendations.importing.containers.docx.names import RELATIONSHIP, WORD

COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
FORMULA = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
#: The elements around the contents of each part.
ROOTS = {
    "comments": "comments",
    "endnotes": "endnotes",
    "footnotes": "footnotes",
    "numbering": "numbering",
    "settings": "settings",
    "styles": "styles",
}
NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{RELATIONSHIP}" xmlns:mc="{COMPATIBILITY}" xmlns:m="{FORMULA}"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Return the parts as a compressed archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def content_types(main: str = MAIN) -> str:
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )


def relationships(targets: Mapping[str, tuple[str, str]], mode: str = "") -> str:
    """Return the relations of a part: targets and kinds by their identifiers."""
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{key}" Type="{RELATIONSHIP}/{kind}" Target="{target}"{mode}/>'
            for key, (target, kind) in targets.items()
        )
        + "</Relationships>"
    )


def word_parts(
    body: str, headers: Mapping[str, str] | None = None, **others: str
) -> dict[str, str | bytes]:
    """Return the parts of a file; ``headers`` are the contents of headers and footers by name."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    parts["_rels/.rels"] = relationships({"main": ("word/document.xml", "officeDocument")})
    targets = {}
    for name, content in others.items():
        root = ROOTS[name]
        parts[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
        targets[name] = (f"{name}.xml", name)
    for name, content in (headers or {}).items():
        parts[f"word/{name}.xml"] = f"<w:hdr {NAMESPACES}>{content}</w:hdr>"
        targets[name] = (f"{name}.xml", "header")
    parts["word/_rels/document.xml.rels"] = relationships(targets)
    return parts


def word_xml(body: str, headers: Mapping[str, str] | None = None, **others: str) -> bytes:
    """Return a file of these parts."""
    return archive(word_parts(body, headers, **others))


def paragraph(*runs: str, properties: str = "") -> str:
    """Return a paragraph of runs, or of words."""
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def run(words: str, properties: str = "") -> str:
    """Return words with the same properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def list_paragraph(words: str, number: int, depth: int = 0) -> str:
    """Return a paragraph that Word numbers."""
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(words, properties=properties)


def level(depth: int, number_format: str, text: str, more: str = "", start: int = 1) -> str:
    """Return how a level of a list is numbered."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*lists: str, overrides: str = "") -> str:
    """Return lists of levels, numbered from 1, and further ones that share the levels of those."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{place}">{levels}</w:abstractNum>'
        for place, levels in enumerate(lists, start=1)
    )
    own = "".join(
        f'<w:num w:numId="{place}"><w:abstractNumId w:val="{place}"/></w:num>'
        for place in range(1, len(lists) + 1)
    )
    return abstract + own + overrides


def note(identifier: int, *paragraphs: str, kind: str = "footnote") -> str:
    """Return a footnote or an endnote."""
    inner = "".join(map(paragraph, paragraphs))
    return f'<w:{kind} w:id="{identifier}">{inner}</w:{kind}>'


def reference(identifier: int, kind: str = "footnote", own: str = "") -> str:
    """Return the place where a note is referred to, perhaps by a mark of its own."""
    custom = ' w:customMarkFollows="1"' if own else ""
    words = f"<w:t>{own}</w:t>" if own else ""
    return f'<w:r><w:{kind}Reference w:id="{identifier}"{custom}/>{words}</w:r>'


def table(*rows: tuple[str, ...]) -> str:
    """Return a table; cells are words, paragraphs or tables."""

    def cell(content: str) -> str:
        inner = content if content.startswith("<") else paragraph(content)
        return f"<w:tc>{inner}</w:tc>"

    return (
        "<w:tbl>"
        + "".join(f"<w:tr>{''.join(map(cell, cells))}</w:tr>" for cells in rows)
        + "</w:tbl>"
    )
