"""Answers to the questions of documents: kept, so that nobody is asked the same again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recommendations.importing.inquiries.questions import ImportAnswer
from smuggling_kb.languages import LanguageCode


class DocumentAnswer(models.Model):
    """The answer to a question that a document's text in one language asks."""

    symbol = models.CharField(_("symbol"), max_length=60)
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    key = models.CharField(_("key"), max_length=64)
    kind = models.CharField(_("kind"), max_length=100)
    words = models.TextField(_("words"), blank=True)
    choice = models.CharField(_("answer"), max_length=30)
    value = models.TextField(_("value"), blank=True)
    by_name = models.CharField(_("answered by"), max_length=150, blank=True)
    at = models.DateTimeField(_("answered on"), default=timezone.now)

    class Meta:
        ordering = ("symbol", "language", "id")
        default_permissions = ()
        verbose_name = _("answer on a document")
        verbose_name_plural = _("answers on documents")
        constraints = (
            models.UniqueConstraint(
                fields=("symbol", "language", "key"), name="document_question_answered_once"
            ),
            models.CheckConstraint(
                condition=~Q(symbol="") & ~Q(choice=""), name="document_answer_is_of_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.symbol}: {self.kind}"

    @property
    def answer(self) -> ImportAnswer:
        """The answer as a reading takes it."""
        return ImportAnswer(self.kind, self.words, self.choice, self.value)
