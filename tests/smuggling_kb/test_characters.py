"""Characters that no print has are found, named, and refused at every door."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.test import RequestFactory

from recommendations.admin.bulk_changes import BulkChangeForm
from recommendations.admin.tables.page import ConfirmationForm
from recommendations.curation.bulk import CHANGES
from recommendations.importing.fixtures import EDITORIAL, SOURCES, read_fixtures
from smuggling_kb.admin.forms import MultilineField
from smuggling_kb.character_validation import fault_messages, validate_characters
from smuggling_kb.characters import (
    EQUIVALENT_IDEOGRAPHS,
    character_faults,
    equivalent_ideograph,
    replace_look_alikes,
)
from smuggling_kb.database.natural_keys import NaturalKeyModel
from tests.builders import make_account

#: One of each kind, and of each range that is easily forgotten.
FAULTY = [
    *("\ufffd", "\x02", "\x7f", "\x85", "\x0c", "\u200b", "\u200d", "\u00ad", "\u2060", "\ufeff"),
    *("\u202e", "\u2066", "\u200e", "\u061c", "\u2028", "\u2029", "\u180e", "\ufe0f", "\u3164"),
    *("\ue000", "\U000f1234", "\U0010fffd", "\ufdd0", "\ufffe", "\U0001ffff", "\ufff9"),
    *("\U000e0041", "\u2f2f", "\u2ea0", "\u2ed3", "\u2e80", "\u31d0", "\uf900", "\U0002f800"),
]
#: Characters that texts have.
PRINTED = "缔约国应当（a）—“’‘”…·№№é\u00a0 \t\n\r１〇㈤ÅÇعربي\u0301русский\u2011\ufa0e𠀀\u2026"


@pytest.mark.parametrize("character", FAULTY, ids=lambda each: f"U+{ord(each):04X}")
def test_a_character_that_no_print_has_is_found(character: str) -> None:
    [fault] = character_faults(f"缔约国\n交{character}流")
    assert (fault.line, fault.column, fault.character) == (2, 2, character)
    [message] = fault_messages(f"缔约国\n交{character}流")
    assert message.startswith(f"Line 2, character 2: U+{ord(character):04X}")
    assert unicodedata.name(character, "") in message


def test_what_texts_have_is_left_alone() -> None:
    assert list(character_faults(PRINTED)) == []


def test_every_radical_is_found_and_leads_to_an_ideograph() -> None:
    radicals = [chr(code) for code in range(0x2E80, 0x2FD6) if unicodedata.name(chr(code), "")]
    assert len(radicals) == 329
    without = [each for each in radicals if not equivalent_ideograph(each)]
    assert without == ["⺀"]
    assert len(list(character_faults("".join(radicals)))) == 329
    for radical, ideograph in EQUIVALENT_IDEOGRAPHS.items():
        compatible = unicodedata.normalize("NFKC", radical)
        assert compatible in (radical, ideograph)
        assert unicodedata.name(ideograph).startswith("CJK UNIFIED IDEOGRAPH")


def test_look_alikes_are_replaced_and_accounted_for() -> None:
    text, replaced = replace_look_alikes("移⺠\n⼯作，\uf901\u200b")
    assert text == "移民\n工作，更\u200b"
    assert [(each.line, each.column, each.ideograph) for each in replaced] == [
        (1, 2, "民"),
        (2, 1, "工"),
        (2, 4, "更"),
    ]


def test_a_message_names_a_few_and_counts_the_rest() -> None:
    messages = fault_messages("\u200b" * 8)
    assert len(messages) == 6
    assert messages[-1] == "3 more such characters follow."
    [message] = fault_messages("\u2f2f")
    assert message == (
        "Line 1, character 1: U+2F2F KANGXI RADICAL WORK. It only looks like 工 "
        "(U+5DE5), and searches cannot find it. Enter that character instead."
    )


def test_no_source_and_no_fixture_has_one() -> None:
    files = [*SOURCES.iterdir(), *EDITORIAL.rglob("*.toml")]
    assert any("translations" in path.parts for path in files)
    for path in files:
        assert fault_messages(path.read_bytes().decode("utf-8")) == [], path
    for row in read_fixtures():
        for name, value in row["fields"].items():
            assert not isinstance(value, str) or not fault_messages(value), (row["model"], name)


# The doors


def text_fields() -> Iterator[Any]:
    for model in apps.get_models():
        if issubclass(model, NaturalKeyModel):
            for field in model._meta.concrete_fields:
                if isinstance(field, models.CharField | models.TextField) and not field.choices:
                    yield pytest.param(model, field.name, id=f"{model.__name__}.{field.name}")


@pytest.mark.parametrize(("model", "name"), list(text_fields()))
def test_every_text_field_refuses_it(model: type[NaturalKeyModel], name: str) -> None:
    row = model(**{name: "a\u200bb"})
    with pytest.raises(ValidationError) as refused:
        row.clean_fields(exclude=[field.name for field in model._meta.fields if field.name != name])
    assert "U+200B ZERO WIDTH SPACE" in " ".join(refused.value.message_dict[name])


def admin_forms() -> Iterator[Any]:
    """Every form of the admin for rows that pages show, inlines included."""
    for model, model_admin in admin.site._registry.items():
        if issubclass(model, NaturalKeyModel):
            yield pytest.param(model_admin, id=model.__name__)
        for inline in model_admin.inlines:
            if issubclass(inline.model, NaturalKeyModel):
                yield pytest.param(
                    inline(model, admin.site), id=f"{model.__name__}.{inline.model.__name__}"
                )


@pytest.mark.django_db
@pytest.mark.parametrize("model_admin", list(admin_forms()))
def test_every_form_of_the_admin_checks_the_fields_that_it_shows(model_admin: Any) -> None:
    request = RequestFactory().get("/admin/")
    request.user = make_account("chief", is_superuser=True)
    if not model_admin.has_change_permission(request):
        return  # It shows rows and changes none.
    is_inline = hasattr(model_admin, "get_formset")
    form = model_admin.get_formset(request).form if is_inline else model_admin.get_form(request)
    assert issubclass(form, forms.ModelForm)
    # A field of the form's own, which no model checks, has the check itself.
    own = set(form.base_fields) - {field.name for field in form._meta.model._meta.get_fields()}
    for name in own:
        assert_refuses(form.base_fields[name])


def assert_refuses(field: forms.Field) -> None:
    is_text = isinstance(field, forms.CharField) and not isinstance(field.widget, forms.HiddenInput)
    if is_text:
        with pytest.raises(ValidationError, match="U\\+200B"):
            field.run_validators("a\u200bb")


@pytest.mark.django_db
@pytest.mark.parametrize("change", list(CHANGES.values()), ids=lambda change: change.name)
def test_every_bulk_change_checks_its_texts(change: Any) -> None:
    for field in BulkChangeForm(change).fields.values():
        assert_refuses(field)


def test_the_reasons_for_corrections_are_checked() -> None:
    for field in ConfirmationForm.base_fields.values():
        assert_refuses(field)
    assert validate_characters in MultilineField().validators
