"""Models whose rows have public addresses, and the former values of those addresses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smuggling_kb.database.natural_keys import NaturalKeyModel


class FormerAddressQuerySet(QuerySet["FormerAddress"]):
    """The vocabulary in which the rest of the code asks for former addresses."""

    def present_values(
        self, rows: QuerySet[Any], former: Iterable[str] | None = None
    ) -> dict[str, str]:
        """Return what rows are called now that were called differently, by what that was.

        Of all former values, or of some. One query, or two if there is any.
        """
        asked = self.filter(model=rows.model._meta.label_lower)
        if former is not None:
            asked = asked.filter(value__in=list(former))
        pks = dict(asked.values_list("value", "row"))
        if not pks:
            return {}
        named = rows.filter(pk__in=pks.values()).values_list("pk", rows.model.address_field)
        present = dict(named.order_by())
        return {value: str(present[pk]) for value, pk in pks.items() if pk in present}


class FormerAddress(models.Model):
    """A value that named a row in its public address before. Written by triggers, never changed.

    It has no foreign key to the row: once that is deleted, nothing else takes its address.
    """

    model = models.CharField(gettext_lazy("model"), max_length=100)
    value = models.CharField(gettext_lazy("former value"), max_length=200)
    row = models.BigIntegerField(gettext_lazy("primary key"))

    objects: ClassVar = FormerAddressQuerySet.as_manager()

    class Meta:
        ordering = ("model", "value")
        default_permissions = ()
        verbose_name = gettext_lazy("former address")
        verbose_name_plural = gettext_lazy("former addresses")
        constraints = (
            models.UniqueConstraint(fields=("model", "value"), name="former_address_once"),
        )

    def __str__(self) -> str:
        return self.value


class AddressedModel(NaturalKeyModel):
    """A model whose rows have public addresses, in which ``address_field`` names them."""

    address_field: ClassVar[str]
    #: The fields that make it, which editors cannot change once there is an address.
    address_parts: ClassVar[tuple[str, ...]]

    class Meta:
        abstract = True

    @classmethod
    def key_of_address(cls, value: str) -> tuple[Any, ...]:
        """Return the natural key of the row with an address, from that alone."""
        field: Any = cls._meta.get_field(cls.address_field)
        return (field.to_python(value),)

    def clean(self) -> None:
        """Refuse the former address of another row."""
        super().clean()
        value = str(getattr(self, self.address_field))
        taken = FormerAddress.objects.filter(model=self._meta.label_lower, value=value)
        if taken.exclude(row=self.pk).exists():
            raise ValidationError(
                _(
                    "“%(value)s” was the address of something else and permanently leads to it."
                    " Choose another one."
                )
                % {"value": value}
            )


def addressed_models() -> list[type[AddressedModel]]:
    """Return the models whose rows have public addresses."""
    return [model for model in apps.get_models() if issubclass(model, AddressedModel)]
