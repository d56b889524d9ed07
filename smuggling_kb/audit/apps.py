from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """The audit trail of every model that has no versions of its own."""

    name = "smuggling_kb.audit"
    label = "audit"
    verbose_name = _("Audit trail")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from smuggling_kb.audit import registry, triggers
        from smuggling_kb.database.triggers import TRIGGER_SOURCES

        registry.AUDIT_SOURCES.append(registry.audited_account_models)
        TRIGGER_SOURCES.append(triggers.audit_triggers)
