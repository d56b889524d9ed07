"""The models whose rows have an audit trail; each app adds its own when it is ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, User
from django.db.models import Field, Model

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class AuditedModel:
    """A model with an audit trail.

    ``name_paths`` are look-ups whose values, in order, name a row also when it is gone.
    """

    model: type[Model]
    name_paths: tuple[str, ...]
    #: Fields that are not kept: a change of these alone is no entry.
    omitted: frozenset[str] = frozenset()
    #: SQL of a condition on ``{row}``, if some rows alone are kept.
    condition: str = ""
    #: The permission by which somebody changes its rows, where none of its own is given to anybody.
    permission: str = ""
    #: Where acts on its rows are undone, in words, if not by their entries.
    undone_elsewhere: str | StrPromise = ""

    @property
    def fields(self) -> list[Field[object, object]]:
        """The fields that are kept."""
        return [
            field
            for field in self.model._meta.concrete_fields
            if not field.primary_key and field.name not in self.omitted
        ]


#: Functions that yield the models of an app.
AUDIT_SOURCES: list[Callable[[], Iterable[AuditedModel]]] = []


def audited_models() -> list[AuditedModel]:
    """Return all models that have an audit trail."""
    return [audited for source in AUDIT_SOURCES for audited in source()]


def permission_of(model: type[Model]) -> str:
    """Return the permission by which rows of a model are changed instead of its own, or nothing."""
    return next((each.permission for each in audited_models() if each.model is model), "")


def undone_elsewhere(model: type[Model]) -> str:
    """Return where acts on rows of a model are undone, if not by their entries, or nothing."""
    found = (each.undone_elsewhere for each in audited_models() if each.model is model)
    return str(next(found, ""))


def audited_account_models() -> Iterator[AuditedModel]:
    """Yield the models of accounts and roles. No password is kept, nor when somebody logged in."""
    yield AuditedModel(User, ("username",), frozenset({"password", "last_login"}))
    yield AuditedModel(Group, ("name",))
    yield AuditedModel(User.groups.through, ("user__username", "group__name"))
    yield AuditedModel(User.user_permissions.through, ("user__username", "permission__codename"))
    yield AuditedModel(Group.permissions.through, ("group__name", "permission__codename"))
