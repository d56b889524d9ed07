"""Queries that show what the search can do; a test holds that each finds a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from recommendations.search.vocabulary.phrasebook import CHINESE
from smuggling_kb.languages import LanguageCode
from smuggling_kb.preference import SOURCE

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class Example:
    """A query, and what it finds."""

    typed: str
    finds: StrPromise
    #: Where the script does not tell.
    written_in: str = ""

    @property
    def language(self) -> str:
        """The language that the query is written in."""
        return self.written_in or (
            SOURCE if CHINESE.search(self.typed) else str(LanguageCode.ENGLISH)
        )


WORDS = (
    Example("海上 合作", _("records with both words")),
    Example("海上 OR 边境", _("records with either word, or both")),
    Example("证据 -培训", _("records with the first word and without the second")),
    Example(
        '"海上偷运移民"',
        _("records whose text contains exactly these characters; nothing else is searched for"),
    ),
    Example(
        "COVID*",
        _("words that begin with these letters; only in scripts that put spaces between words"),
    ),
    Example("(海上 OR 边境) 合作", _("brackets: either of the first two words, and the third")),
    Example("数据 -(分析 OR 研究)", _("brackets may be excluded as a whole")),
    Example("children", _("records on the subject, and records with 儿童, the Chinese for it")),
    Example("UNODC", _("records addressed to it first, then records that mention it")),
    Example(
        "how can States protect smuggled children",
        _("a question: words such as “how” are ignored"),
    ),
    Example("如何保护被偷运的儿童", _("the same in Chinese, divided into words")),
    Example(
        "mineurs non accompagnés",
        _("words of any of the six languages; accents and endings make no difference"),
        "fr",
    ),
    Example("الأطفال غير المصحوبين", _("the same in Arabic, in any of its spellings"), "ar"),
    Example("статья 16 Протокола", _("records that cite an article, in any language"), "ru"),
    Example("第16条", _("spaces between Chinese characters and digits make no difference")),
    Example(
        "證據",
        _("traditional characters also find simplified ones, and capital letters small ones"),
    ),
)

FIELDS = (
    Example("theme:protection 儿童", _("records on one theme that contain a word")),
    Example("主题:保护 儿童", _("the same in Chinese, by part of the theme’s name")),
    Example("topic:children", _("records on one subject and the subjects below it")),
    Example("专题:儿童 -主题:研究", _("a subject, but not a theme")),
    Example("destinataire:onudc", _("the name of a field and its value in any language"), "fr"),
    Example("session:1 边境", _("records adopted at the first session that contain a word")),
    Example("article:16", _("records that cite article 16 of any treaty")),
    Example("article:som-protocol-16", _("records that cite article 16 of the Protocol")),
    Example("symbol:WG.7/2015", _("records printed in documents whose symbol contains this")),
    Example("document:2020/4", _("the same field by its other name")),
    Example("文件:2020/4 培训", _("the same in Chinese, with a word")),
    Example("addressee:unodc", _("records addressed to UNODC")),
    Example("code:2012", _("records whose code begins like this")),
    Example("theme:(protection OR research)", _("several values of a field, in brackets")),
    Example("数据 -theme:research", _("a word, but not this theme")),
)
