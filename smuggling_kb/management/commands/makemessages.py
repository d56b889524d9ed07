"""``makemessages``: Django's own, with this project's choices."""

from django.core.management import CommandParser
from django.core.management.commands import makemessages

from smuggling_kb.management.commands.check_translations import catalogs


class Command(makemessages.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(
            locale=[catalog.parts[-3] for catalog in catalogs()],
            ignore_patterns=["var", "tests"],
            add_location="file",
            no_wrap=True,
            no_obsolete=True,
        )
