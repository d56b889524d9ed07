"""``makemessages``: Django's own, with this project's choices and its Jinja2 templates."""

from pathlib import Path
from typing import cast

from django.conf import settings
from django.core.management import CommandParser
from django.core.management.commands import makemessages
from django.template import engines
from django.template.backends.jinja2 import Jinja2

from smuggling_kb.management.commands.check_translations import catalogs

JINJA2 = settings.BASE_DIR / "templates" / "jinja2"


class BuildFile(makemessages.BuildFile):
    """A file whose strings are collected: of a Jinja2 template, what Jinja2 finds."""

    def preprocess(self) -> None:
        if JINJA2 not in Path(self.path).resolve().parents:
            super().preprocess()
            return
        source = Path(self.path).read_text(encoding="utf-8")
        Path(self.work_path).write_text(calls_of_gettext(source), encoding="utf-8")


def calls_of_gettext(source: str) -> str:
    """Return the calls of gettext in a Jinja2 template as Python, for xgettext to read."""
    env = cast(Jinja2, engines["jinja2"]).env
    lines = []
    for _line, function, message in env.extract_translations(source):  # type: ignore[attr-defined]
        strings = [message] if isinstance(message, str) else [each for each in message if each]
        lines.append(f"{function}({', '.join(map(repr, strings))})")
    return "\n".join(lines)


class Command(makemessages.Command):
    build_file_class = BuildFile

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(
            locale=[catalog.parts[-3] for catalog in catalogs()],
            ignore_patterns=["var", "tests"],
            add_location="file",
            no_wrap=True,
            no_obsolete=True,
        )
