"""``check_translations``: every string is translated, compiled so, and in the glossary's terms."""

import gettext
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils.translation import to_locale

from smuggling_kb.languages import BY_CODE
from smuggling_kb.management.terminology import CHECKED, departures

#: Folders without strings of the interface.
IGNORED = ("var", ".*", "docs", "fixtures", "tests")
#: A per cent sign that stands neither for a value nor for itself.
STRAY_PERCENT_SIGN = re.compile(r"(?<!%)%(?![(%])")
#: Tags and references to characters, which a translation keeps.
MARKUP = re.compile(r"</?[a-z]+|&\w+;")
#: Spaces at the ends, which part words that are put together.
ENDS = re.compile(r"^ *| *$")

#: A string of the code and what it is called in another language.
Translation = tuple[str, str]


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
            translated = list(translations(catalog_of(language)))
            problems += [*stray_percent_signs(translated), *lost_parts(translated, language)]
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
    """Return what gettext says of values and plural forms, or that the compiled file differs."""
    command = ["msgfmt", "--check", "--output-file=-", str(catalog)]
    fresh = subprocess.run(command, capture_output=True)
    if fresh.returncode:
        return fresh.stderr.decode()
    compiled = catalog.with_suffix(".mo")
    if compiled.exists() and compiled.read_bytes() == fresh.stdout:
        return ""
    return f"{compiled} is stale: ./run manage compilemessages"


def stray_percent_signs(translated: Iterable[Translation]) -> Iterator[str]:
    """Yield what to do where a translation has a per cent sign and its string has none.

    Templates read it as the beginning of a value, and show the string untranslated.
    """
    for message, translation in translated:
        if STRAY_PERCENT_SIGN.search(translation) and not STRAY_PERCENT_SIGN.search(message):
            yield f"Write %% for % in the translation of “{message}”, or do without it."


def lost_parts(translated: Iterable[Translation], language: str) -> Iterator[str]:
    """Yield the translations that have other tags than their strings, or other spaces at the ends.

    The spaces only where the language sets any between sentences.
    """
    parts = [MARKUP, ENDS] if BY_CODE[language].gap else [MARKUP]
    for message, translation in translated:
        for pattern in parts:
            if Counter(pattern.findall(message)) != Counter(pattern.findall(translation)):
                yield f"Tags or spaces at the ends differ: “{message}” is “{translation}”"


def translations(catalog: Path) -> Iterator[Translation]:
    """Yield the compiled strings, each with its translation; with each form of a plural."""
    with catalog.with_suffix(".mo").open("rb") as file:
        entries = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    for key, translation in entries.items():
        message = key[0] if isinstance(key, tuple) else key
        if message:
            yield message.rpartition("\x04")[2], translation
