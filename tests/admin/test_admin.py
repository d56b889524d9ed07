"""The admin: every model's pages, what they let through, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection, models
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recommendations.importing.models import ImportBatch, ImportFile, LoadedGroup
from recommendations.models import (
    Addressee,
    AdoptionStatus,
    ArchiveNote,
    Citation,
    CitationKind,
    Instrument,
    InstrumentName,
    Occurrence,
    Provenance,
    Provision,
    ProvisionLink,
    ProvisionLinkReason,
    ProvisionName,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    Relation,
    RelationNote,
    SimilarityReview,
    Strength,
    SubjectSuggestion,
    Theme,
    ThemeAssignment,
    ThemeAssignmentReason,
    ThemeName,
    ThemeSynonym,
    Unresolved,
    WorkflowStage,
)
from sessions.models import (
    Document,
    DocumentTitle,
    EditorialNote,
    EditorialNoteText,
    Footnote,
    LanguageVersion,
    Paragraph,
    PassageCorrection,
    ReportedTopics,
    Resource,
    ResourceTranslation,
    Section,
    SectionTranslation,
    SessionSymbol,
    WorkingGroupSession,
)
from tests.builders import (
    make_batch,
    make_document,
    make_footnote,
    make_note,
    make_paragraph,
    make_problem_report,
    make_recommendation,
    make_relation,
    make_session,
    set_stage,
)
from tests.filling import Values, add_row, form_values
from tests.reading import Page

pytestmark = pytest.mark.django_db

MODELS: list[type[models.Model]] = [
    model
    for app in ("wg_sessions", "recommendations", "importing")
    for model in apps.get_app_config(app).get_models()
    # What is derived from others has no pages, and no permissions.
    if model._meta.default_permissions
]
READ_ONLY = (
    *(Section, Paragraph, Footnote, LanguageVersion, LoadedGroup),
    *(SimilarityReview, SubjectSuggestion, PassageCorrection, ImportFile, ImportBatch),
)

#: What the tests name.
CODE, SYMBOL = "1991/1", "CTOC/COP/WG.7/1991/5"


def make_everything(number: int = 1) -> None:
    """One more row of each model."""
    year, slug = 1990 + number, f"treaty-{number}"
    recommendation = make_recommendation(
        f"{year}/1",
        theme=f"theme-{number}",
        session=make_session(number, start=date(year, 1, 1), end=date(year, 1, 2)),
    )
    text = recommendation.texts.get()
    meeting = WorkingGroupSession.objects.get(number=number)
    meeting.symbols.create(symbol=f"A/{year}/1", role="agenda", evidence=f"A/{year}/2#p1")
    meeting.reported_topics.create(language="en", text="Smuggling at sea")
    document = make_document(f"CTOC/COP/WG.7/{year}/5")
    paragraph = make_paragraph(1, document=document)
    RecommendationAddressee.objects.create(
        recommendation=recommendation, addressee=Addressee.STATES_PARTIES
    )
    recommendation.theme_assignments.get().reasons.create(language="en", text="It fits.")
    recommendation.theme_assignments.get().theme.synonyms.create(language="en", word="shunning")
    recommendation.archive_notes.create(language="en", text="Printed twice.")
    relation = make_relation(
        recommendation, make_recommendation(f"{year}/2", text="另一建议。", theme=f"theme-{number}")
    )
    relation.notes.create(language="en", text="Word for word.")
    SimilarityReview.objects.create(
        first=recommendation, second=relation.target, decision="confirmed"
    )
    assigned = recommendation.theme_assignments.get().theme
    SubjectSuggestion.objects.create(recommendation=recommendation, theme=assigned, words="儿童")
    instrument = Instrument.objects.create(slug=slug, position=number)
    for language, name in (("en", "Treaty"), ("zh-hans", "条约")):
        InstrumentName.objects.create(
            instrument=instrument, language=language, kind="short", name=f"{name} {number}"
        )
    provision = Provision.objects.create(
        instrument=instrument, kind="article", number=1, slug=f"{slug}-1"
    )
    for language, name in (("en", "Use of terms"), ("zh-hans", "术语的使用")):
        ProvisionName.objects.create(provision=provision, language=language, name=name)
    link = recommendation.provision_links.create(provision=provision)
    link.reasons.create(language="en", text="It is about it.")
    footnote = make_footnote(paragraph, "1", 1, "见第 16 条。")
    words = {"start": 0, "as_written": "第一条", "kind": "article", "reference": f"{slug}-1"}
    Citation.objects.create(text=text, provision=provision, **words)
    Citation.objects.create(paragraph=paragraph, instrument=instrument, **words)
    Citation.objects.create(footnote=footnote, unresolved=Unresolved.NOT_HELD, **words)
    PassageCorrection.objects.create(
        paragraph=paragraph, text_read="缔约国行动。", evidence="The print.", by_name="chief"
    )
    resource = Resource.objects.create(paragraph=paragraph, kind="tool", title=f"工具 {number}")
    heading = paragraph.version.sections.get()
    Citation.objects.create(section=heading, resource=resource, **words)
    heading.translations.create(language="en", heading=f"Heading {number}")
    resource.translations.create(language="en", title=f"Tool {number}")
    make_note(document, "p1", quote="缔约国", en="Kept as printed.", zh_hans="照原文保留。")
    make_problem_report(recommendation=recommendation, reference=f"REPORT{number:02}")
    LoadedGroup.objects.create(name=f"group {number}", digest="0" * 64, source="fixtures")
    make_batch(f"CTOC/COP/WG.7/{year}/9")


@pytest.fixture
def everything() -> None:
    make_everything()


def address(of: type[models.Model] | models.Model, page: str) -> str:
    """Of a model's list or form for a new row, or of a row's own pages."""
    name = f"admin:{of._meta.app_label}_{of._meta.model_name}_{page}"
    return reverse(name, args=(of.pk,) if isinstance(of, models.Model) else ())


def name_of(model: type[models.Model]) -> str:
    return model.__name__


def rows(client: Client, model: type[models.Model], query: str = "") -> list[str]:
    """What the list of a model shows, row by row."""
    page = Page(client.get(f"{address(model, 'changelist')}?{query}"))
    found = [row for table in page.all("#result_list") for row in table.all("tr")[1:]]
    return [" ".join(cell.text for cell in row.all("th") + row.all("td")) for row in found]


Change = Callable[[Values], Values]


def save(client: Client, url: str, change: Change | Values) -> HttpResponseBase:
    """Send the form of a page as it is but for some values."""
    page = Page(client.get(url))
    [form] = [form.get("id") for form in page.all("form") if form.get("id").endswith("_form")]
    values = form_values(page, form)
    if "why" in values:
        values["why"] = "Compared with the document."
    changed = change(values) if callable(change) else values | change
    return client.post(url, changed | {"_save": "Save"})


def errors(response: HttpResponseBase) -> str:
    """What a form came back with."""
    assert response.status_code == 200
    return " ".join(part.text for part in Page(response).all(".errorlist"))


def sole(model: type[models.Model]) -> Any:
    """The first row of a model."""
    return model._default_manager.order_by("pk")[0]


# Every model


def test_every_model_is_there() -> None:
    assert [model for model in MODELS if not admin.site.is_registered(model)] == []


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_lists_and_forms_open(admin_client: Client, model: type[models.Model]) -> None:
    assert admin_client.get(address(model, "changelist")).status_code == 200
    assert admin_client.get(address(sole(model), "change"), follow=True).status_code == 200
    new = admin_client.get(address(model, "add"))
    is_added = model is ImportBatch or model not in READ_ONLY
    assert new.status_code == (200 if is_added else 403)


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_visitors_are_asked_to_log_in(client: Client, model: type[models.Model]) -> None:
    pages = [address(model, "changelist"), address(model, "add"), address(sole(model), "change")]
    for page in pages:
        assert client.get(page).headers["Location"] == f"/admin/login/?next={page}"


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_an_untouched_form_saves_and_changes_nothing(
    admin_client: Client, model: type[models.Model]
) -> None:
    row = sole(model)
    before = list(model._default_manager.values())
    if model in READ_ONLY:
        assert admin_client.post(address(row, "change"), {}).status_code in (403, 405)
    else:
        assert save(admin_client, address(row, "change"), {}).status_code == 302
    assert list(model._default_manager.values()) == before


def test_lists_cost_the_same_with_more_rows(admin_client: Client) -> None:
    def costs() -> dict[str, int]:
        return {
            model.__name__: cost(admin_client, address(model, "changelist")) for model in MODELS
        }

    for number in (1, 2):
        make_everything(number)
    few = costs()
    for number in range(3, 21):
        make_everything(number)
    assert costs() == few


def cost(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_list_can_be_searched(admin_client: Client, model: type[models.Model]) -> None:
    assert rows(admin_client, model, "q=没有这个词") == []


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_list_can_count_what_its_filters_would_leave(
    admin_client: Client, model: type[models.Model]
) -> None:
    assert rows(admin_client, model, "_facets=True")


@pytest.mark.usefixtures("everything")
def test_choices_can_be_searched(admin_client: Client) -> None:
    of = {"app_label": "recommendations", "model_name": "citation", "field_name": "provision"}
    answer = admin_client.get("/admin/autocomplete/", {**of, "term": "条约"})
    assert [choice["text"] for choice in answer.json()["results"]] == ["treaty-1-1"]


# What is found


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("words", ["1991/2", "另一建议", "另一 建议"])
def test_recommendations_are_found_by_code_and_chinese_words(
    admin_client: Client, words: str
) -> None:
    [row] = rows(admin_client, Recommendation, f"q={words}")
    assert "1991/2" in row


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    ("model", "words"),
    [
        (Document, "WG.7/1991"),
        (Paragraph, "另一建议"),
        (Footnote, "第 16 条"),
        (EditorialNote, "缔约国"),
        (Resource, "工具"),
        (Instrument, "条约"),
        (Theme, "主题"),
        (Citation, "第一条"),
    ],
)
def test_other_rows_are_found_by_symbol_and_chinese_words(
    admin_client: Client, model: type[models.Model], words: str
) -> None:
    assert rows(admin_client, model, f"q={words}")


def test_what_is_not_classified_can_be_listed(admin_client: Client) -> None:
    make_recommendation("2012/5").theme_assignments.all().delete()
    make_recommendation("2012/6")
    [row] = rows(admin_client, Recommendation, "theme=none")
    assert "2012/5" in row
    [row] = rows(admin_client, Recommendation, "theme=prevention")
    assert "2012/6" in row


@pytest.mark.usefixtures("everything")
def test_what_has_no_addressee_can_be_listed(admin_client: Client) -> None:
    [row] = rows(admin_client, Recommendation, "addressee=none")
    assert "1991/2" in row
    [row] = rows(admin_client, Recommendation, "addressee=states-parties")
    assert "1991/1" in row


@pytest.mark.usefixtures("everything")
def test_unresolved_citations_can_be_listed_by_kind(admin_client: Client) -> None:
    [row] = rows(admin_client, Citation, "leads=no&kind__exact=article")
    assert "Not in this knowledge base" in row
    assert rows(admin_client, Citation, "leads=no&kind__exact=document") == []
    assert len(rows(admin_client, Citation, "leads=yes")) == 3
    assert len(rows(admin_client, Citation, "place=footnote")) == 1


@pytest.mark.usefixtures("everything")
def test_recommendations_can_be_listed_by_kind_of_unresolved_citation(admin_client: Client) -> None:
    assert rows(admin_client, Recommendation, "unresolved=any") == []
    Citation.objects.filter(text__isnull=False).update(
        kind=CitationKind.DOCUMENT, provision=None, unresolved=Unresolved.NOT_HELD
    )
    [row] = rows(admin_client, Recommendation, "unresolved=document")
    assert "1991/1" in row
    assert rows(admin_client, Recommendation, "unresolved=article") == []


def test_meetings_without_texts_can_be_listed(admin_client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_session(2)
    [row] = rows(admin_client, WorkingGroupSession, "held=no")
    assert row.startswith("2 ")
    [row] = rows(admin_client, WorkingGroupSession, "held=yes")
    assert row.startswith("1 ")


def test_codes_are_sorted_as_numbers(admin_client: Client) -> None:
    for code in ("2012/10", "2012/9b", "2012/9a"):
        make_recommendation(code)
    listed = rows(admin_client, Recommendation, "o=1")
    assert [row.split()[0] for row in listed] == ["2012/9a", "2012/9b", "2012/10"]


def test_excerpts_say_which_language_they_are_in(admin_client: Client) -> None:
    make_recommendation("2012/5", text="缔约国应当" * 30)
    excerpt = Page(admin_client.get(address(Recommendation, "changelist"))).one("span.excerpt")
    assert (excerpt.lang, len(excerpt.text)) == ("zh-Hans", 60)


# Publishing


def public(client: Client, code: str) -> bool:
    """Whether a recommendation has a page and is on the page of its theme."""
    has_page = client.get(f"/en/recommendations/{code}/").status_code == 200
    theme = Page(client.get("/en/themes/theme-1/")).text
    assert has_page == (code in theme)
    return has_page


def new_draft(values: Values) -> Values:
    make_paragraph(9, document=Document.objects.get())
    return values | {
        "code": "1991/9",
        "status": AdoptionStatus.ADOPTED,
        "session": sole(WorkingGroupSession).pk,
        "strength": Strength.SHOULD,
        "texts-0-language": "zh-hans",
        "texts-0-text_status": "official",
        "texts-0-text": "缔约国应当合作：\r\n(a) 交流；\r\n(b) 培训。",
        "theme_assignments-0-theme": sole(Theme).pk,
        "occurrences-0-document": sole(Document).pk,
        "occurrences-0-anchor": "p9",
        "occurrences-0-relation": "source",
    }


@pytest.mark.usefixtures("everything")
def test_a_new_draft_is_public_once_it_is_published(client: Client, admin_client: Client) -> None:
    assert save(admin_client, address(Recommendation, "add"), new_draft).status_code == 302
    draft = Recommendation.objects.get(code="1991/9")
    assert (draft.year, draft.number, draft.letter) == (1991, 9, "")
    assert draft.publication == WorkflowStage.DRAFT
    assert not public(client, "1991/9")

    save(admin_client, address(draft, "change"), {"publication": WorkflowStage.IN_REVIEW})
    assert not public(client, "1991/9")
    save(admin_client, address(draft, "change"), {"publication": WorkflowStage.PUBLISHED})
    assert public(client, "1991/9")


@pytest.mark.usefixtures("everything")
def test_lines_end_as_in_the_documents(admin_client: Client) -> None:
    save(admin_client, address(Recommendation, "add"), new_draft)
    text = RecommendationText.objects.get(recommendation__code="1991/9")
    assert text.text == "缔约国应当合作：\n(a) 交流；\n(b) 培训。"


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(("written", "stored"), [("", "应当"), ("合作", "合作")])
def test_the_modal_word_of_a_new_text_is_read_unless_it_is_written(
    admin_client: Client, written: str, stored: str
) -> None:
    def with_modal(values: Values) -> Values:
        return new_draft(values) | {"texts-0-modal": written}

    save(admin_client, address(Recommendation, "add"), with_modal)
    assert RecommendationText.objects.get(recommendation__code="1991/9").modal == stored


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    ("table", "lacking"),
    [
        ("texts", "Add a text"),
        ("theme_assignments", "Add a theme"),
        ("occurrences", "Add the source"),
    ],
)
def test_nothing_is_published_without_text_theme_and_source(
    admin_client: Client, table: str, lacking: str
) -> None:
    Citation.objects.all().delete()
    url = address(Recommendation.objects.get(code=CODE), "change")
    refused = errors(save(admin_client, url, {f"{table}-0-DELETE": "on"}))
    assert lacking in refused
    set_stage(Recommendation.objects, WorkflowStage.DRAFT)
    assert save(admin_client, url, {f"{table}-0-DELETE": "on"}).status_code == 302


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("publication", [WorkflowStage.DRAFT, WorkflowStage.IN_REVIEW])
def test_what_was_published_is_archived_but_never_a_draft_again(
    admin_client: Client, publication: str
) -> None:
    url = address(Recommendation.objects.get(code=CODE), "change")
    assert "To withdraw it, archive it" in errors(
        save(admin_client, url, {"publication": publication})
    )
    archived = save(admin_client, url, {"publication": WorkflowStage.ARCHIVED})
    assert archived.status_code == 302


@pytest.mark.usefixtures("everything")
def test_the_code_of_what_was_published_stays(admin_client: Client) -> None:
    recommendation = Recommendation.objects.get(code=CODE)
    save(admin_client, address(recommendation, "change"), {"code": "1991/7"})
    assert Recommendation.objects.filter(code=CODE).exists()


@pytest.mark.usefixtures("everything")
def test_what_is_public_leads_to_its_page(admin_client: Client) -> None:
    recommendation = Recommendation.objects.get(code=CODE)
    pages = {
        address(recommendation, "change"): "/en/recommendations/1991/1/",
        address(sole(WorkingGroupSession), "change"): "/en/sessions/1/",
        address(sole(Theme), "change"): "/en/themes/theme-1/",
        address(Document.objects.get(symbol=SYMBOL), "change"): f"/en/documents/{SYMBOL}/",
        address(sole(Footnote), "change"): f"/en/documents/{SYMBOL}/#fn1",
    }
    for page, site in pages.items():
        assert site in Page(admin_client.get(page)).links()


@pytest.mark.usefixtures("everything")
def test_a_draft_leads_to_its_preview(admin_client: Client) -> None:
    recommendation = Recommendation.objects.get(code=CODE)
    set_stage(Recommendation.objects, WorkflowStage.DRAFT)
    links = Page(admin_client.get(address(recommendation, "change"))).links()
    assert "/en/recommendations/1991/1/" in links
    assert admin_client.get("/en/recommendations/1991/1/").status_code == 200


# Deleting


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("publication", [WorkflowStage.PUBLISHED, WorkflowStage.ARCHIVED])
def test_what_was_published_is_never_deleted(admin_client: Client, publication: str) -> None:
    Recommendation.objects.update(publication=publication)
    row = Recommendation.objects.get(code=CODE)
    assert admin_client.post(address(row, "delete"), {"post": "yes"}).status_code == 403
    for part in (row.texts.get(), row.theme_assignments.get(), row.occurrences.get()):
        assert admin_client.post(address(part, "delete"), {"post": "yes"}).status_code == 403
    assert Recommendation.objects.filter(code=CODE).exists()


def delete_all(client: Client) -> HttpResponseBase:
    """The list's action on all recommendations, confirmed."""
    chosen = list(Recommendation.objects.values_list("pk", flat=True))
    form = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    return client.post(address(Recommendation, "changelist"), form, follow=True)


def test_drafts_are_not_deleted_together_with_what_was_published(admin_client: Client) -> None:
    make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    published = make_recommendation("2012/6")
    assert "cannot be deleted (2012/6)" in Page(delete_all(admin_client)).one("ul.messagelist").text
    assert Recommendation.objects.count() == 2

    set_stage(Recommendation.objects.filter(pk=published.pk), WorkflowStage.IN_REVIEW)
    delete_all(admin_client)
    assert not Recommendation.objects.exists()


@pytest.mark.usefixtures("everything")
def test_documents_with_source_texts_are_not_deleted(admin_client: Client) -> None:
    set_stage(Recommendation.objects, WorkflowStage.DRAFT)
    Recommendation.objects.all().delete()
    document = Document.objects.get(symbol=SYMBOL)
    assert admin_client.post(address(document, "delete"), {"post": "yes"}).status_code != 302
    assert Paragraph.objects.exists()


# Source texts


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("model", [Section, Paragraph, Footnote])
def test_source_texts_are_shown_in_their_language_and_not_changed(
    admin_client: Client, model: type[models.Model]
) -> None:
    row = sole(model)
    page = Page(admin_client.get(address(row, "change")))
    assert "Source texts stay as printed in the document" in page.text
    printed = getattr(row, "text", None) or row.heading
    assert any(printed in part.text and part.lang == "zh-Hans" for part in page.all("span"))
    assert admin_client.post(address(row, "change"), {"text": "corrected"}).status_code == 403
    assert admin_client.post(address(row, "delete"), {"post": "yes"}).status_code == 403


@pytest.mark.usefixtures("everything")
def test_a_paragraph_leads_to_what_belongs_to_it(admin_client: Client) -> None:
    paragraph = sole(Paragraph)
    links = Page(admin_client.get(address(paragraph, "change"))).links()
    belonging = (
        Recommendation.objects.get(code=CODE),
        Citation.objects.get(paragraph=paragraph),
        sole(Resource),
        sole(EditorialNote),
        sole(Footnote),
    )
    assert [row for row in belonging if address(row, "change") not in links] == []


@pytest.mark.usefixtures("everything")
def test_a_note_is_begun_where_it_is_needed(admin_client: Client) -> None:
    page = Page(admin_client.get(address(sole(Footnote), "change")))
    form = Page(admin_client.get(page.one("a.addlink").get("href")))
    assert form.one("#id_anchor").get("value") == "fn1"
    assert form.one("select#id_document").text == SYMBOL


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("model", [SectionTranslation, ResourceTranslation], ids=name_of)
def test_nothing_is_translated_into_the_language_it_is_printed_in(
    admin_client: Client, model: type[models.Model]
) -> None:
    page, values = changed(sole(model), language="zh-hans")
    assert "The document itself is in this language" in errors(save(admin_client, page, values))


def test_a_note_is_written_in_at_least_one_language(admin_client: Client) -> None:
    document = make_document(SYMBOL)
    url = f"{address(EditorialNote, 'add')}?document={document.pk}"
    refused = save(admin_client, url, {"kind": "slip", "quote": "缔约国"})
    assert "Write the note in at least one language." in errors(refused)
    first = {"texts-0-language": "fr", "texts-0-text": "Tel qu’imprimé."}
    answer = save(admin_client, url, {"kind": "slip", "quote": "缔约国", **first})
    assert answer.status_code == 302
    assert EditorialNoteText.objects.get().language == "fr"


@pytest.mark.usefixtures("everything")
def test_a_recommendation_leads_to_its_citations_and_notes(admin_client: Client) -> None:
    page = Page(admin_client.get(address(Recommendation.objects.get(code=CODE), "change")))
    for row in (Citation.objects.get(text__isnull=False), sole(Provision), sole(EditorialNote)):
        assert address(row, "change") in page.links()


@pytest.mark.usefixtures("everything")
def test_relations_are_said_from_both_ends(admin_client: Client) -> None:
    page = Page(admin_client.get(address(Recommendation.objects.get(code="1991/2"), "change")))
    [verb] = [
        option.text
        for option in page.one("select#id_reverse_relations-0-type").all("option")
        if "selected" in option.element.attrib
    ]
    assert verb == "is restated by"


# What the database would refuse, and other mistakes


def new(model: type[models.Model], like: Any, **changes: Any) -> tuple[str, Change | Values]:
    """The form for a new row, filled as another row is."""
    fields = [field for field in model._meta.fields if not field.primary_key]
    values = {field.name: field.value_from_object(like) for field in fields}
    filled_in = {name: "" if value is None else value for name, value in values.items()}
    return address(model, "add"), {**filled_in, **changes}


def changed(row: models.Model, **changes: Any) -> tuple[str, Change | Values]:
    """A row's own form with other values."""
    return address(row, "change"), changes


def one_more(row: models.Model, table: str, **fields: Any) -> tuple[str, Change | Values]:
    """A row's own form with one more row in one of its tables."""
    return address(row, "change"), lambda values: add_row(values, table, **fields)


def record() -> Recommendation:
    return Recommendation.objects.get(code=CODE)


def like(model: type[models.Model], **changes: Any) -> tuple[str, Change | Values]:
    return new(model, sole(model), **changes)


def new_draft_coded(code: str) -> tuple[str, Change | Values]:
    return address(Recommendation, "add"), lambda values: new_draft(values) | {"code": code}


Mistake = Callable[[], tuple[str, Change | Values]]

#: By constraint, how somebody would break it.
MISTAKES: dict[str, tuple[Mistake, str]] = {
    "session_number_from_one": (
        lambda: changed(sole(WorkingGroupSession), number=0),
        "Sessions are numbered from 1.",
    ),
    "session_dates_in_order": (
        lambda: changed(sole(WorkingGroupSession), start="2020-02-02", end="2020-02-01"),
        "The last day cannot be before the first.",
    ),
    "document_symbol_not_empty": (
        lambda: changed(sole(Document), symbol=""),
        "This field is required.",
    ),
    "one_title_per_language": (lambda: like(DocumentTitle), "Language already exists"),
    "session_reported_days_in_order": (
        lambda: changed(
            sole(WorkingGroupSession),
            reported_by="participant",
            reported_start="2023-10-06",
            reported_end="2023-10-05",
        ),
        "The last day cannot be before the first.",
    ),
    "session_report_has_source": (
        lambda: changed(sole(WorkingGroupSession), reported_year="2021"),
        "Say what kind of source reports it.",
    ),
    "reported_topics_once_per_language": (
        lambda: like(ReportedTopics),
        "Language already exists",
    ),
    "session_symbol_once": (lambda: like(SessionSymbol), "Symbol already exists"),
    "session_symbol_has_evidence": (
        lambda: changed(sole(SessionSymbol), evidence=""),
        "This field is required.",
    ),
    "resource_listed_once": (lambda: like(Resource), "Title already exists"),
    "one_heading_per_language": (lambda: like(SectionTranslation), "Language already exists"),
    "translated_heading_not_empty": (
        lambda: changed(sole(SectionTranslation), heading=" "),
        "This field is required.",
    ),
    "one_resource_title_per_language": (
        lambda: like(ResourceTranslation),
        "Language already exists",
    ),
    "translated_title_not_empty": (
        lambda: changed(sole(Resource), **{"translations-0-title": " "}),
        "This field is required.",
    ),
    "note_written_once": (lambda: like(EditorialNote), "already exists"),
    "one_note_text_per_language": (lambda: like(EditorialNoteText), "Language already exists"),
    "theme_position_unique": (
        lambda: like(Theme, slug="another"),
        "Scheme and Position already exists",
    ),
    "theme_not_its_own_parent": (
        lambda: changed(sole(Theme), parent=sole(Theme).pk),
        "A theme cannot be placed under itself.",
    ),
    "one_theme_name_a_language": (lambda: like(ThemeName), "Language already exists"),
    "theme_synonym_once": (lambda: like(ThemeSynonym), "Word already exists"),
    "code_is_year_number_letter": (
        lambda: new_draft_coded("1991/09"),
        "A code is a year, a slash, a printed number",
    ),
    "only_adopted_has_session": (
        lambda: changed(record(), status=AdoptionStatus.PROPOSED),
        "Only an adopted recommendation has a session",
    ),
    "editors_strength_has_reason": (
        lambda: changed(record(), strength_origin=Provenance.EDITOR),
        "A strength that an editor gave needs its reason.",
    ),
    "only_archived_has_successor": (
        lambda: changed(record(), successor=Recommendation.objects.exclude(code=CODE)[0].pk),
        "Only an archived recommendation has a successor",
    ),
    "successor_is_another": (
        lambda: changed(record(), publication=WorkflowStage.ARCHIVED, successor=record().pk),
        "A recommendation cannot be its own successor.",
    ),
    "one_archive_note_per_language": (lambda: like(ArchiveNote), "Language already exists"),
    "one_text_per_language": (lambda: like(RecommendationText), "Language already exists"),
    "text_not_empty": (
        lambda: changed(record(), **{"texts-0-text": " \r\n"}),
        "This field is required.",
    ),
    "addressee_named_once": (lambda: like(RecommendationAddressee), "Addressee already exists"),
    "theme_assigned_once": (lambda: like(ThemeAssignment), "Theme or subject already exists"),
    "one_reason_per_language": (lambda: like(ThemeAssignmentReason), "Language already exists"),
    "place_prints_one_record": (
        lambda: like(Occurrence, relation="restatement"),
        "Document and Anchor already exists",
    ),
    "one_source": (
        lambda: one_more(
            record(), "occurrences", document=sole(Document).pk, anchor="s1", relation="source"
        ),
        "A recommendation has one source",
    ),
    "instrument_at_treaty_collection": (
        lambda: changed(sole(Instrument), treaty_collection="https://example.org/treaties.un.org/"),
        "This is no page of the UN Treaty Collection.",
    ),
    "instrument_name_once": (lambda: like(InstrumentName), "Name already exists"),
    "one_short_name_per_language": (
        lambda: one_more(sole(Instrument), "names", language="en", kind="short", name="Other"),
        "one short name in each language",
    ),
    "one_provision_name_a_language": (lambda: like(ProvisionName), "Language already exists"),
    "provision_unique": (lambda: like(Provision, slug="another"), "Number already exists"),
    "citation_stands_in_one_place": (
        lambda: like(Citation, paragraph=sole(Paragraph).pk, start=1),
        "A citation stands in one place",
    ),
    "citation_resolved_or_reason": (
        lambda: changed(sole(Citation), unresolved=Unresolved.NOT_HELD),
        "or else why the citation leads nowhere",
    ),
    "citation_once_in_text": (lambda: like(Citation), "and Part cited already exists"),
    "citation_once_in_paragraph": (
        lambda: new(Citation, Citation.objects.get(paragraph__isnull=False)),
        "and Part cited already exists",
    ),
    "provision_linked_once": (lambda: like(ProvisionLink), "Provision already exists"),
    "one_link_reason_per_language": (
        lambda: like(ProvisionLinkReason),
        "Language already exists",
    ),
    "citation_once_in_heading": (
        lambda: new(Citation, Citation.objects.get(section__isnull=False)),
        "and Part cited already exists",
    ),
    "citation_once_in_footnote": (
        lambda: new(Citation, Citation.objects.get(footnote__isnull=False)),
        "and Part cited already exists",
    ),
    "relation_stated_once": (lambda: like(Relation), "Other recommendation already exists"),
    "one_relation_note_per_language": (lambda: like(RelationNote), "Language already exists"),
    "relation_between_two": (
        lambda: like(Relation, target=record().pk),
        "A recommendation cannot relate to itself.",
    ),
    "what_documents_print_is_certain": (
        lambda: changed(sole(Relation), origin="document", confidence="possible"),
        "A relation that a document prints is certain",
    ),
}

#: The same and other mistakes in other forms.
MORE_MISTAKES: dict[str, tuple[Mistake, str]] = {
    "a second source on its own page": (
        lambda: like(Occurrence, anchor="s1"),
        "A recommendation has one source",
    ),
    "a second short name on its own page": (
        lambda: like(InstrumentName, name="Other"),
        "The instrument has a short name in this language already",
    ),
    "a text twice in a table": (
        lambda: one_more(
            record(), "texts", language="zh-hans", text_status="official", text="又一次。"
        ),
        "Please correct the duplicate data for language.",
    ),
    "a relation to itself in a table": (
        lambda: one_more(
            record(),
            "relations",
            type="extends",
            target=record().pk,
            origin="curator",
            confidence="certain",
        ),
        "A recommendation cannot relate to itself.",
    ),
    "a citation in a table that leads somewhere and nowhere": (
        lambda: one_more(
            record().texts.get(),
            "citations",
            start=9,
            as_written="第二条",
            kind="article",
            reference="treaty-1-1",
            provision=sole(Provision).pk,
            unresolved=Unresolved.NOT_HELD,
        ),
        "or else why the citation leads nowhere",
    ),
    "a theme under one that is under it": (
        lambda: changed(
            sole(Theme),
            parent=Theme.objects.create(
                slug="below", scheme="chapters", position=99, parent=sole(Theme)
            ).pk,
        ),
        "A theme cannot be placed under itself.",
    ),
    "a place that the document does not have": (
        lambda: like(Occurrence, anchor="p77", relation="restatement"),
        "has no passage “p77”",
    ),
    "no symbol": (
        lambda: changed(sole(Document), symbol="WG.7 report"),
        "is not the symbol of a United Nations document",
    ),
    "evidence in no document": (
        lambda: changed(sole(WorkingGroupSession), evidence="somewhere#p1"),
        "is not the symbol of a United Nations document",
    ),
    "a code that there is": (
        lambda: new_draft_coded(CODE),
        "Code already exists",
    ),
    "a number too large for the database": (
        lambda: changed(sole(WorkingGroupSession), number="9" * 30),
        "less than or equal to",
    ),
    "a zero byte": (
        lambda: changed(sole(Document), **{"titles-0-title": "a\0b"}),
        "Null characters are not allowed",
    ),
}


def test_every_constraint_on_what_can_be_changed_has_its_mistake() -> None:
    constraints = [
        constraint.name
        for model in MODELS
        if model not in READ_ONLY
        for constraint in model._meta.constraints
        if not constraint.name.endswith("_publication_known")  # No form changes it.
    ]
    assert sorted(constraints) == sorted(MISTAKES)


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("mistake", [*MISTAKES, *MORE_MISTAKES])
def test_mistakes_are_said_beside_the_form(admin_client: Client, mistake: str) -> None:
    make, message = (MISTAKES | MORE_MISTAKES)[mistake]
    assert message in errors(save(admin_client, *make()))


# The frame


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_admin_speaks_the_curators_language(client: Client, language: str) -> None:
    page = Page(client.get("/admin/login/", headers={"Accept-Language": language}))
    assert page.one("html").lang == language
    assert ("登录" in page.text) == (language == "zh-hans")


def test_the_admin_says_whose_it_is_and_whose_not(admin_client: Client) -> None:
    page = Page(admin_client.get("/admin/"))
    assert page.one("div#site-name").text == "Recommendations on the Smuggling of Migrants"
    assert "Not a UN website" in page.one("footer#footer").text


@pytest.mark.django_db
def test_a_form_names_the_character_that_no_print_has(admin_client: Client) -> None:
    record = make_recommendation("2012/5")
    url = address(record, "change")

    def damage(values: Values) -> Values:
        [name] = [name for name in values if name.startswith("texts-") and name.endswith("-0-text")]
        return values | {name: "缔约国\r\n应\u200b当"}

    response = save(admin_client, url, damage)
    assert "Line 2, character 2: U+200B ZERO WIDTH SPACE. It is invisible" in errors(response)
    assert "\u200b" not in record.texts.get().text
