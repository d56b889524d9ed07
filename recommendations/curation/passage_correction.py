"""The correction of a source passage together with the text that was read from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from recommendations.curation.citation_places import move_citations, moved_offset
from recommendations.models import RecommendationText
from recommendations.texts.diff import wording_changes
from recommendations.texts.wording import item_mark
from sessions.models import Paragraph, PassageCorrection

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CORRECT_PERMISSION = "wg_sessions.add_passagecorrection"


class PassageNotCorrected(Exception):
    """The words do not fit the passage; the message says why."""


def correct_passages(text: RecommendationText, *, by: User, evidence: str) -> None:
    """Give the source passage of a text, its items and what stands above it the text's words.

    Each passage that changes is marked with what the file says; one that says again what the file
    says, no longer. Raises ``PassageNotCorrected`` and ``PermissionDenied``.
    """
    if not by.has_perm(CORRECT_PERMISSION):
        raise PermissionDenied
    for passage, words in passage_words(text):
        if passage.text != words:
            _correct_passage(passage, words, by, evidence)


def passage_words(text: RecommendationText) -> Iterator[tuple[Paragraph, str]]:
    """Yield the passages that a text consists of, with the words that it gives each.

    Raises ``PassageNotCorrected`` if the lines of the text are not those of the passage.
    """
    source = text.source
    if source is None or text.printed_wording is None:
        raise PassageNotCorrected(_("The text has no source passage in its language."))
    items = list(source.items.order_by("position"))
    lines = text.text.split("\n")
    own, following = lines[: len(lines) - len(items)], lines[len(lines) - len(items) :]
    marks = [f"{item_mark(item.label)} " if item.label else "" for item in items]
    if len(own) != 1 or not all(map(str.startswith, following, marks)):
        raise PassageNotCorrected(
            _("The passage needs one line of its own and one line for each item, with its label.")
        )
    yield source, own[0]
    for item, mark, line in zip(items, marks, following, strict=True):
        yield item, line.removeprefix(mark)
    if source.parent:
        yield source.parent, text.chapeau
    elif text.chapeau:
        raise PassageNotCorrected(_("The passage is not in a list, so it has no chapeau."))


def other_texts(text: RecommendationText) -> list[RecommendationText]:
    """Return the other texts that were read from passages which the correction changes."""
    changed = [passage.pk for passage, words in passage_words(text) if passage.text != words]
    read = Q(source__in=changed) | Q(source__parent__in=changed) | Q(source__items__in=changed)
    others = RecommendationText.objects.filter(read).exclude(pk=text.pk)
    return list(others.select_related("recommendation").distinct())


def _correct_passage(passage: Paragraph, words: str, by: User, evidence: str) -> None:
    correction = PassageCorrection.objects.filter(paragraph=passage).first()
    if correction and correction.text_read == words:
        correction.delete()
    else:
        correction = correction or PassageCorrection(paragraph=passage, text_read=passage.text)
        correction.evidence, correction.by_name = evidence, by.get_username()
        correction.at = timezone.now()
        correction.save()
    _write_passage(passage, words)


def _write_passage(passage: Paragraph, words: str) -> None:
    """Write the words of a passage; its footnotes and citations move with theirs."""
    changes = wording_changes(passage.text, words)
    for footnote in passage.footnotes.all():
        footnote.offset = moved_offset(changes, footnote.offset)
        footnote.save(update_fields=["offset"])
    for citation in move_citations(list(passage.citations.all()), words):
        citation.save(update_fields=["start"])
    passage.text = words
    passage.save(update_fields=["text"])


@contextmanager
def file_wordings(symbols: Collection[str]) -> Iterator[None]:
    """Give the corrected passages of documents the words of their files while the block runs.

    Afterwards they are corrected again, against what the files say by then; a correction that a
    file has taken over is none any more. Within a transaction.
    """
    corrections = list(
        PassageCorrection.objects.filter(
            paragraph__version__document__symbol__in=symbols
        ).select_related("paragraph")
    )
    corrected = {each.pk: each.paragraph.text for each in corrections}
    for each in corrections:
        _write_passage(each.paragraph, each.text_read)
    yield
    for each in corrections:
        passage = Paragraph.objects.filter(pk=each.paragraph_id).first()
        if passage is None:
            continue
        if passage.text == corrected[each.pk]:
            each.delete()
            continue
        each.text_read = passage.text
        each.save(update_fields=["text_read"])
        _write_passage(passage, corrected[each.pk])
