"""Addresses of what documents cite, what cites them, and the concordance."""

from django.urls import path

from recommendations.pages.citations import (
    concordance,
    document_citations,
    network,
    unresolved_works,
)

urlpatterns = [
    path("documents/citing/", network.network_detail, name="citing"),
    path("documents/citing.svg", network.network_svg, name="citing_svg"),
    path("documents/citing.png", network.network_png, name="citing_png"),
    path("documents/citing/<slug:variant>.svg", network.network_image, name="citing_image"),
    path("documents/citing.csv", network.network_csv, name="citing_csv"),
    path(
        "documents/<symbol:symbol>/citations/",
        document_citations.document_citation_list,
        name="document_citations",
    ),
    path("citations/", unresolved_works.citation_list, name="citations"),
    path("concordance/", concordance.concordance_detail, name="concordance"),
    path("concordance.csv", concordance.concordance_csv, name="concordance_csv"),
]
