"""The admin in every language of the interface."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from smuggling_kb.languages import BY_CODE, DEFAULT_LANGUAGE
from tests.browser.admin_pages import admin_pages
from tests.languages import EACH_LANGUAGE
from tests.pages.test_languages import english_words, read_words
from tests.reading import Page

OTHERS = [language for language in EACH_LANGUAGE if language.values != (DEFAULT_LANGUAGE,)]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.usefixtures("knowledge_base")
def test_pages_of_the_admin_have_no_english_left(chief_client: Client, language: str) -> None:
    chief_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    # Permissions have names of Django's, which it stores in English.
    permissions = reverse("admin:auth_group_change", args=[Group.objects.latest("pk").pk])
    left = set()
    for address in set(admin_pages()) - {permissions}:
        page = Page(chief_client.get(address, follow=True)).one("html")
        assert page.get("dir") == BY_CODE[language].direction, address
        read = "\n".join(read_words(page.element))
        left |= {(address, words) for words in english_words() if words in read}
    assert left == set()
