from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    """Meetings and documents. The label keeps clear of ``django.contrib.sessions``."""

    name = "sessions"
    label = "wg_sessions"
    verbose_name = _("Sessions and documents")
    default_auto_field = "django.db.models.BigAutoField"
