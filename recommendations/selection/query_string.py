"""Query strings as text: what other sites append to them, what is empty, how they are written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from urllib.parse import quote_plus

from django.http import QueryDict

#: Names that other sites and programs append to addresses that people share. They say who came
#: from where, and nothing about the page. None is a parameter of this site.
TRACKING = frozenset(
    {
        # Google, Microsoft, Yandex
        *("_ga", "_gl", "dclid", "gad_campaignid", "gad_source", "gbraid", "gclid", "gclsrc"),
        *("srsltid", "wbraid", "msclkid", "yclid", "ysclid", "_openstat"),
        # Facebook, Instagram, Twitter, TikTok, LinkedIn, Pinterest, Reddit, Snapchat
        *("fbclid", "fb_action_ids", "fb_source", "igsh", "igshid", "ref_src", "ref_url", "twclid"),
        *("si", "ttclid", "li_fat_id", "trk", "epik", "rdt_cid", "ScCid"),
        # Newsletters
        *("mc_cid", "mc_eid", "mkt_tok", "oly_anon_id", "oly_enc_id", "vero_id", "_hsenc", "_hsmi"),
        # WeChat
        *("clicktime", "enterid", "from", "isappinstalled", "nsukey", "scene"),
        *("sharer_shareinfo", "sharer_shareinfo_first", "sharer_sharetime", "sharer_shareid"),
        *("wechat_real_lang", "wechat_redirect", "weixin_share", "wxshare_count"),
        # Weibo
        *("featurecode", "lfid", "luicode", "sourceType", "weibo_id", "wm"),
        # Baidu, 360, Alibaba, Bilibili, Toutiao, Xiaohongshu, Zhihu
        *("bd_vid", "hmci", "hmcu", "hmkw", "hmpl", "hmsr", "qhclickid", "scm", "spm"),
        *("plat_id", "share_from", "share_id", "share_medium", "share_plat", "share_session_id"),
        *("share_source", "share_tag", "share_times", "share_token", "unique_k", "vd_source"),
        *("tt_from", "appuid", "apptime", "xhsshare", "xsec_source", "xsec_token", "utm"),
    }
)
#: Characters of the longest words that are kept in memory: those of visitors may be of any length.
SHORT = 100
TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_")


def without_tracking(params: QueryDict) -> QueryDict:
    """The query string without what follows visitors around."""
    kept = params.copy()
    for name in params:
        if name in TRACKING or name.startswith(TRACKING_PREFIXES):
            del kept[name]
    return kept


def without_blanks(params: QueryDict, names: Collection[str]) -> QueryDict:
    """The query string without empty values of these parameters: a plain form sends ``q=``."""
    kept = params.copy()
    for name in names:
        values = [value for value in params.getlist(name) if value]
        kept.setlist(name, values) if values else kept.pop(name, None)
    return kept


def query_string(params: Mapping[str, list[str]]) -> str:
    """``?theme=protection&page=2``; nothing for no parameters."""
    pairs = (
        f"{_quote(name)}={_quote(value)}" for name, values in params.items() for value in values
    )
    return f"?{'&'.join(pairs)}" if params else ""


def _quote(words: str) -> str:
    return _quote_short(words) if len(words) <= SHORT else quote_plus(words, safe="/")


@lru_cache(maxsize=4096)
def _quote_short(words: str) -> str:
    """The same few hundred names and values stand in every address of a list."""
    return quote_plus(words, safe="/")
