"""``check_templates``: every template of this project compiles."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.template import TemplateSyntaxError
from django.template.loader import get_template


class Command(BaseCommand):
    help = "Compiles every template of this project."

    def handle(self, *args: Any, **options: Any) -> None:
        names = template_names()
        for name in names:
            try:
                get_template(name)
            except TemplateSyntaxError as error:
                raise CommandError(f"{name}: {error}") from error
        self.stdout.write(f"{len(names)} templates compile.")


def template_names() -> list[str]:
    """The names of this project's templates, as views give them."""
    folder = settings.BASE_DIR / "templates"
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())
