"""Modal words and parties in the Arabic of United Nations texts, with or without vowel signs.

The verb goes before its subject (``ينبغي للدول الأطراف أن``), and without vowel signs the passive
(``تُشجَّع الدول الأطراف على``) is written as the active: what follows such a verb is asked, but for a
body that itself is followed by whom it asks (``يشجع الفريق العامل الدول الأطراف على``).
"""

from __future__ import annotations

from recommendations.texts.modality.grammar import ModalForm, ModalityGrammar, ModalPosition

THE = r"(?:ال|لل)"
TREATY = (
    r"(?:\s+في\s+(?:بروتوكول\s+تهريب\s+المهاجرين|البروتوكول|الاتفاقية"
    r"|اتفاقية\s+الجريمة\s+المنظمة)(?:\s+وبروتوكولاتها)?)?"
)
MEETING = (
    rf"{THE}مؤتمر|ل?مؤتمر\s+(?:الأطراف|الدول\s+الأطراف)(?:\s+في\s+(?:اتفاقية\s+الأمم\s+المتحدة"
    r"\s+لمكافحة\s+الجريمة\s+المنظمة\s+عبر\s+الوطنية|الاتفاقية))?"
)
GROUP = rf"{THE}فريق\s+العامل(?:\s+المعني\s+بتهريب\s+المهاجرين)?"
#: Those who may speak between the verb and whom they ask.
SPEAKER = (
    rf"(?:(?:{MEETING}|{GROUP}|الجمعية\s+العامة|الجمعية|اللجنة|المجلس|المجموعة|الاتحاد\s+الأوروبي"
    r"|المقررة?\s+الخاصة?)\s+)?+"
)
#: A verb after this says what others are to do or did: ``أن تشجع``.
NOT_VERB = r"(?<!\bان\s)(?<!\bلم\s)(?<!\bلا\s)(?<!\bالتي\s)(?<!\bالذي\s)(?<!\bما\s)"
WEIGH = r"(?:أن\s+(?:[تي]واصل\s+)?[تي]نظر(?:وا)?\s(?:[^.؛:،]{1,60}\s)?|النظر\s+)في"

GRAMMAR = ModalityGrammar(
    parties={
        "states-not-party": (
            rf"{THE}دول\s+(?:غير\s+الأطراف|التي\s+(?:لم\s+(?:تصدق|تنضم|تصبح)|ليست\s+أطرافا)"
            r"[^،.؛:]*?)(?=\s+(?:على\s+أن|إلى\s+أن|أن)\s|[،.؛:]|\s|$)"
        ),
        "states-parties": rf"{THE}دول\s+الأطراف{TREATY}|{THE}دولة\s+الطرف",
        "member-states": rf"{THE}دول(?:ة)?\s+(?:الأعضاء|العضو)",
        "conference": MEETING,
        "working-group": GROUP,
        "secretariat": rf"{THE}أمانة(?:\s+العامة)?",
        "unodc": (
            r"ل?مكتب\s+الأمم\s+المتحدة\s+المعني\s+بالمخدرات\s+والجريمة"
            rf"(?:\s+\((?:المكتب|مكتب\s+المخدرات\s+والجريمة)\))?|{THE}مكتب"
            r"|ل?مكتب\s+المخدرات\s+والجريمة"
        ),
        "international-organizations": (
            rf"{THE}منظمات\s+(?:(?:الإقليمية|الحكومية|غير\s+الحكومية)\s+)?(?:و?الإقليمية\s+)?"
            r"و?(?:الدولية|الحكومية\s+الدولية)(?:\s+والإقليمية)?(?:\s+ذات\s+الصلة)?"
        ),
        "states": (
            rf"{THE}(?:دول|دولة|بلدان|حكومات)(?:\s+(?:المنشأ|الأصل)(?:\s+و(?:العبور|المقصد))*)?"
            r"|ل?(?:دول|بلدان)\s+(?:المنشأ|العبور|المقصد)(?:\s+و(?:العبور|المقصد))*"
        ),
    },
    words=(
        ModalForm("urge", r"ينبغي\s+حث(?=\s)|ينبغي(?=\s+[^.؛:،]{1,60}\sأن\s+[تي]حث\s)"),
        ModalForm("call-upon", r"ينبغي(?=\s+[^.؛:،]{1,60}\sأن\s+[تي](?:هيب|ناشد)\s)"),
        ModalForm("should-consider", rf"ينبغي(?=\s+(?:(?!\bأن\b)[^.؛:]){{0,110}}?{WEIGH}\s)"),
        ModalForm(
            "should",
            r"ينبغي(?!\s+(?:الإشارة|التذكير|ملاحظة|التنويه)\b)(?!\s+أن\s+(?:يكون|تكون)\s+قد\s)",
        ),
        ModalForm(
            "may-wish",
            r"(?:قد|ربما)\s+(?:[تي]ود|[تي]رغب|[تي]رتئي)"
            r"|لعل(?:ها|ه|هم)(?=\s+(?:[تي]ود|[تي]رغب|[تي]رتئي)(?:ون|وا)?\s)"
            r"|لعل(?=\s+[^.؛:،]{0,110}?\s(?:[تي]ود|[تي]رغب|[تي]رتئي)\s)",
        ),
        ModalForm("invite", r"مدعو(?:ة|ون|ان)?(?=\s+إلى\b)"),
        ModalForm("encourage", r"مشجع(?:ة|ون)?(?=\s+على\b)"),
        ModalForm("request", r"مطلوب(?=\s+(?:من|إلى)\b)", asks_object=True),
        ModalForm(
            "recommend",
            rf"{NOT_VERB}(?:[تي]وصي|أوصي|أوصت)",
            ModalPosition.OPENING,
            asks_object=True,
        ),
        ModalForm("urge", rf"{NOT_VERB}(?:[تي]حث|حث|حثت)", ModalPosition.OPENING, asks_object=True),
        ModalForm(
            "call-upon",
            rf"{NOT_VERB}(?:[تي]هيب|[تي]هاب|[تي]ناشد|أهاب|أهابت|ناشد|ناشدت)",
            ModalPosition.OPENING,
            asks_object=True,
        ),
        ModalForm(
            "encourage", rf"{NOT_VERB}(?:[تي]شجع|شجعت?)", ModalPosition.OPENING, asks_object=True
        ),
        ModalForm(
            "invite",
            rf"{NOT_VERB}(?:[تي]دعو|[تي]دعى|دعا|دعت)",
            ModalPosition.OPENING,
            asks_object=True,
        ),
        ModalForm(
            "request",
            rf"{NOT_VERB}(?:[تي]طلب|طلبت?|[تي]رجو|[تي]رجى)",
            ModalPosition.OPENING,
            asks_object=True,
        ),
        ModalForm("may", r"يجوز(?:\s+دعوة)?|يمكن(?=\s+ل)", ModalPosition.BESIDE_SUBJECT),
    ),
    not_done=r"(?:ال|لل)دول\s+التي\s+لم\s+تفعل\s+ذلك",
    joining=r"تصدق|التصديق|تنضم|الانضمام|تصبح\s+أطراف",
    determiners=r"(?:ل?(?:جميع|كل|سائر|كافة|بعض|سواها\s+من)\s+)?",
    conjunction=r"(?:و|أو\s+|فضلا\s+عن\s+|وكذلك\s+)(?:إلى\s+|على\s+|ل)?",
    before_subject=r"أن|إن|حيث|لكن|بينما|أما|وأن|فإن",
    governors=r"من|إلى|على|في|بين|مع|عن|لدى|عبر|ضد|مساعدة|دعم|تعاون|قيام|سيما|ومنها",
    adverbs=r"أيضا|كذلك|بالتالي|بشدة|مجددا|بقوة|لذلك|لذا|كما",
    asking=(
        r"(?:\s+(?:[تي]ود|[تي]رغب|[تي]رتئي))?\s+(?:في\s+)?أن\s+(?:[تي]نظر\s+في\s+أن\s+)?"
        r"(?:[تي]وصي|[تي]حث|[تي]شجع|[تي]دعو|[تي]طلب|[تي]هيب|[تي]ناشد)\s+"
        r"(?:إلى\s+|من\s+|ب|بأن\s+\w+\s+)?"
    ),
    before_object=(
        rf"(?:\s+(?:أيضا|كذلك|بشدة|بقوة))*\s+{SPEAKER}(?:أيضا\s+)?"
        r"(?:إلى\s+|من\s+|على\s+|ب(?=ال|جميع|كافة|سائر))?(?:بأن\s+\w+\s+|أن\s+\w+\s+)?"
    ),
    late_subject=r"(?:\s+(?:أيضا|كذلك))*\s+(?:على\s+|من\s+|أن\s+\w+\s+)?(?:أيضا\s+)?",
    proclitics=r"[وف]?",
    presentation=r"النظر\s+في\s+التوصيات\s+التالية",
)
