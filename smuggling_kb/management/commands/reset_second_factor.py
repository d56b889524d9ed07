"""``reset_second_factor``: lets somebody in who lost telephone and recovery codes."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError, CommandParser

from smuggling_kb.accounts.second_factor.changes import reset_second_factor


class Command(BaseCommand):
    help = "Takes away the second factor of an account, which sets up another at its next login."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name of the account")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        account = User.objects.filter(username=name).first()
        if account is None:
            raise CommandError(f"There is no account named {name}.")
        if not reset_second_factor(account):
            raise CommandError(f"{name} has no second factor.")
        self.stdout.write(f"The second factor of {name} is reset.")
