"""``check_templates``: every template of this project compiles, and djade formats none anew."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.template import TemplateSyntaxError
from django.template.loader import get_template

TEMPLATES = settings.BASE_DIR / "templates"
#: The folder of templates that are written in Jinja2's language.
JINJA2 = "jinja2/"


class Command(BaseCommand):
    help = "Compiles every template of this project, and fails if one is formatted otherwise."

    def handle(self, *args: Any, **options: Any) -> None:
        names = template_names()
        for name in names:
            try:
                get_template(name)
            except TemplateSyntaxError as error:
                raise CommandError(f"{name}: {error}") from error
        check_format(names)
        self.stdout.write(f"{len(names)} templates compile.")


def template_names() -> list[str]:
    """Return the names of this project's templates, as views give them."""
    names = (str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*"))
    return sorted(name.removeprefix(JINJA2) for name in names)


def check_format(names: list[str]) -> None:
    """Raise an error if djade would write one of Django's templates otherwise."""
    djade = Path(sys.executable).with_name("djade")
    if not djade.exists():
        raise CommandError("djade is not installed: ./run check installs it.")
    version = ".".join(map(str, django.VERSION[:2]))
    pages = [
        path
        for path in (TEMPLATES / name for name in names)
        if path.suffix == ".html" and path.exists()
    ]
    if subprocess.run([djade, "--target-version", version, "--check", *pages]).returncode:
        raise CommandError("Some templates are formatted otherwise than djade does.")
