"""Arabic."""

import re

from recommendations.importing.grammars.grammar import (
    Announcement,
    Grammar,
    any_of,
    ordinal_pattern,
)
from recommendations.texts.dates import MONTHS

MONTH = any_of(MONTHS["ar"])
ORDINALS = (
    *("الأولى?", "الثانية?", "الثالثة?", "الرابعة?", "الخامسة?", "السادسة?", "السابعة?"),
    *("الثامنة?", "التاسعة?", "العاشرة?", "الحادية? عشرة?", "الثانية? عشرة?", "الثالثة? عشرة?"),
    *("الرابعة? عشرة?", "الخامسة? عشرة?", "السادسة? عشرة?", "السابعة? عشرة?", "الثامنة? عشرة?"),
    *("التاسعة? عشرة?", "العشر(?:ون|ين)"),
)
ORDINAL = ordinal_pattern(ORDINALS, "")
GROUP = (
    r"(?:ال|لل|بال)فريق العامل (?:الحكومي الدولي |المؤقت |المفتوح العضوية )*المعني بتهريب المهاجرين"
)

ARABIC = Grammar(
    language="ar",
    function_words=frozenset(
        ["في", "من", "على", "إلى", "أن", "التي", "عن", "الأمم", "بشأن", "هذا", "ذلك"]
    ),
    chapters=(
        *("أولاً?", "ثانياً?", "ثالثاً?", "رابعاً?", "خامساً?", "سادساً?", "سابعاً?", "ثامناً?"),
        *("تاسعاً?", "عاشراً?", "حادي عشر", "ثاني عشر", "ثالث عشر", "رابع عشر", "خامس عشر"),
    ),
    sections=(
        *("ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء", "كاف", "لام"),
        *("ميم", "نون", "سين", "عين", "فاء", "صاد", "قاف", "راء"),
    ),
    alphabets=("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",),
    chapter_mark=r" ?[-–—.]",
    number_mark=r" ?[-–—.]",
    recommendation="التوصية",
    annex=re.compile(r"(?:ال)?مرفق(?: (?:الأول|الثاني|الثالث|الرابع))?\*?"),
    genres=(
        ("compilation", re.compile(r"(?:تجميع|مجموعة|خلاصة|خلاصة وافية|ملخص).*توصيات")),
        ("background-paper", re.compile(r"(?:ورقة|وثيقة) (?:معلومات أساسية|مرجعية|خلفية)")),
        ("working-paper", re.compile(r"ورقة عمل")),
        ("provisional-agenda", re.compile(r"^جدول الأعمال المؤقت")),
        ("report", re.compile(r"^(?:مشروع )?(?:ال)?تقرير ")),
        ("resolution", re.compile(r"^(?:مشروع )?(?:ال)?قرار ")),
    ),
    agenda_item=re.compile(r"البن(?:د|ود) .*جدول الأعمال"),
    author=re.compile(r".*(?:الأمانة|من إعداد الأمانة)"),
    title_of_report=re.compile(r"(?:مشروع )?(?:ال)?تقرير .*"),
    working_group=re.compile(GROUP),
    body=re.compile(
        r"(?:ال|لل)(?:فريق العامل|لجنة|فريق|جنة) (?:المعنية?|الخبراء) [^،.؛:()]{3,80}?"
        r"(?=،|\.|؛|:|\(| المعقود| عن|$)"
    ),
    opening=re.compile(
        rf"(?:عقد (?:{GROUP}|الفريق العامل)(?: \([^)]*\))? (?:اجتماعه|دورته) {ORDINAL}"
        rf"|عُقد(?:ت)? (?:الاجتماع|الدورة) {ORDINAL.replace('ordinal', 'other')} (?:{GROUP}"
        r"|للفريق العامل))"
    ),
    example_body="الفريق العامل المعني بتهريب المهاجرين",
    example="عقد الفريق العامل المعني بتهريب المهاجرين اجتماعه الثالث عشر في",
    example_chapter="أولا-",
    ordinals=ORDINALS,
    days=re.compile(
        rf"(?<!\d)(?:(?P<day>\d{{1,2}})(?: (?P<month>{MONTH}))?(?: و|و| إلى | - |-|–))??"
        rf"(?P<last_day>\d{{1,2}}) (?P<last_month>{MONTH}) (?P<year>\d{{4}})"
    ),
    months=MONTHS["ar"],
    cities={"فيينا": "vienna"},
    adoption=re.compile(r"(?:اعتمد|أقر|وافق)\b.{0,160}التوصيات (?:التالية|الواردة أدناه)[.:]$"),
    announcements=(
        Announcement(
            re.compile(r"توصياته السابقة[^.]*(?:شدد|أكد|أشار)[^.]*:$"),
            "adopted",
        ),
        Announcement(
            re.compile(
                r"لعل الفريق العامل (?:يود|يرغب)[^.]*(?:يوصي|توصية|يدعو|يحث|يشجع|يطلب)[^.]*:$"
            ),
            "proposed",
        ),
        Announcement(
            re.compile(
                r"(?:قد يود|قد يرغب) الفريق العامل[^.]*(?:يوصي|توصية|يدعو|يحث|يشجع|يطلب)[^.]*:$"
            ),
            "proposed",
        ),
        Announcement(re.compile(r"لعل المؤتمر يود[^.]*التوصيات[^.]*:$"), "proposed"),
        Announcement(re.compile(r"اعتمد[^.]*(?:ال)?قراره? [\d/]+،[^.]*:$"), "resolution"),
    ),
    possible_announcement=re.compile(
        r"(?:ينبغي|[يت]وصي|أوصى|[يت]حث|[يت]دعو|[يت]دعى|[يت]شجع|[يت]طلب|لعل|يجوز|يمكن|[يت]ود)"
    ),
    before_last_item=("و", "أو", "و/أو"),
    compiled_meeting=re.compile(
        rf".*(?:اجتماعه|الاجتماع|دورته|الدورة) {ORDINAL}.*?(?P<year>\d{{4}}).*"
    ),
    sentence_end=r"[.!؟:؛…]",
)
