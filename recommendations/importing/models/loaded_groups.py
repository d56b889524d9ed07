"""The state in which files last left groups of rows, so that later changes can be told apart."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedGroup(models.Model):
    """A group of rows (a recommendation with all its parts …) as a file last left it."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    digest = models.CharField(_("digest"), max_length=64)
    source = models.CharField(
        _("written by"),
        max_length=200,
        help_text=_("“fixtures”, or the name of a document's file."),
    )

    class Meta:
        ordering = ("name",)
        verbose_name = _("loaded group")
        verbose_name_plural = _("loaded groups")

    def __str__(self) -> str:
        return self.name
