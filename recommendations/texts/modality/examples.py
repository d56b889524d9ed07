"""Examples of the modal words that are read in each language but Chinese, by strength."""

from __future__ import annotations

#: In the order of the strengths; within each, by language.
EXAMPLES = {
    "should": {
        "ar": "ينبغي",
        "en": "should",
        "fr": "devraient",
        "ru": "следует",
        "es": "deberían",
    },
    "should-consider": {
        "ar": "ينبغي",
        "en": "should consider",
        "fr": "devraient envisager",
        "ru": "следует рассмотреть",
        "es": "deberían considerar",
    },
    "recommend": {
        "ar": "يوصي",
        "en": "recommends",
        "fr": "recommande",
        "ru": "рекомендует",
        "es": "recomienda",
    },
    "urge": {
        "ar": "يحث",
        "en": "urges",
        "fr": "prie instamment",
        "ru": "настоятельно призывает",
        "es": "insta",
    },
    "call-upon": {
        "ar": "يهيب",
        "en": "calls upon",
        "fr": "engage",
        "ru": "призывает",
        "es": "exhorta",
    },
    "encourage": {
        "ar": "يشجع",
        "en": "encourages",
        "fr": "encourage",
        "ru": "поощряет",
        "es": "alienta",
    },
    "invite": {
        "ar": "يدعو",
        "en": "invites",
        "fr": "invite",
        "ru": "предлагает",
        "es": "invita",
    },
    "request": {
        "ar": "يطلب",
        "en": "requests",
        "fr": "prie",
        "ru": "просит",
        "es": "solicita",
    },
    "may-wish": {
        "ar": "لعل",
        "en": "may wish",
        "fr": "voudront peut-être",
        "ru": "возможно, пожелают",
        "es": "tal vez deseen",
    },
    "may": {
        "ar": "يجوز",
        "en": "may",
        "fr": "peuvent",
        "ru": "могут",
        "es": "pueden",
    },
}
