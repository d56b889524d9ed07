"""Addresses of the whole site: pages under a language prefix, everything else without."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from recommendations.admin.similarity_reviews import redirect_from_judgements
from recommendations.pages.site import sitemap
from smuggling_kb import health
from smuggling_kb.admin.operator_page import site_state
from smuggling_kb.deployment import security_txt
from smuggling_kb.monitoring import views as monitoring_views

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", monitoring_views.metrics),
    path("robots.txt", health.robots),
    path(".well-known/security.txt", security_txt.security_txt),
    path("favicon.ico", health.favicon),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("language/", require_POST(set_language), name="set_language"),
    path("admin/state/", admin.site.admin_view(site_state), name="site_state"),
    re_path(r"^admin/recommendations/judgement/(?P<rest>.*)", redirect_from_judgements),
    path("admin/second-factor/", include("smuggling_kb.accounts.second_factor.urls")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", include("recommendations.pages.site.urls")),
        path("", include("sessions.urls")),
        path("", include("recommendations.urls")),
    ),
]

handler400 = "smuggling_kb.errors.bad_request"
handler403 = "smuggling_kb.errors.permission_denied"
handler404 = "recommendations.pages.site.former_addresses.redirect_or_not_found"
handler500 = "smuggling_kb.errors.server_error"
