"""``compilemessages``: Django's own, without the packages under var/."""

from django.core.management import CommandParser
from django.core.management.commands import compilemessages


class Command(compilemessages.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(ignore_patterns=["var"])
