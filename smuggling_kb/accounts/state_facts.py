"""The state of accounts, for the operator's page and Prometheus."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from smuggling_kb.accounts.models import AccountEvent, AccountEventKind
from smuggling_kb.monitoring.site_state import StateFact

#: How long logins count as recent.
RECENT = timedelta(days=1)


def account_facts() -> Iterator[StateFact]:
    """Yield how many accounts and sessions there are, and how many logins were tried lately."""
    accounts = User.objects.filter(is_active=True, is_staff=True).count()
    yield StateFact(_("active accounts"), str(accounts), "smuggling_kb_accounts", accounts)
    sessions = Session.objects.filter(expire_date__gt=timezone.now()).count()
    yield StateFact(_("login sessions"), str(sessions), "smuggling_kb_sessions", sessions)
    recent = AccountEvent.objects.order_by().filter(at__gt=timezone.now() - RECENT)
    counts = dict(recent.values_list("kind").annotate(Count("pk")))
    for kind, label in (
        (AccountEventKind.LOGIN, _("logins in the last 24 hours")),
        (AccountEventKind.REFUSAL, _("logins refused in the last 24 hours")),
    ):
        count = counts.get(kind, 0)
        yield StateFact(
            label,
            str(count),
            "smuggling_kb_recent_logins",
            count,
            (("kind", kind.value),),
            address=f"{reverse('admin:accounts_accountevent_changelist')}?kind__exact={kind.value}",
        )
