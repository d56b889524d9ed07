"""Admin pages of rows with public addresses, which editors cannot change."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from smuggling_kb.addresses.models import AddressedModel
from smuggling_kb.admin.audited import AuditedAdmin
from smuggling_kb.admin.bases import Row


class AddressedAdmin(AuditedAdmin[Row]):
    """Lets those alone change an address who may take it away; the old one leads on for ever."""

    model: type[AddressedModel]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        if obj is None or self.has_delete_permission(request):
            return fields
        return tuple(dict.fromkeys([*fields, *self.model.address_parts]))
