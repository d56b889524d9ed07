"""A second, crude reading of the five sources, to hold the fixtures against.

It shares nothing with the importer. What is layout is said line by line in
``tests/documents/<document>/layout.tsv``, written by reading the sources; everything else is
text and has to be found again in the fixtures, character for character. White space is judged
apart: ``joints.tsv`` says for every line end that touches a digit or a Latin letter whether the
document's habit puts a space there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "fixtures" / "sources"
READINGS = ROOT / "tests" / "documents"
LANGUAGE = "zh-hans"
SYMBOLS = (
    "A/CONF.213/7",
    "CTOC/COP/WG.7/2015/5",
    "CTOC/COP/WG.7/2019/2",
    "CTOC/COP/WG.7/2020/4",
    "CTOC/COP/WG.7/2022/2",
)

NO_SPACE, SPACE, LINE_END = "", " ", "\n"


def reading(symbol: str, name: str) -> list[list[str]]:
    """The rows of a hand-written table about a document."""
    path = READINGS / symbol.replace("/", "-") / f"{name}.tsv"
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def source_lines(symbol: str) -> list[str]:
    """The lines of a source, decoded here from its bytes."""
    (path,) = SOURCES.glob(f"{symbol.replace('/', '-')}.{LANGUAGE}.*")
    return path.read_bytes().decode("utf-8").split("\n")


@dataclass(frozen=True)
class Letter:
    """A character that is not white space, and the white space before it."""

    character: str
    gap: str
    place: str
    #: Whether it belongs to words that are held as text, not to a number, label or mark.
    in_text: bool = True


@dataclass
class Account:
    """A source divided into body, footnotes and layout."""

    body: list[Letter] = field(default_factory=list)
    footnotes: dict[str, list[Letter]] = field(default_factory=dict)
    layout_errors: list[str] = field(default_factory=list)


def letters_of(line: str, number: int) -> Iterator[Letter]:
    """The visible characters of a source line; the first is told to follow a line end."""
    gap = LINE_END
    for character in line:
        if character.isspace():
            gap = gap or SPACE
        else:
            yield Letter(character, gap, str(number))
            gap = NO_SPACE


@cache
def account(symbol: str) -> Account:
    """Divides a source as ``layout.tsv`` says, noting where that does not fit."""
    lines = dict(enumerate(source_lines(symbol), start=1))
    result = Account()
    for numbers, kind, words in reading(symbol, "layout"):
        first, _hyphen, last = numbers.partition("-")
        if kind == "footnote":
            taken = range(int(first), int(last or first) + 1)
            found = [letter for n in taken for letter in letters_of(lines.pop(n), n)]
            result.footnotes[words] = found
            if not "".join(letter.character for letter in found).startswith(words):
                result.layout_errors.append(f"line {first} does not begin footnote {words}")
        elif kind == "markup":
            if words not in lines[int(first)]:
                result.layout_errors.append(f"line {first} has no {words!r}")
            lines[int(first)] = lines[int(first)].replace(words, "", 1)
        elif lines.pop(int(first)).strip() != words:
            result.layout_errors.append(f"line {first} is not {words!r}")
    for number, line in lines.items():
        result.body.extend(letters_of(line, number))
    return result


@cache
def fixture_rows() -> dict[str, list[dict[str, Any]]]:
    """The fields of every fixture row, by model."""
    paths = sorted((ROOT / "fixtures").glob("0*.json"))
    assert paths, "There are no fixtures."
    rows: dict[str, list[dict[str, Any]]] = {}
    for path in paths:
        for row in json.loads(path.read_text(encoding="utf-8")):
            rows.setdefault(row["model"].lower(), []).append(row["fields"])
    return rows


def rows(model: str, symbol: str | None = None) -> list[dict[str, Any]]:
    """The rows of a model, of one document if its symbol is given."""
    everything = fixture_rows().get(model, [])
    assert everything, f"The fixtures have no {model}."
    if symbol is None:
        return everything
    return [row for row in everything if row["version"] == [symbol, LANGUAGE]]


def passages(symbol: str) -> dict[str, dict[str, Any]]:
    """The paragraphs, items, recommendations and cover lines of a document by anchor."""
    found = rows("wg_sessions.paragraph", symbol)
    return {row["anchor"]: row for row in sorted(found, key=lambda row: row["position"])}


def sections(symbol: str) -> list[dict[str, Any]]:
    """The headings of a document in their order."""
    return sorted(rows("wg_sessions.section", symbol), key=lambda row: row["position"])


def footnotes(symbol: str) -> dict[str, dict[str, Any]]:
    """The footnotes of a document by mark."""
    return {row["mark"]: row for row in rows("wg_sessions.footnote", symbol)}


def anchored(row: dict[str, Any], name: str) -> str | None:
    """The anchor that a foreign key of a row names."""
    key = row.get(name)
    return str(key[-1]) if key else None


def printed_label(label: str) -> str:
    """An item's label as printed: letters in brackets, the agenda's numbers with a stop."""
    return f"{label}." if label.isdigit() else f"({label})"


def printed_start(row: dict[str, Any]) -> str:
    """Return what a passage begins with in print, before its text."""
    match row["kind"]:
        case "paragraph":
            return f"{row['number']}."
        case "recommendation":
            return f"建议{row['number']}"
        case "item":
            return printed_label(row["label"])
        case _:
            return ""


def letters_held(text: str, place: str) -> Iterator[Letter]:
    """The visible characters of a held text with exactly the white space before each."""
    gap = NO_SPACE
    for character in text:
        if character.isspace():
            gap += character
        else:
            yield Letter(character, gap, place)
            gap = NO_SPACE


def number_letters(words: str, place: str) -> Iterator[Letter]:
    """The characters of a number, label or mark."""
    for character in words:
        yield Letter(character, NO_SPACE, place, in_text=False)


def letters_with_marks(row: dict[str, Any], marks: list[dict[str, Any]]) -> Iterator[Letter]:
    """A passage's characters with its footnote marks put back where the fixtures have them."""
    left = {note["offset"]: note["mark"] for note in marks}
    seen = 0
    for letter in letters_held(row["text"], row["anchor"]):
        seen += len(letter.gap)
        yield from number_letters(left.pop(seen, ""), row["anchor"])
        yield letter
        seen += 1
    yield from number_letters(left.pop(len(row["text"]), ""), row["anchor"])
    for offset in left:
        raise AssertionError(f"{row['anchor']}: a footnote mark at {offset}, inside a space")


def held_body(symbol: str) -> list[Letter]:
    """The body of a document as the fixtures hold it, put back into the printed order."""
    notes: dict[str, list[dict[str, Any]]] = {}
    for note in footnotes(symbol).values():
        notes.setdefault(str(anchored(note, "paragraph")), []).append(note)
    pieces = [*sections(symbol), *passages(symbol).values()]
    result: list[Letter] = []
    for piece in sorted(pieces, key=lambda row: row["position"]):
        if "heading" in piece:
            result.extend(number_letters(piece["label"], piece["anchor"]))
            result.extend(letters_held(piece["heading"], piece["anchor"]))
        else:
            result.extend(number_letters(printed_start(piece), piece["anchor"]))
            result.extend(letters_with_marks(piece, notes.get(piece["anchor"], [])))
    return result


def held_footnote(symbol: str, mark: str) -> list[Letter]:
    """A footnote's mark and words as the fixtures hold them."""
    note = footnotes(symbol)[mark]
    return [*number_letters(mark, note["anchor"]), *letters_held(note["text"], note["anchor"])]


def excerpt(letters: list[Letter], middle: int) -> str:
    """The characters around a place, and where that is."""
    words = "".join(letter.character for letter in letters[max(0, middle - 15) : middle + 15])
    place = letters[min(middle, len(letters) - 1)].place if letters else "nothing at all"
    return f"{words!r} ({place})"


def first_difference(printed: list[Letter], held: list[Letter]) -> str | None:
    """Where two sequences of characters part, as a sentence; nothing if they do not."""
    for place, (left, right) in enumerate(zip_longest(printed, held)):
        if left is None or right is None or left.character != right.character:
            return (
                f"printed {excerpt(printed, place)}, line of the source in brackets; "
                f"held {excerpt(held, place)}, anchor in brackets"
            )
    return None


def is_wide(character: str) -> bool:
    """Return whether a character is Chinese: an ideograph or a full-width sign, “ ” ‘ ’ or —."""
    return ord(character) >= 0x2000


@cache
def joints(symbol: str) -> dict[tuple[int, str, str], bool]:
    """Return whether a space belongs at a line end that touches a digit or a Latin letter.

    The key is the number of the line that begins there and the characters left and right.
    """
    return {
        (int(number), left[-1], right[0]): answer == "space"
        for number, left, right, answer in reading(symbol, "joints")
    }


def space_due(symbol: str, left: str, right: str, gap: str, line: str) -> bool | None:
    """Return whether a space belongs between two characters; nothing if no rule and no row says so.

    Nothing stands between them in the source: no space. A space within a line counts, also where
    it breaks a name (Mat ías), unless both are Chinese, where it only justifies the line. A line
    end is nothing between Chinese characters, and otherwise what ``joints.tsv`` says.
    """
    if gap == NO_SPACE or (is_wide(left) and is_wide(right)):
        return False
    if LINE_END in gap:
        return joints(symbol).get((int(line), left, right))
    return True


@dataclass(frozen=True)
class Seam:
    """Two neighbouring characters of one held text, and what the source has between them."""

    left: Letter
    right: Letter
    #: The white space in the source, marks skipped, and the line that the right one stands in.
    source_gap: str
    source_line: str


def seams(printed: list[Letter], held: list[Letter]) -> Iterator[Seam]:
    """The neighbours within each held text, of two sequences that agree."""
    before: Letter | None = None
    gap = NO_SPACE
    for source, letter in zip(printed, held, strict=True):
        gap += source.gap
        if not letter.in_text:
            continue
        if before is not None and before.place == letter.place:
            yield Seam(before, letter, gap, source.place)
        before, gap = letter, NO_SPACE


def spacing_faults(symbol: str, printed: list[Letter], held: list[Letter]) -> list[str]:
    """Every place where the held white space is not what the source and the rule ask for."""
    faults = []
    for seam in seams(printed, held):
        left, right = seam.left.character, seam.right.character
        due = space_due(symbol, left, right, seam.source_gap, seam.source_line)
        if due is None:
            faults.append(f"line {seam.source_line}: no reading of {left}|{right}")
        elif seam.right.gap != (SPACE if due else NO_SPACE):
            wanted = "a space" if due else "nothing"
            faults.append(
                f"{seam.right.place}, line {seam.source_line}: {wanted} is due between "
                f"{left} and {right}, held is {seam.right.gap!r}"
            )
    return faults


#: A number right after a Chinese character or sign or a letter, or at a line's start right before
#: a Chinese character: a footnote mark or text.
GLUED_NUMBER = re.compile(r"(?<=[^\W\d_]|[，。；：、”“》《）（？])\d+|^\d+(?=[\u4e00-\u9fff])")


def glued_numbers(symbol: str) -> list[tuple[int, str, str, str]]:
    """Every such number outside the dumped links: line, words before, number, words after."""
    dumped = {int(row[0]) for row in reading(symbol, "layout") if row[1] == "link"}
    return [
        (number, line[max(0, m.start() - 4) : m.start()].strip(), m[0], line[m.end() :][:4].strip())
        for number, line in enumerate(source_lines(symbol), start=1)
        if number not in dumped
        for m in GLUED_NUMBER.finditer(line)
    ]
