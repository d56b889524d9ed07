from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VersionsConfig(AppConfig):
    """The history of every recommendation."""

    name = "recommendations.history"
    label = "versions"
    verbose_name = _("History")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from recommendations.history.audited_models import audited_public_models
        from recommendations.history.triggers import history_triggers
        from smuggling_kb.audit.registry import AUDIT_SOURCES
        from smuggling_kb.database.triggers import TRIGGER_SOURCES

        TRIGGER_SOURCES.append(history_triggers)
        AUDIT_SOURCES.append(audited_public_models)
