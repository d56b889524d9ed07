from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AddressesConfig(AppConfig):
    """The former addresses of what has a page."""

    name = "smuggling_kb.addresses"
    label = "addresses"
    verbose_name = _("Addresses")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from smuggling_kb.addresses.triggers import address_triggers
        from smuggling_kb.database.triggers import TRIGGER_SOURCES

        TRIGGER_SOURCES.append(address_triggers)
