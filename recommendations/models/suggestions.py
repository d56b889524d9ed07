"""Subjects that a rule suggests for a recommendation, which are not public until confirmed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from recommendations.models.choices import SuggestionDecision
from recommendations.models.recommendations import Recommendation
from recommendations.models.themes import Theme


class SubjectSuggestionQuerySet(QuerySet["SubjectSuggestion"]):
    """The vocabulary in which the rest of the code asks for suggestions."""

    def without_decision(self) -> SubjectSuggestionQuerySet:
        """Suggestions that nobody has decided on."""
        return self.filter(decision=SuggestionDecision.PENDING)


SubjectSuggestionManager = models.Manager.from_queryset(SubjectSuggestionQuerySet)


class SubjectSuggestion(models.Model):
    """A subject that a rule found for a newly imported recommendation, and the decision on it.

    Pages and files read ``ThemeAssignment`` alone, which a confirmed suggestion becomes. A decided
    one stays, so that the same file read again asks nobody again.
    """

    recommendation = models.ForeignKey(
        Recommendation,
        models.CASCADE,
        verbose_name=_("recommendation"),
        related_name="subject_suggestions",
    )
    theme = models.ForeignKey(
        Theme, models.CASCADE, verbose_name=_("subject"), related_name="suggestions"
    )
    words = models.TextField(
        _("words found"), help_text=_("The words of the text that suggest it.")
    )
    decision = models.CharField(
        _("decision"),
        max_length=20,
        choices=SuggestionDecision,
        default=SuggestionDecision.PENDING,
    )
    at = models.DateTimeField(_("time"), null=True, blank=True)
    by_name = models.CharField(_("decided by"), max_length=150, blank=True)

    objects: ClassVar[SubjectSuggestionManager[SubjectSuggestion]] = SubjectSuggestionManager()

    class Meta:
        ordering = ("recommendation", "theme__position")
        verbose_name = _("suggested subject")
        verbose_name_plural = _("suggested subjects")
        constraints = (
            models.UniqueConstraint(
                fields=("recommendation", "theme"), name="subject_suggested_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.theme.slug}"
