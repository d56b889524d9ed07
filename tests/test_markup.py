"""The check of every page finds what it is there for."""

import pytest

from tests import markup

PAGE = '<!doctype html><html lang="{lang}"><title>T</title><body><h1>One</h1>{body}</body></html>'

FAULTS = {
    "<h1>Two</h1>": "2 <h1> instead of one",
    '<p id="a"><p id="a">': "id 'a' occurs 2 times",
    '<input name="q">': "<input name='q'> has no label",
    '<select name="year"></select>': "<select name='year'> has no label",
    "<style>p {}</style>": "<style> in the page",
    "<script>run()</script>": "<script> without src",
    '<p style="color: red">': "<p style=…>",
    '<a href="/" onclick="run()">': "<a onclick=…>",
    "{{ recommendation }}": "{{ in the page",
    '<a href="{% url %}">': "{% in the page",
}


@pytest.mark.parametrize(("body", "problem"), FAULTS.items())
def test_a_fault_is_found(body: str, problem: str) -> None:
    assert markup.problems(PAGE.format(lang="en", body=body)) == [problem]


def test_a_page_says_its_language() -> None:
    assert markup.problems(PAGE.format(lang="", body="")) == ["<html> has no lang"]


@pytest.mark.parametrize(
    "body",
    [
        '<label for="q">Search</label><input id="q" name="q">',
        '<label><input type="checkbox" name="theme"> Prevention</label>',
        '<input name="q" aria-label="Search">',
        '<input type="hidden" name="sort"><input type="submit">',
        '<script src="/static/site.js"></script>',
        '<script type="application/ld+json">{}</script>',
    ],
)
def test_a_sound_page_has_no_fault(body: str) -> None:
    assert markup.problems(PAGE.format(lang="en", body=body)) == []


def test_a_space_after_a_wide_mark_is_found_in_chinese_sentences_of_ours() -> None:
    ours = '<p>文本：中文。 <a href="/">试查</a></p><p>好。</p>\n<p>是。</p>'
    printed = '<p lang="zh-Hans">原文。 如此</p><p>网址：<code>/zh-hans/： a</code></p>'
    page = PAGE.format(lang="zh-Hans", body=ours + printed)
    assert markup.problems(page) == ["'文本：中文。 试查' in a Chinese sentence"]
    assert markup.problems(PAGE.format(lang="en", body=ours)) == []
