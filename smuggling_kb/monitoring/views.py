"""The address from which Prometheus collects the figures."""

from __future__ import annotations

from secrets import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with all figures to whoever knows the token; without a token there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    expected = f"Bearer {settings.METRICS_TOKEN}"
    if not compare_digest(request.headers.get("Authorization", "").encode(), expected.encode()):
        refusal = HttpResponse("A token is needed.\n", content_type="text/plain", status=401)
        refusal.headers["WWW-Authenticate"] = "Bearer"
        return refusal
    from smuggling_kb.monitoring.metrics import metrics_page

    return HttpResponse(metrics_page(), content_type=CONTENT_TYPE)
