"""Closing accounts. Those that did something are never deleted: what they did names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Field, ForeignKey, Model
from django.http import HttpRequest

from smuggling_kb.accounts.events import record_event
from smuggling_kb.accounts.models import AccountEventKind
from smuggling_kb.database.triggers import Trigger

MESSAGE = "An account that did something is closed, not deleted."

EXISTS = 'EXISTS (SELECT 1 FROM "{table}" WHERE "{column}" = OLD.id)'

#: Models whose rows are of an account and not of what it did.
PERSONAL = (
    *(Authenticator, EmailAddress),
    *(User.groups.through, User.user_permissions.through),
)


def deeds() -> Iterator[tuple[type[Model], ForeignKey[Model, Model]]]:
    """Yield every model that says which account did something, with the field that says it."""
    for relation in User._meta.get_fields(include_hidden=True):
        field: Field[object, object] | None = getattr(relation, "field", None)
        if isinstance(field, ForeignKey) and field.model not in PERSONAL:
            yield field.model, field


def has_acted(account: User) -> bool:
    """Tell whether an account ever logged in, or did anything that is recorded."""
    return account.last_login is not None or any(
        model._base_manager.filter(**{field.name: account}).exists() for model, field in deeds()
    )


def close_accounts(request: HttpRequest, accounts: Iterable[User], by: User | AnonymousUser) -> int:
    """Close accounts, ending their sessions, and return how many were open."""
    closed = [account for account in accounts if account.is_active]
    for account in closed:
        account.is_active = False
        account.save(update_fields=["is_active"])
        name = account.get_username()
        record_event(AccountEventKind.CLOSED, request, name, account=account, by=by)
    return len(closed)


def account_triggers() -> Iterator[Trigger]:
    """Yield the trigger by which the database refuses to delete an account that did something."""
    condition = " OR ".join(
        [
            "OLD.last_login IS NOT NULL",
            *(
                EXISTS.format(table=model._meta.db_table, column=field.column)
                for model, field in deeds()
            ),
        ]
    )
    yield Trigger(
        "never_delete_who_acted",
        User._meta.db_table,
        {
            "sqlite": f"SELECT RAISE(ABORT, '{MESSAGE}') WHERE {condition}",
            "postgresql": f"IF {condition} THEN RAISE EXCEPTION '{MESSAGE}'"
            " USING ERRCODE = 'integrity_constraint_violation'; END IF",
        },
        events=("DELETE",),
        moment="BEFORE",
        for_each_row=True,
    )
