"""The parts of addresses that name recommendations and documents."""

from __future__ import annotations

from recommendations.exports import FORMATS
from recommendations.texts.codes import CODE, YEAR


class StringConverter:
    """A part of an address that is passed on as it stands."""

    regex: str

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class CodeConverter(StringConverter):
    """A code, e.g. ``2012/5`` or ``2022/61b``."""

    regex = CODE


class YearConverter(StringConverter):
    """The year in a code."""

    regex = YEAR


class FormatConverter(StringConverter):
    """The ending of a download's address: that of any format which is registered."""

    regex = r"[a-z]+(?:\.[a-z]+)*"

    def to_python(self, value: str) -> str:
        if value not in FORMATS:
            raise ValueError(value)
        return value


class ReferenceConverter(FormatConverter):
    """The ending of a record's address as a reference."""

    def to_python(self, value: str) -> str:
        if FORMATS[super().to_python(value)].write_record is None:
            raise ValueError(value)
        return value


class SymbolConverter(StringConverter):
    """The symbol of a document with its strokes, e.g. ``CTOC/COP/WG.7/2020/4``."""

    regex = r"[A-Z][\w./()-]*"


class PartConverter(StringConverter):
    """An article of an instrument, e.g. ``16``, or a chapter, e.g. ``chapter-2``."""

    regex = r"(?:chapter-)?[1-9][0-9]{0,3}"
