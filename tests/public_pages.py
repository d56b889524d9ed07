"""Every public page of the site by its route: what is asked of all pages is asked of these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern

LONGEST = "documents/CTOC/COP/WG.7/2022/2/"

#: The pages of each route and the states they can be in, without the language before them.
PAGES = {
    "": ("",),
    "about/": ("about/",),
    "about/data/": ("about/data/",),
    "about/search/": ("about/search/",),
    "about/terms/": ("about/terms/",),
    "about/accessibility/": ("about/accessibility/",),
    "contact/": ("contact/",),
    "sessions/": ("sessions/",),
    "sessions/<int:number>/": (
        "sessions/1/",
        "sessions/4/",  # Not held.
    ),
    "recommendations/": (
        "recommendations/",
        "recommendations/?page=2&group=session",
        "recommendations/?q=儿童&theme=protection",
        'recommendations/?q=(海上 OR 返还) -theme:research 主题:x foo:y "',
        "recommendations/?q=***",
        "recommendations/?view=table&group=session&q=儿童",
        "recommendations/?theme=research&session=1&strength=may",  # Empty.
        "recommendations/?topic=children&view=table&columns=topics",
        "recommendations/?session=4",  # Not held.
        "recommendations/?sesion=1&theme=x",  # Faulty.
    ),
    "recommendations/<code:code>/": (
        "recommendations/2013/92/",
        "recommendations/2013/90/",
        "recommendations/2022/61b/",
        "recommendations/2010/54a/",
    ),
    "recommendations/print/": (
        "recommendations/print/",
        "recommendations/print/?theme=research&view=table&group=session",
        "recommendations/print/?theme=research&session=1&strength=may",  # Empty.
        "recommendations/print/?sesion=1&theme=x",  # Faulty.
    ),
    "themes/": ("themes/",),
    "themes/<slug:slug>/": ("themes/cooperation/",),
    "families/": ("families/",),
    "families/<code:code>/": (
        "families/2012/52/",
        "families/2013/92/",
        "families/2012/5/",  # Stands alone.
    ),
    "compare/": (
        "compare/",
        "compare/?code=2019/22a",
        "compare/?code=2012/52&code=2019/22a",
        "compare/?code=2013/92&code=2020/18&code=2022/3b&code=2012/5&code=2012/6&code=2012/7",
        "compare/?code=2012/52x&code=61",  # Faulty.
    ),
    "index/": ("index/",),
    "index/crosswalk/": ("index/crosswalk/",),
    "index/<slug:slug>/": (
        "index/information-sharing/",
        "index/corruption/",
        "index/migration-opportunities/",  # Nothing stands there.
    ),
    "documents/": ("documents/",),
    "documents/<symbol:symbol>/": (LONGEST,),
    "documents/<symbol:symbol>/citations/": (
        f"{LONGEST}citations/",
        "documents/CTOC/COP/WG.7/2020/4/citations/",
    ),
    "documents/citing/": ("documents/citing/",),
    "passages/": (
        "passages/",
        "passages/?q=哈瓦拉",
        "passages/?q=偷运移民&page=3&kind=footnote&kind=item",
        "passages/?q=theme:protection 海上",  # Empty: passages have no theme.
        "passages/?q=***",
        "passages/?document=A/CONF.213/7&kind=question&year=2022",  # Empty.
        "passages/?kind=x",  # Faulty.
    ),
    "resources/": (
        "resources/",
        "resources/?kind=mechanism&document=CTOC/COP/WG.7/2022/2",  # Empty.
        "resources/?kind=x",  # Faulty.
    ),
    "go/": (
        "go/",
        "go/?ref=CTOC/COP/WG.7/2022/2，第61(b)至(d)段",
        "go/?ref=第6/3号决议",
        "go/?ref=CTOC/COP/WG.7/2018/3, para. 8",  # Not held.
        "go/?ref=https://documents.un.org/doc/undoc/gen/v20/055/61/pdf/v2005561.pdf",
    ),
    "explore/": ("explore/",),
    "explore/<slug:slug>/": (
        "explore/matrix/",
        "explore/articles/",
        "explore/timeline/",
        "explore/strength/",
        "explore/strength-themes/",
        "explore/addressees/",
        "explore/gaps/",
    ),
    "brief/": (
        "brief/",
        "brief/?theme=research",
        "brief/?article=som-protocol-16",
        "brief/?theme=research&session=1&strength=may",  # Empty.
        "brief/?session=4",  # Not held.
        "brief/?sesion=1",  # Faulty.
    ),
    "articles/": ("articles/",),
    "alignment/": (
        "alignment/",
        "alignment/?language=fr&status=missing",
        "alignment/?language=zh-hans&difference=items",  # Empty.
        "alignment/?difference=x",  # Faulty.
    ),
    "concordance/": ("concordance/", "concordance/?sort=report", "concordance/?sort=x"),
    "citations/": ("citations/", "citations/?kind=resolution"),
    "verify/": (
        "verify/",
        "verify/?version=0123456789ab",  # Unknown.
        "verify/?version=x",  # Faulty.
    ),
    "report/": (
        "report/",
        "report/?code=2012/5",
        "report/?address=/documents/CTOC/COP/WG.7/2022/2/%23p61",
        "report/?code=2012/999",  # Faulty.
    ),
    "articles/<slug:instrument>/": ("articles/som-protocol/",),
    "articles/<slug:instrument>/<part:part>/": (
        "articles/som-protocol/16/",
        "articles/som-protocol/25/",  # Nothing cites it.
    ),
}
#: Routes that answer with something else than a page.
OTHERS = {
    "admin/",
    "language/",
    "healthz",
    "readyz",
    "metrics",
    ".well-known/security.txt",
    "robots.txt",
    "favicon.ico",
    "sitemap.xml",
    "opensearch.xml",
    "recommendations.<format:extension>",
    "recommendations.csv-metadata.json",
    "documents/citing.csv",
    "documents/citing.svg",
    "documents/citing.png",
    "documents/citing/<slug:variant>.svg",
    "passages.csv",
    "passages.csv-metadata.json",
    "passages.json",
    "alignment.csv",
    "concordance.csv",
    "recommendations/suggest/",
    "explore/<slug:slug>.svg",
    "explore/<slug:slug>.png",
    "explore/<slug:slug>/<slug:variant>.svg",
    "explore/<slug:slug>.csv",
    "brief.docx",
    "recommendations/<year:year>/",
    "recommendations/<code:code>.json",
    "recommendations/<code:code>.<reference:extension>",
    # There is one for each report that was sent.
    "report/<slug:reference>/",
}
NOWHERE = "nothing/"

ALL = (*(page for pages in PAGES.values() for page in pages), NOWHERE)

#: Of the pages that are not answered with 200.
STATUSES = {
    "recommendations/?sesion=1&theme=x": 400,
    "recommendations/print/?sesion=1&theme=x": 400,
    "passages/?kind=x": 400,
    "resources/?kind=x": 400,
    "alignment/?difference=x": 400,
    "brief/?sesion=1": 400,
    "go/?ref=CTOC/COP/WG.7/2018/3, para. 8": 404,
    "go/?ref=https://documents.un.org/doc/undoc/gen/v20/055/61/pdf/v2005561.pdf": 404,
    "families/2012/5/": 404,
    "compare/?code=2012/52x&code=61": 400,
    "concordance/?sort=x": 400,
    "report/?code=2012/999": 400,
    "verify/?version=0123456789ab": 404,
    "verify/?version=x": 400,
    NOWHERE: 404,
}


def routes() -> set[str]:
    """The routes of the whole site, without languages and without what is inside the admin."""
    found = _routes(get_resolver().url_patterns, "")
    return {route for route in found if not route.startswith("^admin/")}


def _routes(patterns: list[Any], before: str) -> Iterator[str]:
    for each in patterns:
        localized_routes = isinstance(each.pattern, LocalePrefixPattern)
        route = before + ("" if localized_routes else str(each.pattern))
        if hasattr(each, "url_patterns") and route != "admin/":
            yield from _routes(each.url_patterns, route)
        elif route == "admin/" or not route.startswith(("admin/", "^admin/")):
            yield route
