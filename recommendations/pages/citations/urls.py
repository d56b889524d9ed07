"""Addresses of what documents cite, what cites them, and the concordance."""

from django.urls import path

from recommendations.pages.citations import concordance, network, of_document, unresolved

urlpatterns = [
    path("documents/citing/", network.network_detail, name="citing"),
    path("documents/citing.csv", network.network_csv, name="citing_csv"),
    path(
        "documents/<symbol:symbol>/citations/",
        of_document.document_citation_list,
        name="document_citations",
    ),
    path("citations/", unresolved.citation_list, name="citations"),
    path("concordance/", concordance.concordance_detail, name="concordance"),
    path("concordance.csv", concordance.concordance_csv, name="concordance_csv"),
]
