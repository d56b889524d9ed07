"""The findings on records that are held in another language: what the words of a file say else."""

from __future__ import annotations

from recommendations.agreement.comparison import text_differences
from recommendations.agreement.text_facts import RecordText
from recommendations.citations.context import TreatyNames
from recommendations.importing import fixtures
from recommendations.importing.batches.plan import BatchPlan
from recommendations.importing.editorial_data import read_editorial_data
from recommendations.importing.inquiries.questions import Message, message
from recommendations.models import Recommendation, RecommendationText
from smuggling_kb.preference import SOURCE


def language_findings(plan: BatchPlan) -> dict[str, list[Message]]:
    """Return what does not match in the records that a file adds a language to, by their codes.

    Their words are compared with those that the same document has in another language; a query.
    """
    held = RecommendationText.objects.filter(
        recommendation__code__in=plan.aligned_codes,
        source__version__document__symbol=plan.symbol,
    ).exclude(language=plan.language)
    if not plan.aligned_codes:
        return {}
    names = TreatyNames(read_editorial_data(fixtures.EDITORIAL).treaty_names(SOURCE))
    found: dict[str, list[Message]] = {}
    for text in held.select_related("recommendation").order_by("pk"):
        code = text.recommendation.code
        one = RecordText(text.language, text.text, text.chapeau)
        fields = plan.text_fields(code)
        other = RecordText(plan.language, fields["text"], fields["chapeau"])
        if code not in found:
            differences = text_differences(one, other, names)
            found[code] = [message(each.template, **each.values) for each in differences]
    return {code: each for code, each in found.items() if each}


def missing_in_language(plan: BatchPlan) -> list[str]:
    """Return the codes of the records of a document that its file in another language has not."""
    if not plan.aligned_codes:
        return []
    records = Recommendation.objects.filter(
        occurrences__document__symbol=plan.symbol, occurrences__relation="source"
    )
    codes = records.exclude(code__in=plan.codes).in_code_order()
    return list(codes.values_list("code", flat=True))
