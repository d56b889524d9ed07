"""Labels of themes, meetings and treaty provisions in one language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from recommendations.models import (
    AdoptionStatus,
    InstrumentName,
    InstrumentNameKind,
    Provision,
    ProvisionKind,
    Strength,
    ThemeName,
    ThemeSynonym,
)
from sessions.models import WorkingGroupSession
from smuggling_kb.languages import LanguageCode
from smuggling_kb.preference import language_rank

Name = TypeVar("Name", ThemeName, InstrumentName)

ORDINALS = (
    gettext_lazy("1st"),
    gettext_lazy("2nd"),
    gettext_lazy("3rd"),
    gettext_lazy("4th"),
    gettext_lazy("5th"),
    gettext_lazy("6th"),
    gettext_lazy("7th"),
    gettext_lazy("8th"),
    gettext_lazy("9th"),
    gettext_lazy("10th"),
    gettext_lazy("11th"),
    gettext_lazy("12th"),
    gettext_lazy("13th"),
    gettext_lazy("14th"),
    gettext_lazy("15th"),
    gettext_lazy("16th"),
    gettext_lazy("17th"),
    gettext_lazy("18th"),
    gettext_lazy("19th"),
    gettext_lazy("20th"),
)


#: Chapters are numbered as the instruments print them: ``chapter II``, ``第二章``.
NUMERALS = (
    pgettext_lazy("chapter", "I"),
    pgettext_lazy("chapter", "II"),
    pgettext_lazy("chapter", "III"),
    pgettext_lazy("chapter", "IV"),
    pgettext_lazy("chapter", "V"),
    pgettext_lazy("chapter", "VI"),
    pgettext_lazy("chapter", "VII"),
    pgettext_lazy("chapter", "VIII"),
    pgettext_lazy("chapter", "IX"),
    pgettext_lazy("chapter", "X"),
)


#: How strongly each modal word obliges, from 4 (strongest) to 0: the drawings of the badge.
STRENGTH_LEVELS = {
    Strength.SHOULD: 4,
    Strength.URGE: 3,
    Strength.CALL_UPON: 3,
    Strength.RECOMMEND: 3,
    Strength.REQUEST: 3,
    Strength.SHOULD_CONSIDER: 2,
    Strength.ENCOURAGE: 2,
    Strength.INVITE: 2,
    Strength.MAY_WISH: 1,
    Strength.MAY: 1,
    Strength.NONE: 0,
}


#: What a record of each status is called.
RECORD_KINDS = {
    AdoptionStatus.ADOPTED: gettext_lazy("Recommendation"),
    AdoptionStatus.PROPOSED: gettext_lazy("Proposal"),
    AdoptionStatus.RESOLUTION: gettext_lazy("Provision"),
}


def strength_level(strength: str) -> int:
    """Return how strongly a modal class obliges, from 4 to 0."""
    return STRENGTH_LEVELS[Strength(strength)]


def ordinal(number: int) -> str:
    """``1`` as ``1st`` or ``一``; from 21 on, the figures alone."""
    return str(ORDINALS[number - 1]) if number <= len(ORDINALS) else str(number)


def numeral(number: int) -> str:
    """``2`` as ``II`` or ``二``; from 11 on, the figures."""
    return str(NUMERALS[number - 1]) if number <= len(NUMERALS) else str(number)


def session_name(session: WorkingGroupSession) -> str:
    """``1st session``, in the active language."""
    return _("%(ordinal)s session") % {"ordinal": ordinal(session.number)}


def session_name_and_year(session: WorkingGroupSession) -> str:
    """``1st session, 2012``; without the year if it is not known, marked if second-hand."""
    if session.year is None:
        return session_name(session)
    year = str(session.year)
    return _("%(session)s, %(year)s") % {
        "session": session_name(session),
        "year": mark_as_reported(year) if session.is_date_reported else year,
    }


def mark_as_reported(fact: str) -> str:
    """``2023, reported``, in the active language: what is known second-hand."""
    return _("%(fact)s, reported") % {"fact": fact}


def language_names(codes: Iterable[str]) -> str:
    """``Chinese, English``, in the active language."""
    return pgettext("list", ", ").join(map(language_name, codes))


def language_name(code: str) -> str:
    """``Chinese``, in the active language."""
    return str(LanguageCode(code).label)


def record_kind(status: str) -> str:
    """``Recommendation``, ``Proposal`` or ``Provision``, in the active language."""
    return str(RECORD_KINDS[AdoptionStatus(status)])


def record_name(code: str, status: str) -> str:
    """``Recommendation 2012/5``, ``Proposal 2010/54a``, in the active language."""
    return _("%(name)s %(code)s") % {"name": record_kind(status), "code": code}


def part_name(provision: Provision) -> str:
    """``Article 16`` or ``Chapter II``, in the active language; in French ``Article premier``."""
    if provision.kind == ProvisionKind.CHAPTER:
        return _("Chapter %(number)s") % {"number": numeral(provision.number)}
    first = pgettext("number of an article", "1")
    return _("Article %(number)s") % {
        "number": first if provision.number == 1 else provision.number
    }


class Labels:
    """Names of themes, instruments and provisions in one language, each kind read once."""

    def __init__(self, language: str) -> None:
        self.language = language

    @cached_property
    def themes(self) -> dict[str, ThemeName]:
        """Names by slug, in another language where this one has none; one query."""
        return self._names_by_slug(ThemeName.objects.all(), "theme")

    @cached_property
    def theme_synonyms(self) -> dict[str, tuple[str, ...]]:
        """Words beside the names by which searches find themes, by slug; one query."""
        found: dict[str, tuple[str, ...]] = {}
        rows = ThemeSynonym.objects.filter(language=self.language)
        for slug, word in rows.values_list("theme__slug", "word"):
            found[slug] = (*found.get(slug, ()), word)
        return found

    @cached_property
    def instruments(self) -> dict[str, str]:
        """Short names by slug, in another language where this one has none; one query."""
        short = InstrumentName.objects.filter(kind=InstrumentNameKind.SHORT)
        names = self._names_by_slug(short, "instrument")
        return {slug: name.name for slug, name in names.items()}

    def _names_by_slug(self, names: QuerySet[Name], owner: str) -> dict[str, Name]:
        """Return one name of each owner, which is a field: the one for readers of the language."""
        own = names.filter(**{"language": self.language, owner: OuterRef(owner)})
        found: dict[str, list[Name]] = defaultdict(list)
        for name in names.filter(Q(language=self.language) | ~Exists(own)).select_related(owner):
            found[getattr(name, owner).slug].append(name)
        return {
            slug: min(each, key=lambda name: language_rank(name.language, self.language))
            for slug, each in found.items()
        }

    def theme(self, slug: str) -> str:
        """The name of a theme; its slug if it has none in any language."""
        return self.themes[slug].name if slug in self.themes else slug

    def instrument(self, slug: str) -> str:
        """The short name of an instrument; its slug if it has none in any language."""
        return self.instruments.get(slug, slug)

    def provision(self, provision: Provision, pinpoint: str = "") -> str:
        """``Smuggling of Migrants Protocol, art. 16 (5)``; reads ``provision.instrument``."""
        is_chapter = provision.kind == ProvisionKind.CHAPTER
        form = (
            _("%(instrument)s, chapter %(number)s")
            if is_chapter
            else _("%(instrument)s, art. %(number)s")
        )
        name = form % {
            "instrument": self.instrument(provision.instrument.slug),
            "number": numeral(provision.number) if is_chapter else provision.number,
        }
        return (
            _("%(provision)s (%(part)s)") % {"provision": name, "part": pinpoint}
            if pinpoint
            else name
        )
