"""Labels as each language calls things."""

import pytest
from django.utils.translation import override

from recommendations.models import Provision, ProvisionKind
from recommendations.names.labels import part_name


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [("en", "Article 1", "Article 2"), ("fr", "Article premier", "Article 2")],
)
def test_articles_are_numbered_as_a_language_does(language: str, first: str, second: str) -> None:
    with override(language):
        names = [part_name(Provision(kind=ProvisionKind.ARTICLE, number=each)) for each in (1, 2)]
    assert names == [first, second]
