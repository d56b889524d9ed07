"""A glossary of words of the texts, for readers of a language that no text is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from recommendations.search.query import Query

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

#: Words that the Chinese texts use, by what they mean; a test holds that each finds a record.
WORDS: dict[str, StrPromise] = {
    "海上": _("at sea"),
    "儿童": _("children"),
    "执法": _("law enforcement"),
    "庇护": _("asylum"),
    "边境": _("borders"),
    "民间社会": _("civil society"),
    "没收": _("confiscation"),
    "领事": _("consular services"),
    "腐败": _("corruption"),
    "COVID-19": _("COVID-19"),
    "刑事定罪": _("criminalization"),
    "数据": _("data"),
    "电子证据": _("electronic evidence"),
    "证据": _("evidence"),
    "引渡": _("extradition"),
    "金融": _("financial institutions and investigations"),
    "人权": _("human rights"),
    "情报": _("intelligence and information"),
    "互联网": _("Internet"),
    "联合侦查": _("joint investigations"),
    "立法": _("legislation"),
    "联络官": _("liaison officers"),
    "媒体": _("media"),
    "洗钱": _("money-laundering"),
    "多机构": _("multi-agency centres"),
    "司法协助": _("mutual legal assistance"),
    "有组织犯罪集团": _("organized criminal groups"),
    "私营部门": _("private sector"),
    "起诉": _("prosecution"),
    "难民": _("refugees"),
    "返回": _("return of migrants"),
    "根源": _("root causes"),
    "特殊侦查": _("special investigative techniques"),
    "技术援助": _("technical assistance"),
    "贩运人口": _("trafficking in persons"),
    "培训": _("training"),
    "旅行证件": _("travel documents"),
    "船只": _("vessels"),
    "签证": _("visas"),
    "证人": _("witnesses"),
    "妇女": _("women"),
}
#: As many as the home page suggests.
FEW = 3


def source_words(query: Query) -> list[str]:
    """Return the words of the texts whose meaning contains all that was searched for."""
    needles = [term.needle for term in query.positive_terms]
    found = (
        word
        for word, meaning in WORDS.items()
        if all(needle in str(meaning).casefold() for needle in needles)
    )
    return list(found) if needles else []
