"""Labels of the code: each is called something in every language of the interface."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import Choices, Field, Model
from django.utils.functional import Promise
from django.utils.translation import override

from smuggling_kb.languages import DEFAULT_LANGUAGE, INTERFACE
from smuggling_kb.management.commands.check_translations import catalog_of, translations

APPS = ("wg_sessions", "recommendations", "importing", "accounts", "audit", "addresses")


def models() -> Iterator[type[Model]]:
    for app in APPS:
        yield from apps.get_app_config(app).get_models()


def enumerations(of: type[Choices] = Choices) -> Iterator[type[Choices]]:
    for each in of.__subclasses__():
        yield from enumerations(each)
        if each.__members__ and not each.__module__.startswith(("django", "allauth")):
            yield each


def labels() -> Iterator[tuple[str, object]]:
    """Yield the labels of choices, and the names of models and of their fields."""
    for enumeration in enumerations():
        for member in enumeration:
            yield f"{enumeration.__name__}.{member.name}", member._label_
    for model in models():
        yield model.__name__, model._meta.verbose_name
        yield f"{model.__name__}, many", model._meta.verbose_name_plural
        for field in model._meta.get_fields():
            if isinstance(field, Field) and not field.auto_created and field.editable:
                yield f"{model.__name__}.{field.name}", field.verbose_name


def test_every_label_is_translated_lazily() -> None:
    assert [name for name, label in labels() if label and not isinstance(label, Promise)] == []


@pytest.mark.parametrize("language", [each for each in INTERFACE if each != DEFAULT_LANGUAGE])
def test_no_label_lacks_a_language(language: str) -> None:
    known = {message for message, _words in translations(catalog_of(language))}
    found = dict(labels())
    with override(DEFAULT_LANGUAGE):
        english = {name: str(label) for name, label in found.items() if label}
    assert [name for name, label in english.items() if label not in known] == []
