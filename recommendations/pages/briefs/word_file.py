"""A brief as a Word file: every record, and all that the page shows around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from typing import IO

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recommendations.exports.download import Download
from recommendations.exports.provenance import list_provenance
from recommendations.exports.word import styles
from recommendations.exports.word.list_file import add_groups, add_provenance, file_facts
from recommendations.exports.word.writer import Run, WordWriter
from recommendations.index.coverage import index_coverage
from recommendations.index.passages.rows import PassageRow
from recommendations.pages.briefs.brief import Brief
from recommendations.pages.briefs.distribution import Distribution
from recommendations.pages.briefs.passages import MOST_PASSAGES
from recommendations.pages.briefs.relations import RelationSummary
from sessions.places import place_label


class BriefWriter:
    """Writes one brief, in the active language."""

    def __init__(self, brief: Brief, download: Download) -> None:
        self._brief = brief
        self._download = download
        provenance = list_provenance(download)
        facts = file_facts(provenance, download)
        self._writer = WordWriter(replace(facts, title=brief.title))
        self._writer.add_heading(brief.title, 1)
        add_provenance(self._writer, provenance)

    def file(self) -> IO[bytes]:
        """Return the file, a temporary one, to be read from its beginning."""
        add_groups(self._writer, self._brief.selection, self._download.root)
        self._add_distributions(self._brief.distributions)
        self._add_documents()
        self._add_passages()
        self._add_relations(self._brief.all_relations)
        self._add_gaps()
        return self._writer.file()

    def _add_distributions(self, distributions: Sequence[Distribution]) -> None:
        self._writer.add_heading(_("Breakdown"), 2)
        for distribution in distributions:
            adopted, others = (
                pgettext("number of recommendations", "Adopted"),
                pgettext("number of recommendations", "Not adopted"),
            )
            head = [distribution.label, adopted, others]
            rows = [
                [[Run(each.value.label)], [Run(str(each.adopted))], [Run(str(each.others))]]
                for each in distribution.values
            ]
            self._writer.add_table(head, rows)

    def _add_documents(self) -> None:
        documents = self._brief.documents
        self._writer.add_heading(_("Where the documents discuss this"), 2)
        for each in documents.printing:
            symbol = each.count.value.value
            title = each.title.title if each.title else ""
            self._add_linked(symbol, each.address, title)
        for citing in documents.citing:
            for place in citing.passages:
                self._add_place(
                    citing.document.symbol,
                    place.anchor,
                    unescape(strip_tags(place.words)),
                    place.language,
                )

    def _add_passages(self) -> None:
        passages = self._brief.passages(MOST_PASSAGES)
        if passages.others:
            self._writer.add_heading(_("Passages on it in the documents"), 3)
        self._add_rows(passages.others)
        if passages.resources:
            self._writer.add_heading(_("Questions, mechanisms and tools on it"), 3)
        self._add_rows(passages.resources)

    def _add_rows(self, rows: Sequence[PassageRow]) -> None:
        for row in rows:
            self._add_place(row.document, row.anchor, row.text, row.language)

    def _add_place(self, symbol: str, anchor: str, words: str, language: str) -> None:
        address = f"{self._download.root}/documents/{symbol}/#{anchor}"
        where = _("%(one)s, %(other)s") % {"one": symbol, "other": place_label(anchor)}
        self._writer.add_paragraph([Run(where, address=address)], styles.FACTS)
        self._writer.add_text(words, [], language)

    def _add_linked(self, words: str, address: str, more: str = "") -> None:
        runs = [Run(words, address=self._download.root + address), Run(f" {more}" if more else "")]
        self._writer.add_paragraph(runs)

    def _add_relations(self, relations: RelationSummary) -> None:
        self._writer.add_heading(_("Restatements and related recommendations"), 2)
        if relations.is_empty:
            self._add_line(_("No relation to others is recorded."))
        for line in relations.lines:
            self._add_line(f"{line.code} {line.verb} {line.other}")
        for code, found in relations.restated:
            where = (
                _("%(one)s, %(other)s") % {"one": symbol, "other": place_label(anchor)}
                for symbol, anchor in found
            )
            self._add_line(f"{code} {_('is restated in')} {_('; ').join(where)}")

    def _add_gaps(self) -> None:
        self._writer.add_heading(_("Not found in these texts"), 2)
        absence = index_coverage(self._brief.selection.index).absence
        self._add_line(
            _("Found in many other recommendations but in none of these (%(absence)s):")
            % {"absence": absence}
        )
        for gap in self._brief.gaps:
            values = _("; ").join(value.label for value, _address in gap.values)
            self._add_line(_("%(label)s: %(value)s") % {"label": gap.label, "value": values})
        if not self._brief.gaps:
            self._add_line(_("These recommendations lack nothing that many others have."))

    def _add_line(self, words: str) -> None:
        self._writer.add_paragraph([Run(words)])
