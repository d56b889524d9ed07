"""The state of data, index and kept pages, for the operator's page and Prometheus."""

from __future__ import annotations

from collections.abc import Iterator

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.index import current_index
from recommendations.index.provider import last_index_build
from recommendations.names.data_versions import data_version_name
from recommendations.pages.page_cache import kept_pages
from smuggling_kb.models import Revision
from smuggling_kb.monitoring.server_state import format_moment
from smuggling_kb.monitoring.site_state import SECTIONS, StateFact, StateSection


def data_facts() -> Iterator[StateFact]:
    """Yield which data are public, and when they were last written."""
    version, revision = current_index().data_version, Revision.objects.current()
    yield StateFact(
        _("data version"),
        data_version_name(version),
        "smuggling_kb_data_version_info",
        1,
        (("version", version.digest if version.pk else ""),),
    )
    yield StateFact(
        _("writes so far"),
        str(revision.number),
        "smuggling_kb_revision",
        revision.number,
    )
    yield StateFact(
        _("last write"),
        format_moment(revision.changed),
        "smuggling_kb_last_write_timestamp_seconds",
        revision.changed.timestamp(),
    )


def index_facts() -> Iterator[StateFact]:
    """Yield what this process has in memory of the published records, and its kept pages."""
    index, build = current_index(), last_index_build()
    yield StateFact(
        _("published recommendations"), str(index.size), "smuggling_kb_index_records", index.size
    )
    if build is not None:
        yield StateFact(
            _("built"),
            format_moment(build.at),
            "smuggling_kb_index_built_timestamp_seconds",
            build.at.timestamp(),
        )
        yield StateFact(
            _("built in"),
            _("%(seconds)s seconds") % {"seconds": round(build.seconds, 2)},
            "smuggling_kb_index_build_seconds",
            build.seconds,
        )
        yield StateFact(
            _("memory that building it took"),
            filesizeformat(build.memory),
            "smuggling_kb_index_bytes",
            build.memory,
        )
    count, size = kept_pages()
    yield StateFact(_("kept pages"), str(count), "smuggling_kb_kept_pages", count)
    yield StateFact(_("size of kept pages"), filesizeformat(size), "smuggling_kb_kept_bytes", size)


def add_data_sections() -> None:
    """Put the sections of this module before those of the server."""
    SECTIONS[:0] = (
        StateSection(gettext_lazy("Data"), data_facts),
        StateSection(gettext_lazy("Index and kept pages of this process"), index_facts),
    )
