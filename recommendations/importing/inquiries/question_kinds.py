"""The kinds of questions that a reading asks, each with its words and the choices it offers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recommendations.importing.inquiries.questions import (
    CHOICES,
    ImportAnswer,
    ImportQuestion,
    gettext_noop,
    message,
)

#: Patterns of the values that are numbers, by the names of their kinds.
NUMBERS = {"number": re.compile(r"[1-9]\d{0,2}"), "year": re.compile(r"(?:19|20)\d\d")}
ANYTHING = re.compile(r".+", re.DOTALL)


@dataclass(frozen=True)
class QuestionKind:
    """A kind of question; ``template`` says in English what was found and what to do.

    ``choices`` are slugs of ``CHOICES``, the proposed one first. ``value`` names what a person
    writes who chooses ``value``: ``number``, ``year``, ``date``, ``dates``, ``symbol``,
    ``language``, ``genre`` or ``text``; empty if that is no choice.
    """

    slug: str
    template: str
    choices: tuple[str, ...]
    value: str = ""

    def question(self, line: int, words: str, **values: object) -> ImportQuestion:
        """Return the question about words on a line; ``values`` fill the template beside them."""
        text = message(self.template, words=words, **values)
        return ImportQuestion(self.slug, line, words, text, self.choices)

    def accepts(self, answer: ImportAnswer) -> bool:
        """Return whether an answer is one that this kind offers, with a value if it needs one."""
        if answer.choice != "value":
            return answer.choice in self.choices
        pattern = NUMBERS.get(self.value, ANYTHING)
        return "value" in self.choices and bool(pattern.fullmatch(answer.value))


NUMBER_LEFT_OUT = QuestionKind(
    "number-left-out",
    gettext_noop(
        "“%(words)s” is out of order: a number before it is missing. Compare the file with the"
        " printed document."
    ),
    ("as-printed", "reject"),
)
NUMBER_USED_TWICE = QuestionKind(
    "number-used-twice",
    gettext_noop(
        "“%(words)s” is out of order: the number was used before. Compare the file with the"
        " printed document."
    ),
    ("as-printed", "reject"),
)
FOOTNOTE_WITHOUT_MARK = QuestionKind(
    "footnote-without-mark",
    gettext_noop(
        "Footnote “%(mark)s” has no mark in the text of its page. Read as printed, it stands at"
        " the end of the passage before it."
    ),
    ("as-printed", "reject"),
)
FOOTNOTE_WITHOUT_RULE = QuestionKind(
    "footnote-without-rule",
    gettext_noop("“%(words)s” is read as a footnote, though no rule stands above it."),
    ("as-printed", "reject"),
)
NO_SPACE_AFTER_NUMBER = QuestionKind(
    "no-space-after-number",
    gettext_noop(
        "“%(words)s” has no space after its number. Is it the beginning of a numbered paragraph?"
    ),
    ("as-printed", "reject"),
)
STRETCHED_WORDS = QuestionKind(
    "stretched-words",
    gettext_noop(
        "“%(words)s”: spaces stretch these words. They are read without them. Compare them with"
        " the printed document."
    ),
    ("as-printed", "reject"),
)
LIST = QuestionKind(
    "list",
    gettext_noop(
        "“%(words)s” ends with a colon and a list. Does the list hold recommendations, and whose?"
    ),
    ("proposed", "adopted", "resolution", "no-recommendations"),
)
NO_RECOMMENDATIONS = QuestionKind(
    "no-recommendations",
    gettext_noop(
        "No recommendation was found. Looked for lines like “%(word)s 1”, and for lists below words"
        " that announce recommendations. Does the document hold none?"
    ),
    ("reject", "no-recommendations"),
)
MEETING_OF_HEADING = QuestionKind(
    "meeting-of-heading",
    gettext_noop(
        "Paragraphs stand below “%(words)s”, which does not tell by which meeting they were"
        " adopted. Are they recommendations, and in which year was the meeting?"
    ),
    ("value", "no-recommendations", "reject"),
    value="year",
)
LANGUAGE = QuestionKind(
    "language",
    gettext_noop("The words of the file are of none of the six languages. Which language is it?"),
    ("value", "reject"),
    value="language",
)
OTHER_LANGUAGE = QuestionKind(
    "other-language",
    gettext_noop(
        "The text is in %(found_language)s, and the file is brought in as %(stated_language)s."
    ),
    ("as-printed", "value", "reject"),
    value="language",
)
GENRE = QuestionKind(
    "genre",
    gettext_noop(
        "The cover does not say what kind of document this is; it begins: “%(words)s”. Which kind"
        " is it?"
    ),
    ("value", "reject"),
    value="genre",
)
OTHER_GENRE = QuestionKind(
    "other-genre",
    gettext_noop(
        "The cover says that the kind of document is “%(found_genre)s”, and the file is brought in"
        " as “%(stated_genre)s”."
    ),
    ("as-printed", "value", "reject"),
    value="genre",
)
TITLE = QuestionKind(
    "title",
    gettext_noop("No title was found on the cover, which begins: “%(cover)s”. What is the title?"),
    ("value", "as-printed", "reject"),
    value="text",
)
LONG_HEADING = QuestionKind(
    "long-heading",
    gettext_noop(
        "“%(words)s…” is read as a heading of %(length)s characters. Is it one? A paragraph begins"
        " with its number."
    ),
    ("as-printed", "reject"),
)
PAGE_NUMBER = QuestionKind(
    "page-number",
    gettext_noop("“%(words)s” looks like the number of a page. Is it, or is it text?"),
    ("layout", "text"),
)
PARAGRAPH_BREAK = QuestionKind(
    "paragraph-break",
    gettext_noop(
        "The line before “%(words)s” ends a sentence and leaves little of its width free. Does a"
        " paragraph begin here?"
    ),
    ("same-paragraph", "new-paragraph"),
)
ITEM_IN_SENTENCE = QuestionKind(
    "item-in-sentence",
    gettext_noop(
        "A line begins with “%(words)s”, and the line before it ends no sentence. Does an item of a"
        " list begin here?"
    ),
    ("same-paragraph", "new-paragraph"),
)
MARKUP = QuestionKind(
    "markup",
    gettext_noop(
        "“%(mark)s” looks like a mark of %(language)s. Is it printed so, or left from a program?"
    ),
    ("layout", "as-printed", "reject"),
)
LOST_CHARACTER = QuestionKind(
    "lost-character",
    gettext_noop(
        "The character “%(words)s” is in the file %(count)s times more than in what was read of"
        " it; here it comes first. Find the line that was not understood, and write it as the"
        " document prints it."
    ),
    ("reject",),
)
INVENTED_CHARACTERS = QuestionKind(
    "invented-characters",
    gettext_noop("The reading has characters that the file does not have: %(words)s"),
    ("reject",),
)
OTHER_BODY = QuestionKind(
    "other-body",
    gettext_noop(
        "The cover names %(words)s, and this site has the recommendations of the Working Group on"
        " the Smuggling of Migrants. Bring the document in without recommendations?"
    ),
    ("reject", "no-recommendations"),
)
NO_BODY = QuestionKind(
    "no-body",
    gettext_noop(
        "The cover does not name the Working Group on the Smuggling of Migrants. Looked for"
        " “%(words)s”. Is this a report of it?"
    ),
    ("reject", "no-recommendations", "adopted"),
)
NO_PARAGRAPHS = QuestionKind(
    "no-paragraphs",
    gettext_noop(
        "No numbered paragraph was found. A report numbers them: “1. …” at the beginning of a line."
    ),
    ("reject", "as-printed"),
)
SESSION = QuestionKind(
    "session",
    gettext_noop(
        "No paragraph says which session the report is of. Looked for a paragraph that begins like"
        " “%(example)s”. Which session was it?"
    ),
    ("value", "reject"),
    value="number",
)
DATES = QuestionKind(
    "dates",
    gettext_noop(
        "The cover prints %(cover)s, the paragraph on the opening %(opening)s. Compare both with"
        " the printed document. Read as printed, the paragraph decides."
    ),
    ("as-printed", "value", "reject"),
    value="dates",
)
SYMBOL = QuestionKind(
    "symbol",
    gettext_noop("The file does not print the symbol of the document. Which is it?"),
    ("value", "reject"),
    value="symbol",
)
OTHER_SYMBOL = QuestionKind(
    "other-symbol",
    gettext_noop("The file prints the symbol %(words)s, and is brought in as %(given)s."),
    ("as-printed", "value", "reject"),
    value="symbol",
)
SYMBOL_OF_OTHER_BODY = QuestionKind(
    "symbol-of-other-body",
    gettext_noop(
        "%(words)s is a symbol of another body: reports of this Working Group have %(body)s. Check"
        " the symbol, and whether the file is its report."
    ),
    ("value", "reject"),
    value="symbol",
)
SYMBOL_OF_OTHER_YEAR = QuestionKind(
    "symbol-of-other-year",
    gettext_noop(
        "The meeting was in %(year)s, and the symbol %(words)s is of %(other)s. Check the symbol."
    ),
    ("value", "as-printed", "reject"),
    value="symbol",
)
YEAR = QuestionKind(
    "year",
    gettext_noop(
        "The symbol %(words)s has no year, and the cover prints no day of issue. Of which year is"
        " the document?"
    ),
    ("value", "reject"),
    value="year",
)

TRACKED_CHANGES = QuestionKind(
    "tracked-changes",
    gettext_noop(
        "The file has tracked changes, “%(words)s” among them. What was inserted is read, what was"
        " deleted is not. Is that the text as it was issued?"
    ),
    ("as-printed", "reject"),
)
EMBEDDED_OBJECTS = QuestionKind(
    "embedded-objects",
    gettext_noop(
        "The file has %(words)s charts or embedded objects, whose words are not read. Do they hold"
        " anything but illustrations?"
    ),
    ("layout", "reject"),
)
NOTES_NUMBERED_BY_PAGE = QuestionKind(
    "notes-numbered-by-page",
    gettext_noop(
        "The footnotes have numbers that begin anew on each page, and a Word file has no pages."
        " They are numbered from “%(words)s” on through the whole document."
    ),
    ("as-printed", "reject"),
)
LINE_END_HYPHEN = QuestionKind(
    "line-end-hyphen",
    gettext_noop(
        "A line ends within “%(words)s”. Is the hyphen a part of the word, or is the word"
        " “%(joined)s”?"
    ),
    ("joined", "with-hyphen"),
)
SPACE_BEFORE_ADDRESS = QuestionKind(
    "space-before-address",
    gettext_noop(
        "A line ends before the address “%(words)s”. Does the document print a space before it?"
    ),
    ("without-space", "with-space"),
)
PARAGRAPH_AT_PAGE = QuestionKind(
    "paragraph-at-page",
    gettext_noop(
        "A page or a column begins with “%(words)s”, after the end of a sentence. Does a new"
        " paragraph begin there?"
    ),
    ("same-paragraph", "new-paragraph"),
)
REPEATED_LINE = QuestionKind(
    "repeated-line",
    gettext_noop(
        "“%(words)s” stands at the head or the foot of %(count)s pages. Is it a header or footer of"
        " the pages, or text of the document?"
    ),
    ("layout", "text"),
)
SCANNED_PAGE = QuestionKind(
    "scanned-page",
    gettext_noop(
        "Page %(words)s of the file is a picture, with text that a program recognised in it. Such"
        " text has errors. Was it compared with the printed document?"
    ),
    ("reject", "as-printed"),
)
PAGE_WITHOUT_TEXT = QuestionKind(
    "page-without-text",
    gettext_noop(
        "Page %(words)s of the file is a picture without text. Does it print anything but"
        " illustrations?"
    ),
    ("reject", "layout"),
)
LETTERS_FROM_RIGHT = QuestionKind(
    "letters-from-right",
    gettext_noop(
        "A PDF file does not tell the order of letters that are written from the right: it was"
        " worked out from their places. Compare the texts with the printed document, or send a Word"
        " file, which tells it."
    ),
    ("as-printed", "reject"),
)

QUESTION_KINDS: tuple[QuestionKind, ...] = (
    SYMBOL,
    OTHER_SYMBOL,
    SYMBOL_OF_OTHER_BODY,
    SYMBOL_OF_OTHER_YEAR,
    YEAR,
    LANGUAGE,
    OTHER_LANGUAGE,
    GENRE,
    OTHER_GENRE,
    TITLE,
    OTHER_BODY,
    NO_BODY,
    SESSION,
    DATES,
    NO_PARAGRAPHS,
    NO_RECOMMENDATIONS,
    MEETING_OF_HEADING,
    LONG_HEADING,
    LIST,
    NUMBER_LEFT_OUT,
    NUMBER_USED_TWICE,
    NO_SPACE_AFTER_NUMBER,
    FOOTNOTE_WITHOUT_MARK,
    FOOTNOTE_WITHOUT_RULE,
    PAGE_NUMBER,
    PARAGRAPH_BREAK,
    ITEM_IN_SENTENCE,
    MARKUP,
    STRETCHED_WORDS,
    LOST_CHARACTER,
    INVENTED_CHARACTERS,
    TRACKED_CHANGES,
    EMBEDDED_OBJECTS,
    NOTES_NUMBERED_BY_PAGE,
    LINE_END_HYPHEN,
    SPACE_BEFORE_ADDRESS,
    PARAGRAPH_AT_PAGE,
    REPEATED_LINE,
    SCANNED_PAGE,
    PAGE_WITHOUT_TEXT,
    LETTERS_FROM_RIGHT,
)

if not all(set(kind.choices) <= set(CHOICES) for kind in QUESTION_KINDS):
    raise ValueError("A kind of question offers a choice that is none.")


def question_kind(slug: str) -> QuestionKind:
    """Return the kind of a question; ``KeyError`` if there is no such kind."""
    for kind in QUESTION_KINDS:
        if kind.slug == slug:
            return kind
    raise KeyError(slug)
