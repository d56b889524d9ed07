"""The headings of a document as a tree."""

from sessions.contents import headings_by_section, top_headings
from sessions.models import Section


def section(pk: int, parent: int | None, level: int) -> Section:
    return Section(pk=pk, parent_id=parent, level=level, heading=f"Heading {pk}")


def test_headings_stand_under_those_above_them() -> None:
    first, second = top_headings(
        headings_by_section(
            [section(1, None, 1), section(2, 1, 2), section(3, 1, 2), section(4, None, 1)]
        )
    )
    assert [heading.section.pk for heading in first.children] == [2, 3]
    assert (second.section.pk, second.children) == (4, [])


def test_the_depth_skips_no_step_though_the_printed_levels_do() -> None:
    found = headings_by_section([section(1, None, 1), section(2, 1, 4), section(3, 2, 6)])
    assert [heading.depth for heading in found.values()] == [1, 2, 3]
