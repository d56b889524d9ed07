"""Differences as they are shown, and as they are heard."""

from django.utils.translation import override

from recommendations.rendering.diff import mark_changes, render_added, render_removed

HEARD = '<span class="vh" lang="en" dir="ltr">{}</span>'
END = HEARD.format("]")


def test_what_went_and_what_came_is_marked_for_the_eye_and_the_ear() -> None:
    assert mark_changes("缔约国应当合作", "缔约国应当立即合作") == (
        f"缔约国应当{HEARD.format('[added: ')}<ins>立即</ins>{END}合作"
    )
    assert mark_changes("States should act", "States may act") == (
        f"States {HEARD.format('[removed: ')}<del>should</del>{END}"
        f"{HEARD.format('[added: ')}<ins>may</ins>{END} act"
    )


def test_words_are_harmless_in_html() -> None:
    assert "&lt;<" in mark_changes("<b>", "<i>")
    assert "<b>" not in mark_changes("<b>", "<i>")
    assert "<script>" not in render_removed("<script>") + render_added("<script>")


def test_nothing_is_marked_where_nothing_differs() -> None:
    assert mark_changes("合作", "合作") == "合作"
    assert mark_changes("", "") == render_removed("") == render_added("") == ""


def test_what_is_heard_is_in_the_language_of_the_page() -> None:
    with override("zh-hans"):
        assert 'lang="zh-Hans"' in render_added("act")
