"""The provenance of a file: what it holds, of which data, from which address and on what terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from recommendations.exports.download import Download
from recommendations.index.coverage import index_coverage
from recommendations.names.data_versions import data_version_name
from recommendations.selection.headings import list_phrases
from recommendations.selection.selection import Selection
from sessions.dates import calendar_day
from smuggling_kb.languages import BY_CODE

#: The site's own terms, and those of the United Nations.
TERMS_PATH = "/about/terms/"
TERMS_ADDRESS = "https://www.un.org/en/about-us/terms-of-use"


@dataclass(frozen=True)
class FileProvenance:
    """The facts that a reader of a file has to know of it, in the language that was active.

    ``filters`` is empty if nothing narrows the list. ``address`` answers with the same list.
    """

    heading: str
    filters: str
    count: str
    #: The languages of the texts that the file gives; empty of what has no texts of records.
    texts: str
    #: That there are unofficial translations among them; empty if there is none.
    translations: str
    #: The day on which the file was made.
    made_on: str
    data_version: str
    coverage: str
    address: str
    terms: str
    disclaimer: str

    def facts(self) -> Iterator[tuple[str, str]]:
        """Yield each fact but the heading with its label."""
        yield _("Filters"), self.filters or _("None: all recommendations")
        yield _("Recommendations"), self.count
        if self.texts:
            yield _("Texts"), self.texts
        if self.translations:
            yield _("Translations"), self.translations
        yield _("Date of this file"), self.made_on
        yield _("Data"), self.data_version
        yield _("Coverage"), self.coverage
        yield _("Address"), self.address
        yield _("Terms"), self.terms
        yield _("Disclaimer"), self.disclaimer

    def lines(self) -> Iterator[str]:
        """Yield the heading, then each fact as ``label: value``, for formats with comments."""
        yield self.heading
        for label, value in self.facts():
            yield _("%(label)s: %(value)s") % {"label": label, "value": value}


def list_provenance(download: Download) -> FileProvenance:
    """Return the provenance of a file of a list, in the active language; no query."""
    selection = download.selection
    return FileProvenance(
        heading=list_heading(selection),
        filters=selection.filters.describe(),
        count=count_in_words(selection),
        texts=selection.displayed_languages_note,
        translations=translations_note(selection),
        made_on=calendar_day(timezone.localdate()),
        data_version=data_version_name(download.data_version),
        coverage=index_coverage(selection.index).sentence,
        address=download.url,
        terms=terms_with_address(download.root),
        disclaimer=disclaimer(),
    )


def list_heading(selection: Selection) -> str:
    """Return ``Recommendations: Protection, addressed to UNODC``; ``All recommendations``."""
    asked = list_phrases(selection.filters)
    if not asked:
        return _("All recommendations")
    return _("Recommendations: %(asked)s") % {"asked": asked}


def count_in_words(selection: Selection) -> str:
    """Return ``113 adopted, 16 not adopted``; of meetings whose texts are not held, that."""
    if selection.filters.has_no_texts:
        return _("texts not in this knowledge base")
    adopted = ngettext("%(count)s adopted", "%(count)s adopted", selection.adopted)
    others = ngettext("%(count)s not adopted", "%(count)s not adopted", selection.others)
    phrases = [adopted % {"count": selection.adopted}]
    if selection.others:
        phrases.append(others % {"count": selection.others})
    return pgettext("list", ", ").join(phrases)


def translations_note(selection: Selection) -> str:
    """Return how many of the texts given are unofficial translations; empty if none is."""
    count = selection.translated_count
    if not count:
        return ""
    form = ngettext(
        "%(count)s text is an unofficial translation made for this site, not a text of the United"
        " Nations.",
        "%(count)s texts are unofficial translations made for this site, not texts of the United"
        " Nations.",
        count,
    )
    return form % {"count": count}


def terms_of_use() -> str:
    """Return whose the texts are, whose all else, and where the terms are."""
    return _(
        "Texts © United Nations; its terms of use apply to any reuse (%(address)s). Codes, themes,"
        " subjects, links and notes are this knowledge base’s own."
    ) % {"address": TERMS_ADDRESS}


def terms_with_address(root: str) -> str:
    """Return the same, and where the site of ``root`` has its terms, in each reader's language."""
    gap = BY_CODE[get_language()].gap
    return f"{terms_of_use()}{gap}{root}{TERMS_PATH}"


def disclaimer() -> str:
    """Return that this is no site of the United Nations, and which texts prevail."""
    return _(
        "Independent site, not a United Nations website. The United Nations documents prevail."
    )
