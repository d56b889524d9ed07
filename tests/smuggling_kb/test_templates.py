"""How templates are written: in lines that can be read, joined where no space may appear."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.template import engines
from django.utils.translation import override
from jinja2 import UndefinedError

from recommendations.rendering.environment import environment
from smuggling_kb.management.commands.check_templates import template_names
from smuggling_kb.management.commands.makemessages import calls_of_gettext

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "templates"
FILES = sorted(FOLDER.rglob("*.html"))
TEMPLATES = [name for name in template_names() if name.endswith(".html")]
ADMIN = Path(admin.__file__).parent / "templates"
#: Characters of the longest line.
LONGEST = 140
#: Templates that Django looks for by their names.
ERRORS = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
#: Templates whose names are put together from a model's.
NAMED_BY_MODEL = {
    "admin/recommendations/recommendation/additions.html",
    "admin/recommendations/recommendation/table.html",
    "admin/recommendations/recommendation/table_preview.html",
}

SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("recommendations", "sessions", "smuggling_kb", "templates")
    for suffix in ("*.py", "*.html")
    for path in sorted((ROOT / folder).rglob(suffix))
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_line_is_longer_than_can_be_read(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > LONGEST] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_is_used(name: str) -> None:
    takes_the_place_of_djangos = (ADMIN / "admin" / Path(name).name).exists()
    assert name in ERRORS | NAMED_BY_MODEL or f'"{name}"' in SOURCES or takes_the_place_of_djangos


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("儿童\n  {{ word }}\n\n", "儿童和妇女"),
        ("<p>\n  {% if word %} and {{ word }}\n  {% endif %}\n</p>", "<p> and 和妇女</p>"),
        ('<a\n  href="/"\n  rel="next">\n  {{ word }}\n</a>', '<a href="/" rel="next">和妇女</a>'),
        ('<a{% if word %}\n  rel="next"{% endif %}>\n</a>', '<a rel="next"></a>'),
        ("{% for each in word %}\n  {{ each }}\n{% endfor %}", "和妇女"),
    ],
)
def test_joined_lines_have_no_space_between_them(source: str, html: str) -> None:
    template = engines["django"].from_string(f"{{% joinlines %}}{source}{{% endjoinlines %}}")
    assert template.render({"word": "和妇女"}) == html


def test_the_line_break_that_ends_a_file_is_left_out() -> None:
    source = (ROOT / "templates" / "families" / "_legend.html").read_text(encoding="utf-8")
    html = engines["django"].get_template("families/_legend.html").render({"went": "", "came": ""})
    assert source.endswith("\n")
    assert html == html.rstrip()


def test_templates_of_jinja2_say_so() -> None:
    for path in (FOLDER / "jinja2").rglob("*.html"):
        assert path.read_text(encoding="utf-8").startswith("{# Jinja2: ")


def test_what_a_template_of_jinja2_does_not_know_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        engines["jinja2"].from_string("{{ unknown }}").render()


def test_templates_of_jinja2_escape_what_is_no_html() -> None:
    template = engines["jinja2"].from_string('{{ _("Page %(number)s", number=words) }}')
    assert template.render({"words": "<b>"}) == "Page &lt;b&gt;"


@pytest.mark.parametrize(("language", "name"), [("en", "Search"), ("zh-hans", "搜索")])
def test_templates_of_jinja2_are_compiled_with_the_words_of_a_language(
    language: str, name: str
) -> None:
    with override(language):
        source = environment().compile('{{ _("Search") }}{{ url("home") }}', raw=True)
    assert f"'{name}/{language}/'" in source


def test_strings_of_jinja2_are_collected() -> None:
    source = (
        '{{ _("One") }}{{ pgettext("list", ", ") }}{{ ngettext("%(n)s a", "%(n)s b", 2, n=2) }}'
    )
    assert calls_of_gettext(source).splitlines() == [
        "_('One')",
        "pgettext('list', ', ')",
        "ngettext('%(n)s a', '%(n)s b')",
    ]
