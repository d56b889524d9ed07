"""The limit on reports: so many in an hour from one network, and so many in all.

A count names nobody. It is kept under a digest of the network's address, the hour and this site's
secret key, and deleted with the next report of a later hour.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from recommendations.problem_reports.models import ReportCount
from smuggling_kb.accounts.client_address import client_network

PERIOD = timedelta(hours=1)
#: Reports in an hour from one network, which an office may share, and from all together.
MOST_OF_NETWORK, MOST_OF_ALL = 10, 300
EVERYBODY = "everybody"


class TooManyReports(Exception):
    """The limit is reached; ``wait`` tells until when."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait


def count_report(request: HttpRequest) -> None:
    """Count a report within the open transaction; raise ``TooManyReports`` if there were too many.

    One conditional update for each limit: of any number at a time no more than the limit get in.
    """
    now = timezone.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    ReportCount.objects.filter(hour__lt=hour).delete()
    for sender, most in (
        (network_digest(request, hour), MOST_OF_NETWORK),
        (EVERYBODY, MOST_OF_ALL),
    ):
        ReportCount.objects.get_or_create(sender=sender, hour=hour)
        free = ReportCount.objects.filter(sender=sender, hour=hour, number__lt=most)
        if not free.update(number=F("number") + 1):
            raise TooManyReports(hour + PERIOD - now)


def network_digest(request: HttpRequest, hour: datetime) -> str:
    """Return what stands for a client's network in one hour; another hour has another."""
    value = f"{hour.isoformat()} {client_network(request)}"
    return salted_hmac("recommendations.problem_reports", value).hexdigest()[:32]
