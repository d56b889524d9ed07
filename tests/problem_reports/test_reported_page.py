"""The address that a report is about: one of this site, whatever is written in its place."""

import pytest
from django.core.exceptions import ValidationError

from recommendations.problem_reports.reported_page import (
    LONGEST_PAGE,
    recommendation_code,
    validate_page,
)


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/recommendations/2012/5/",
        "/recommendations/?q=%E5%84%BF%E7%AB%A5&theme=protection",
        "/documents/CTOC/COP/WG.7/2022/2/#p61",
        "/about/data/?x=//example.org/",
    ],
)
def test_addresses_of_this_site_are_taken(page: str) -> None:
    validate_page(page)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "about/",
        "//example.org/",
        "/\\example.org/",
        "https://example.org/",
        "javascript:alert(1)",
        "/nothing/",
        "/about/ x",
        "/about/\n",
        "/about/\0",
        "/about/#<script>",
        "/about/#",
        "/recommendations/?q=儿童",
        "/recommendations/?q=\u202e",
        "/admin/",
        "/../admin/",
        "/recommendations/?q=" + "a" * LONGEST_PAGE,
    ],
)
def test_all_else_is_refused(page: str) -> None:
    with pytest.raises(ValidationError):
        validate_page(page)


def test_the_page_of_a_recommendation_names_its_code() -> None:
    assert recommendation_code("/recommendations/2022/61b/#notes") == "2022/61b"
    assert recommendation_code("/recommendations/2022/") == ""
    assert recommendation_code("/themes/") == ""
