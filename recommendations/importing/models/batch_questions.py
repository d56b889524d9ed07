"""Questions that the reading of a batch's file asks."""

from __future__ import annotations

import hashlib

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from recommendations.importing.inquiries.questions import ImportQuestion, Message
from recommendations.importing.models.import_batches import ImportBatch


def question_key(kind: str, words: str) -> str:
    """Return the digest by which a question and the answers to it are found again."""
    return hashlib.sha256(f"{kind}\n{words}".encode()).hexdigest()


class BatchQuestion(models.Model):
    """A question of a batch, and the answer once there is one."""

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, verbose_name=_("batch"), related_name="questions"
    )
    position = models.PositiveIntegerField(_("position"))
    key = models.CharField(_("key"), max_length=64)
    kind = models.CharField(_("kind"), max_length=100)
    line = models.PositiveIntegerField(_("line"))
    words = models.TextField(_("words"), blank=True)
    #: The message in English, and the values that stand in it.
    template = models.TextField(_("message"))
    values = models.JSONField(_("values"), encoder=DjangoJSONEncoder, default=list)
    #: The line and those around it, each as its number and its words.
    nearby = models.JSONField(_("lines around it"), default=list)
    choices = models.JSONField(_("choices"), default=list)
    choice = models.CharField(_("answer"), max_length=30, blank=True)
    value = models.TextField(_("value"), blank=True)
    answered_by_name = models.CharField(_("answered by"), max_length=150, blank=True)
    answered_at = models.DateTimeField(_("answered on"), null=True)

    class Meta:
        ordering = ("batch", "position")
        default_permissions = ()
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = (
            models.UniqueConstraint(fields=("batch", "key"), name="batch_asks_once"),
            models.CheckConstraint(
                condition=Q(choice="") ^ Q(answered_at__isnull=False),
                name="question_open_or_answered",
            ),
        )

    def __str__(self) -> str:
        return str(self.question)

    @property
    def question(self) -> ImportQuestion:
        """The question as the reading asked it."""
        values = tuple((name, value) for name, value in self.values)
        return ImportQuestion(
            self.kind, self.line, self.words, Message(self.template, values), tuple(self.choices)
        )
