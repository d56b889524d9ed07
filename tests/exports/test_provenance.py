"""What a file says of itself."""

import pytest
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import override

from recommendations.exports.download import Download
from recommendations.exports.provenance import FileProvenance, list_provenance
from recommendations.names.data_versions import data_version_name
from recommendations.selection.filters import DownloadFilter
from recommendations.selection.selection import Selection
from sessions.dates import calendar_day

ADDRESS = "https://kb.example.org/en/recommendations.csv?theme=protection"


def provenance(query: str) -> FileProvenance:
    selection = Selection(DownloadFilter(QueryDict(query)))
    return list_provenance(Download(selection, "en", "https://kb.example.org", ADDRESS))


@pytest.mark.usefixtures("knowledge_base")
def test_a_file_says_what_it_holds_and_of_which_data() -> None:
    with override("en"):
        found = provenance("theme=protection&session=1")
        version = data_version_name(Selection(DownloadFilter(QueryDict())).index.data_version)
        assert list(found.lines()) == [
            "Recommendations: Protection and assistance, 1st session",
            "Filters: Theme: Protection and assistance · Session: 1st, 2012",
            "Recommendations: 11 adopted",
            "Texts: English (11, unofficial)",
            (
                "Translations: 11 texts are unofficial translations made for this site, not texts"
                " of the United Nations."
            ),
            f"Date of this file: {calendar_day(timezone.localdate())}",
            f"Data: {version}",
            "Coverage: Texts of 3 of 12 known sessions.",
            f"Address: {ADDRESS}",
            (
                "Terms: Texts © United Nations; its terms of use apply to any reuse"
                " (https://www.un.org/en/about-us/terms-of-use). Codes, themes, subjects, links and"
                " notes are this knowledge base’s own. https://kb.example.org/about/terms/"
            ),
            (
                "Disclaimer: Independent site, not a United Nations website. The United Nations"
                " documents prevail."
            ),
        ]


@pytest.mark.usefixtures("knowledge_base")
def test_a_file_of_originals_has_no_translations() -> None:
    with override("en"):
        found = provenance("session=1&text=original")
    assert (found.texts, found.translations) == ("Chinese", "")


@pytest.mark.usefixtures("knowledge_base")
def test_a_file_of_everything_says_so() -> None:
    with override("en"):
        found = provenance("")
    assert (found.heading, found.filters) == ("All recommendations", "")
    assert found.count == "113 adopted, 16 not adopted"


@pytest.mark.usefixtures("knowledge_base")
def test_a_file_of_a_meeting_that_is_not_held_does_not_count_none() -> None:
    with override("en"):
        assert provenance("session=3").count == "texts not in this knowledge base"
