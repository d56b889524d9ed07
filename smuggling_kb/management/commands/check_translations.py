"""``check_translations``: every string of the interface is translated, and compiled so."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils.translation import to_locale

#: Folders without strings of the interface.
IGNORED = ("var", ".*", "docs", "fixtures", "tests")


class Command(BaseCommand):
    help = "Fails if a translation is missing, doubtful or not compiled."

    def handle(self, *args: Any, **options: Any) -> None:
        if shutil.which("msgcmp") is None:
            raise CommandError(
                "gettext's programs are not installed. Debian and Ubuntu: "
                "sudo apt-get install gettext"
            )
        with tempfile.TemporaryDirectory() as folder:
            template = collected(Path(folder) / "project")
            problems = [unfinished(catalog, template) for catalog in catalogs()]
        problems += [stale(catalog) for catalog in catalogs()]
        if any(problems):
            raise CommandError("\n".join(filter(None, problems)))
        self.stdout.write("All strings are translated and compiled.")


def catalogs() -> list[Path]:
    """The files of translations: one for each language of the interface but that of the code."""
    languages = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return [locale() / to_locale(code) / "LC_MESSAGES" / "django.po" for code in languages]


def locale() -> Path:
    return Path(settings.LOCALE_PATHS[0])


def collected(copy: Path) -> Path:
    """A template of all strings to translate, collected in a copy of the project."""
    shutil.copytree(settings.BASE_DIR, copy, ignore=shutil.ignore_patterns(*IGNORED))
    command = [sys.executable, "manage.py", "makemessages", "--keep-pot", "--verbosity=0"]
    subprocess.run(command, cwd=copy, check=True)
    return copy / locale().relative_to(settings.BASE_DIR) / "django.pot"


def unfinished(catalog: Path, template: Path) -> str:
    """What gettext says of strings that have no translation, or a doubtful one; else nothing."""
    return subprocess.run(["msgcmp", catalog, template], stderr=subprocess.PIPE, text=True).stderr


def stale(catalog: Path) -> str:
    """That the compiled file says something else; else nothing."""
    command = ["msgfmt", "--check-format", "--output-file=-", str(catalog)]
    fresh = subprocess.run(command, stdout=subprocess.PIPE).stdout
    compiled = catalog.with_suffix(".mo")
    if compiled.exists() and compiled.read_bytes() == fresh:
        return ""
    return f"{compiled} is stale: ./run manage compilemessages"
