"""The styles of Word files: A4, fonts for every script, languages, a paragraph style for each kind.

Words of documents are set in a serif, words of this site in a sans, as on the pages; translations
too, and they have a dashed line along the edge where their lines begin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from smuggling_kb.languages import BY_CODE

#: What Word calls a language that it knows by country alone.
WORD_TAGS = {
    "ar": "ar-SA",
    "zh-hans": "zh-CN",
    "en": "en-GB",
    "fr": "fr-FR",
    "ru": "ru-RU",
    "es": "es-ES",
}
CHINESE, ARABIC = "zh-hans", "ar"

INK, SOFT = RGBColor(0x14, 0x20, 0x1E), RGBColor(0x4B, 0x59, 0x55)
#: The colour of the line beside translations.
EDGE = "76837E"
#: Arabic letters are drawn smaller than Latin ones of the same size, in the fonts of texts.
ARABIC_ENLARGED = 1.1
#: Points by which lines hang, and by which what stands below something is further in.
INDENT = 22


@dataclass(frozen=True)
class Fonts:
    """The fonts of Latin letters, of Chinese and of scripts from right to left."""

    latin: str
    east_asian: str
    complex_script: str


SANS = Fonts("Calibri", "Microsoft YaHei", "Arial")
SERIF = Fonts("Cambria", "SimSun", "Times New Roman")


@dataclass(frozen=True)
class ParagraphStyle:
    """A style of paragraphs, in points; lines that hang begin by so much behind the first."""

    name: str
    fonts: Fonts
    size: float
    color: RGBColor = INK
    bold: bool = False
    before: float = 0
    after: float = 4
    hanging: float = 0
    keep_with_next: bool = False
    #: Whether a line runs along the edge where its lines begin.
    has_edge: bool = False


FACTS = ParagraphStyle("Facts", SANS, 9, SOFT, after=2, keep_with_next=True)
TEXT = ParagraphStyle("Recommendation text", SERIF, 11)
ITEM = ParagraphStyle("Recommendation item", SERIF, 11, hanging=INDENT)
CHAPEAU = ParagraphStyle("Chapeau", SERIF, 11, SOFT, keep_with_next=True)
TRANSLATION = ParagraphStyle("Unofficial translation", SANS, 10.5, has_edge=True)
TRANSLATED_ITEM = ParagraphStyle(
    "Unofficial translation of item", SANS, 10.5, hanging=INDENT, has_edge=True
)
TRANSLATED_CHAPEAU = ParagraphStyle(
    "Unofficial translation of chapeau", SANS, 10.5, SOFT, keep_with_next=True, has_edge=True
)
#: The official text below a translation.
OFFICIAL_TEXT = ParagraphStyle("Official text", SERIF, 9.5)
OFFICIAL_ITEM = ParagraphStyle("Official text of item", SERIF, 9.5, hanging=INDENT)
MARK = ParagraphStyle("Status of text", SANS, 9.5, bold=True, keep_with_next=True)
CITATION = ParagraphStyle("Full citation", SANS, 9, SOFT, after=8)
FOOTER = ParagraphStyle("Footer", SANS, 8.5, SOFT, after=0)
NORMAL = ParagraphStyle("Normal", SANS, 10.5)
CELL = ParagraphStyle("Table text", SANS, 9.5, after=1)
HEADINGS = tuple(
    ParagraphStyle(
        f"Heading {level}",
        SANS,
        size,
        bold=True,
        before=before,
        keep_with_next=True,
    )
    for level, size, before in ((1, 18, 0), (2, 14, 18), (3, 11.5, 10))
)


@dataclass(frozen=True)
class TextStyles:
    """The styles of the lines of a text, of its lettered items and of its chapeau."""

    line: ParagraphStyle
    item: ParagraphStyle
    chapeau: ParagraphStyle


ORIGINAL = TextStyles(TEXT, ITEM, CHAPEAU)
TRANSLATED = TextStyles(TRANSLATION, TRANSLATED_ITEM, TRANSLATED_CHAPEAU)
BELOW_TRANSLATION = TextStyles(OFFICIAL_TEXT, OFFICIAL_ITEM, OFFICIAL_TEXT)
#: The style of the modal word within a text: the site's mark, so in the site's fonts.
MODAL_WORD = "Modal word"


def set_up(word: WordDocument, language: str) -> None:
    """Give an empty document its page, its fonts, its styles and its language."""
    _set_page(word, language)
    _set_language(word, language)
    for style in (
        *(NORMAL, *HEADINGS, FOOTER, FACTS, TEXT, ITEM),
        *(CHAPEAU, MARK, CITATION, CELL),
        *(TRANSLATION, TRANSLATED_ITEM, TRANSLATED_CHAPEAU, OFFICIAL_TEXT, OFFICIAL_ITEM),
    ):
        _define(word, style)
    modal: Any = word.styles.add_style(MODAL_WORD, WD_STYLE_TYPE.CHARACTER)
    modal.font.bold = modal.font.cs_bold = True
    _set_fonts(modal, SANS)


def _set_page(word: WordDocument, language: str) -> None:
    section = word.sections[0]
    if is_right_to_left(language):
        properties: Any = section._sectPr
        grid = properties.find(qn("w:docGrid"))
        right_to_left = OxmlElement("w:bidi")
        grid.addprevious(right_to_left) if grid is not None else properties.append(right_to_left)
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(20), Mm(22)
    section.footer_distance = Mm(10)


def _set_language(word: WordDocument, language: str) -> None:
    """Set the language of all that says no other, in the defaults of styles and in settings."""
    [defaults] = word.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    for old in defaults.xpath("w:lang"):
        defaults.remove(old)
    defaults.append(language_element(language, is_default=True))
    settings = word.settings.element
    for old in settings.xpath("w:themeFontLang"):
        settings.remove(old)
    _set_compatibility(settings)


def _set_compatibility(settings: Any) -> None:
    """Say that the file is of today's Word, which else opens it as one of 2010."""
    for mode in settings.xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']"):
        mode.set(qn("w:val"), "15")


def language_element(language: str, *, is_default: bool = False) -> Any:
    """Return the mark that words are in a language; of a whole file, for every script in it."""
    tag = WORD_TAGS[language]
    element = OxmlElement("w:lang")
    is_latin = language not in (CHINESE, ARABIC)
    if is_latin or is_default:
        element.set(qn("w:val"), tag if is_latin else WORD_TAGS["en"])
    if language == CHINESE or is_default:
        element.set(qn("w:eastAsia"), WORD_TAGS[CHINESE])
    if language == ARABIC or is_default:
        element.set(qn("w:bidi"), WORD_TAGS[ARABIC])
    return element


def is_right_to_left(language: str) -> bool:
    """Return whether the lines of a language run from right to left."""
    return BY_CODE[language].is_right_to_left


def _define(word: WordDocument, style: ParagraphStyle) -> None:
    styles: Any = word.styles
    defined = (
        styles[style.name]
        if style.name in styles
        else styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
    )
    defined.font.size, defined.font.bold, defined.font.color.rgb = (
        Pt(style.size),
        style.bold,
        style.color,
    )
    defined.font.cs_bold, defined.font.italic = style.bold, False
    _set_fonts(defined, style.fonts)
    _set_size_of_complex_script(defined, style.size)
    layout = defined.paragraph_format
    layout.space_before, layout.space_after = Pt(style.before), Pt(style.after)
    layout.line_spacing = 1.25
    layout.keep_with_next, layout.widow_control = style.keep_with_next, True
    layout.left_indent, layout.first_line_indent = Pt(style.hanging), Pt(-style.hanging)
    if style.hanging:
        layout.tab_stops.add_tab_stop(Pt(style.hanging))


def _set_size_of_complex_script(style: Any, points: float) -> None:
    look = style.element.rPr
    for old in look.findall(qn("w:szCs")):
        look.remove(old)
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(round(points * 2 * ARABIC_ENLARGED)))
    look.find(qn("w:sz")).addnext(size)


def _set_fonts(style: Any, fonts: Fonts) -> None:
    """Set the fonts; a theme, which knows no Chinese font, says nothing any more."""
    style.font.name = fonts.latin
    element = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        element.attrib.pop(qn(f"w:{kind}"), None)
    element.set(qn("w:eastAsia"), fonts.east_asian)
    element.set(qn("w:cs"), fonts.complex_script)
