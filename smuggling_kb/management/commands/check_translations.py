"""``check_translations``: every string is translated, compiled so, and in the glossary's terms."""

import gettext
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils.translation import to_locale

from smuggling_kb.management.terminology import CHECKED, departures

#: Folders without strings of the interface.
IGNORED = ("var", ".*", "docs", "fixtures", "tests")
#: A per cent sign that stands neither for a value nor for itself.
STRAY_PERCENT_SIGN = re.compile(r"(?<!%)%(?![(%])")


class Command(BaseCommand):
    help = (
        "Fails if a translation is missing, doubtful, not compiled or not in the glossary's terms."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if shutil.which("msgcmp") is None:
            raise CommandError(
                "gettext's programs are not installed. Debian and Ubuntu: "
                "sudo apt-get install gettext"
            )
        with tempfile.TemporaryDirectory() as folder:
            template = collect_strings(Path(folder) / "project")
            problems = [missing_translations(catalog, template) for catalog in catalogs()]
        problems += [stale_catalog(catalog) for catalog in catalogs()]
        for language in languages():
            translated = translations(catalog_of(language))
            problems += stray_percent_signs(translated)
            if language in CHECKED:
                problems += departures(translated, language)
        if any(problems):
            raise CommandError("\n".join(filter(None, problems)))
        self.stdout.write("All strings are translated and compiled.")


def languages() -> list[str]:
    """Return the languages of the interface but that of the code."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def catalogs() -> list[Path]:
    """Return the files of translations, one for each language but that of the code."""
    return [catalog_of(language) for language in languages()]


def catalog_of(language: str) -> Path:
    return locale_folder() / to_locale(language) / "LC_MESSAGES" / "django.po"


def locale_folder() -> Path:
    return Path(settings.LOCALE_PATHS[0])


def collect_strings(copy: Path) -> Path:
    """Collect all strings to translate, in a copy of the project, and return the template."""
    shutil.copytree(settings.BASE_DIR, copy, ignore=shutil.ignore_patterns(*IGNORED))
    command = [sys.executable, "manage.py", "makemessages", "--keep-pot", "--verbosity=0"]
    subprocess.run(command, cwd=copy, check=True)
    return copy / locale_folder().relative_to(settings.BASE_DIR) / "django.pot"


def missing_translations(catalog: Path, template: Path) -> str:
    """Return what gettext says of strings without a translation, or with a doubtful one."""
    return subprocess.run(["msgcmp", catalog, template], stderr=subprocess.PIPE, text=True).stderr


def stale_catalog(catalog: Path) -> str:
    """Return that the compiled file differs, if it does."""
    command = ["msgfmt", "--check-format", "--output-file=-", str(catalog)]
    fresh = subprocess.run(command, stdout=subprocess.PIPE).stdout
    compiled = catalog.with_suffix(".mo")
    if compiled.exists() and compiled.read_bytes() == fresh:
        return ""
    return f"{compiled} is stale: ./run manage compilemessages"


def stray_percent_signs(translated: Mapping[str, str]) -> Iterator[str]:
    """Yield what to do where a translation has a per cent sign and its string has none.

    Templates read it as the beginning of a value, and show the string untranslated.
    """
    for message, translation in translated.items():
        if STRAY_PERCENT_SIGN.search(translation) and not STRAY_PERCENT_SIGN.search(message):
            yield f"Write %% for % in the translation of “{message}”, or do without it."


def translations(catalog: Path) -> dict[str, str]:
    """Return the compiled strings, each with its translation; of plurals, the first form."""
    with catalog.with_suffix(".mo").open("rb") as file:
        entries = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    found = {}
    for key, translation in entries.items():
        message = key[0] if isinstance(key, tuple) else key
        found[message.rpartition("\x04")[2]] = translation
    found.pop("", None)
    return found
