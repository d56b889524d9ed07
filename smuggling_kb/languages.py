"""The languages of the United Nations, in the order of its language bar."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Language:
    """One UN language: its tag (BCP 47, as addresses write it), its own name, its direction.

    ``gap`` stands between two sentences and after a colon: a space, but where the marks are as wide
    as characters and bring their own.
    """

    code: str
    native_name: str
    direction: str = "ltr"
    gap: str = " "

    @property
    def tag(self) -> str:
        """The tag as HTML writes it: ``zh-hans`` is ``zh-Hans``."""
        language, _hyphen, script = self.code.partition("-")
        return f"{language}-{script.title()}" if script else language


LANGUAGES = (
    Language("ar", "عربي", "rtl"),
    Language("zh-hans", "中文", gap=""),
    Language("en", "English"),
    Language("fr", "Français"),
    Language("ru", "Русский"),
    Language("es", "Español"),
)
BY_CODE = {language.code: language for language in LANGUAGES}

#: The languages that the interface is translated into.
INTERFACE = ("en", "zh-hans")


class LanguageCode(models.TextChoices):
    """The languages that texts can be in."""

    ARABIC = "ar", _("Arabic")
    CHINESE = "zh-hans", _("Chinese")
    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    RUSSIAN = "ru", _("Russian")
    SPANISH = "es", _("Spanish")


class TextStatus(models.TextChoices):
    """The status of a text: the United Nations' own or somebody's translation."""

    OFFICIAL = "official", _("Official")
    UNOFFICIAL = "unofficial", _("Unofficial")
