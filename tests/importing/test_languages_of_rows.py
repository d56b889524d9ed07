"""A record of a document in any language gets its modal word, addressees and citations in that."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from recommendations.importing.editorial_data import DocumentFacts, read_editorial_data
from recommendations.importing.reading.parsed_document import ParsedRecommendation
from recommendations.importing.rows.row_builder import RowBuilder

EDITORIAL = Path(settings.BASE_DIR) / "fixtures/editorial"
SYMBOL = "CTOC/COP/WG.7/2026/4"
TEXTS = {
    "ar": ("ينبغي للدول الأطراف أن تنفذ المادة 16 من بروتوكول تهريب المهاجرين.", "ينبغي"),
    "zh-hans": ("缔约国应当执行《偷运移民议定书》第 16 条。", "应当"),
    "en": (
        "States parties should apply article 16 of the Smuggling of Migrants Protocol.",
        "should",
    ),
    "fr": (
        (
            "Les États parties devraient appliquer l’article 16 du Protocole relatif au trafic"
            " illicite de migrants."
        ),
        "devraient",
    ),
    "ru": (
        (
            "Государствам-участникам следует осуществлять статью 16 Протокола о незаконном ввозе"
            " мигрантов."
        ),
        "следует",
    ),
    "es": (
        (
            "Los Estados parte deberían aplicar el artículo 16 del Protocolo contra el Tráfico"
            " Ilícito de Migrantes."
        ),
        "deberían",
    ),
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_record_is_read_in_the_language_of_its_document(language: str) -> None:
    text, modal = TEXTS[language]
    builder = RowBuilder(read_editorial_data(EDITORIAL), anchors={}, stages=None, subjects=())
    facts = DocumentFacts(SYMBOL, language, "report", 2026, "printed")
    parsed = ParsedRecommendation("r1", "adopted", 1, "", text, "")
    rows = list(builder.record_rows(facts, parsed))
    fields = {row["model"].rpartition(".")[2]: row["fields"] for row in rows}
    assert fields["recommendation"]["strength"] == "should"
    assert fields["recommendationaddressee"]["addressee"] == "states-parties"
    assert (fields["recommendationtext"]["language"], fields["recommendationtext"]["modal"]) == (
        language,
        modal,
    )
    cited = fields["citation"]
    assert cited["provision"] == ["som-protocol", "article", 16]
    assert text[cited["start"] :].startswith(cited["as_written"])
