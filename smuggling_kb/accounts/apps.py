from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Accounts of the staff."""

    name = "smuggling_kb.accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from smuggling_kb.accounts import closure, events, middleware, retention, state_facts
        from smuggling_kb.accounts.second_factor import changes
        from smuggling_kb.database.triggers import TRIGGER_SOURCES
        from smuggling_kb.monitoring.site_state import SECTIONS, StateSection

        SECTIONS.append(StateSection(_("Accounts"), state_facts.account_facts))
        TRIGGER_SOURCES.append(closure.account_triggers)
        user_logged_in.connect(middleware.begin_session)
        user_logged_in.connect(events.record_login)
        user_logged_in.connect(retention.forget_old_rows)
        user_logged_out.connect(events.record_logout)
        for signal in changes.SIGNALS:
            signal.connect(changes.record_change)


class CurationAdminConfig(AdminConfig):
    """Django's admin with this project's pages to log in."""

    default_site = "smuggling_kb.accounts.curation_site.CurationSite"
