"""The languages of the United Nations, in the order of its language bar."""

import re
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
    def is_right_to_left(self) -> bool:
        return self.direction == "rtl"

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
INTERFACE = tuple(BY_CODE)

#: The language of the code's own strings, and of visitors whose languages are none of these.
DEFAULT_LANGUAGE = "en"

#: What people write in place of a language: a country, or the three letters of ISO 639-2.
LANGUAGE_ALIASES = {
    "ara": "ar",
    "chi": "zh",
    "cn": "zh",
    "zho": "zh",
    "eng": "en",
    "fra": "fr",
    "fre": "fr",
    "rus": "ru",
    "spa": "es",
}
_BY_PRIMARY_TAG = {code.partition("-")[0]: language for code, language in BY_CODE.items()}
_LANGUAGE_PREFIX = re.compile(r"/([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*(?=/|$)", re.IGNORECASE)


def split_language(path: str) -> tuple[Language | None, str]:
    """Return the language that a path begins with, and the rest of it from its slash on.

    The language may be written in any way: ``/zh-Hans/``, ``/zh_CN/``, ``/ZH/``. A path without
    one is all rest.
    """
    prefix = _LANGUAGE_PREFIX.match(path)
    if prefix is None:
        return None, path
    tag = prefix[1].lower()
    language = _BY_PRIMARY_TAG.get(LANGUAGE_ALIASES.get(tag, tag))
    return (language, path[prefix.end() :] or "/") if language else (None, path)


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
