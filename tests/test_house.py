"""The rules of the house: docs/ARCHITECTURE.md and CONTRIBUTING.md, held to their word."""

import ast
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.urls import get_resolver

from smuggling_kb.management.commands import check_translations

ROOT = Path(settings.BASE_DIR)
APPS = ("smuggling_kb", "sessions", "recommendations")

#: What people read before they run or change anything.
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/ARCHITECTURE.md",
    "docs/PERFORMANCE.md",
)

#: What is not in the repository.
MADE = {
    ".git",
    "var",
    "__pycache__",
    ".import_linter_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
}


def files(suffix: str = "") -> list[Path]:
    """The project's own files, as paths from its root."""
    return sorted(
        path.relative_to(ROOT)
        for path in ROOT.rglob(f"*{suffix}")
        if path.is_file() and MADE.isdisjoint(path.relative_to(ROOT).parts)
    )


def module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


MODULES = {module(path): path for path in files(".py") if path.parts[0] in APPS}
#: The same without migrations, which stay as they were made.
WRITTEN = [path for path in MODULES.values() if "migrations" not in path.parts]


def within(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def test_the_environment_is_read_in_the_settings_alone() -> None:
    readers = {name for name, path in MODULES.items() if "os.environ" in (ROOT / path).read_text()}
    assert readers <= {"smuggling_kb.wsgi"}


def test_no_file_is_a_lumber_room() -> None:
    rooms = {"utils", "helpers", "common", "misc", "core"}
    assert [path for path in files() if rooms & {path.stem, *path.parent.parts}] == []


def test_files_name_no_machine() -> None:
    """No path of this machine, and no address from which packages come."""
    hosts = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "debian" + ".org")
    homes = [f"{folder}/" for folder in (ROOT, Path.home()) if folder != Path("/")]
    for path in files():
        content = (ROOT / path).read_bytes()
        named = [name for name in (*hosts, *homes) if name.encode() in content]
        assert not named, path


@pytest.mark.parametrize("lock", ["requirements", "requirements-dev", "requirements-bench"])
def test_every_package_is_locked_by_hash_and_every_choice_has_its_reason(lock: str) -> None:
    choices = (ROOT / f"{lock}.in").read_text(encoding="utf-8")
    locked = (ROOT / f"{lock}.txt").read_text(encoding="utf-8")
    for line in re.findall(r"^\w.*$", choices, re.MULTILINE):
        assert re.search(r" # \S", line), f"{line} has no reason"
        assert f"# {line}\n" in locked, f"{lock}.txt is older than {lock}.in: .ci/lock"
    packages = re.findall(r"^\w.*$", locked, re.MULTILINE)
    assert packages
    assert all(re.fullmatch(r"[\w.-]+==\S+ \\", package) for package in packages)
    assert "--index-url" not in locked
    assert "--find-links" not in locked


def test_translations_are_compiled() -> None:
    if shutil.which("msgfmt") is None:
        pytest.skip("gettext's programs are not installed")
    catalogs = check_translations.catalogs()
    assert catalogs
    assert not any(check_translations.stale_catalog(catalog) for catalog in catalogs)


@pytest.mark.parametrize("page", DOCUMENTS)
def test_documents_name_only_commands_that_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    program = (ROOT / "run").read_text(encoding="utf-8")
    for command in re.findall(r"\./run ([a-z]+)", text):
        assert f"./run {command}" in program
    assert set(re.findall(r"\./run manage ([a-z_]+)", text)) <= set(get_commands())


@pytest.mark.parametrize("page", DOCUMENTS)
def test_documents_name_only_files_that_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"`(\w[\w./-]*/[\w.-]*)`", text)
    linked = re.findall(r"\]\(([\w./-]+)\)", text)
    missing = [path for path in named if not (ROOT / path).exists() and not path.startswith("var/")]
    missing += [path for path in linked if not (ROOT / page).parent.joinpath(path).exists()]
    assert missing == []


#: The modules that tell stages of the editorial workflow apart.
NAME_STAGES = (
    "recommendations.models",
    "recommendations.curation.workflow",
    "recommendations.admin",
)


def test_only_models_workflow_and_admin_name_the_stage_that_is_public() -> None:
    named = [
        str(path)
        for name, path in MODULES.items()
        if "WorkflowStage.PUBLISHED" in (ROOT / path).read_text(encoding="utf-8")
        if not within(name, *NAME_STAGES)
    ]
    assert named == []


def views(patterns: list[Any]) -> Iterator[Callable[..., Any]]:
    for each in patterns:
        if hasattr(each, "url_patterns"):
            yield from views(each.url_patterns)
        else:
            yield each.callback


def test_views_are_named_for_what_they_show() -> None:
    """``record_list``, ``chart_svg``: no view is called as those of other pages are."""
    named = {f"{view.__module__}.{view.__name__}" for view in views(get_resolver().url_patterns)}
    own = {name for name in named if name.partition(".")[0] in APPS}
    assert len(own) > 40
    assert [name for name in own if re.search(r"\.(page|index|table|json)$", name)] == []


def public_names(path: Path) -> Iterator[str]:
    """The classes and functions of a module that others may use."""
    for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node.name


def test_no_two_public_classes_or_functions_have_one_name() -> None:
    """``Command`` is Django's name for each command, and migrations are named by their files."""
    places: dict[str, list[str]] = {}
    for module_name, path in MODULES.items():
        if "migrations" not in path.parts:
            for name in public_names(path):
                places.setdefault(name, []).append(module_name)
    assert {
        name: found for name, found in places.items() if len(found) > 1 and name != "Command"
    } == {}


#: Packages that Django asks for; their names say it all.
EXPECTED = {"migrations", "management", "commands"}
PACKAGES = sorted(
    path.parent
    for path in MODULES.values()
    if path.name == "__init__.py" and EXPECTED.isdisjoint(path.parts)
)


@pytest.mark.parametrize("package", PACKAGES, ids=str)
def test_the_architecture_says_of_each_package_what_the_package_says(package: Path) -> None:
    described = (ROOT / "docs/ARCHITECTURE.md").read_text(encoding="utf-8")
    source = (ROOT / package / "__init__.py").read_text(encoding="utf-8")
    line = (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0].replace("``", "`")
    assert line
    assert f"| `{package}/` | {line} |" in described


#: Modules with marks inside words, with pictures, or with the fields of Django's admin.
HAVE_HTML = (
    "recommendations.rendering",
    "recommendations.search.highlight",
    "recommendations.pages.drawings.svg",
    "recommendations.templatetags",
    "recommendations.admin",
    "sessions.symbol_html",
    "sessions.admin",
    "smuggling_kb.templatetags",
    "smuggling_kb.admin.cells",
)
TAG = re.compile(r"(?<!P)</?[a-z][a-z0-9]*[ >/]")


def test_html_is_written_in_templates() -> None:
    named = [
        str(path)
        for name, path in MODULES.items()
        if not within(name, *HAVE_HTML) and any(map(TAG.search, strings(path)))
    ]
    assert named == []


def strings(path: Path) -> Iterator[str]:
    """The strings in a file that are no docstrings."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Constant) and not isinstance(node, ast.Expr):
                yield str(child.value)


#: Modules that one sees at a glance.
MOST_MODULES = 20


def test_no_package_has_more_modules_than_one_sees_at_a_glance() -> None:
    counts = Counter(path.parent for path in WRITTEN if path.name != "__init__.py")
    assert {package: n for package, n in counts.items() if n > MOST_MODULES} == {}


def test_beside_packages_stands_only_what_django_asks_for() -> None:
    loose = {path.name for path in MODULES.values() if path.parent == Path("recommendations")}
    assert loose == {"__init__.py", "apps.py", "urls.py", "converters.py"}


#: The field's own words, and two that only end so.
ENDING_SO = {
    *(
        "folding",
        "importing",
        "matching",
        "meeting",
        "numbering",
        "ordering",
        "ranking",
        "rendering",
    ),
    *("scoring", "spelling", "stemming", "wording", "query_string"),
}


def test_modules_are_named_by_nouns() -> None:
    words = {path.stem for path in WRITTEN}
    assert {word for word in words if word.endswith("ing")} <= ENDING_SO


def test_models_and_templates_are_short() -> None:
    assert [path for path in files(".py") if "models" in str(path) and len(lines(path)) > 400] == []
    templates = [path for path in files() if path.parts[0] == "templates"]
    assert templates
    assert [path for path in templates if any(len(line) > 140 for line in lines(path))] == []


def lines(path: Path) -> list[str]:
    return (ROOT / path).read_text(encoding="utf-8").splitlines()


def test_docstrings_are_sentences() -> None:
    found = [
        f"{path}: {docstring.splitlines()[0]}"
        for path in WRITTEN
        for docstring in docstrings(path)
        if re.match(r"(What|Which|Whether|Those|Of)\b", docstring)
    ]
    assert found == []


def test_functions_are_named_by_verbs_or_by_nouns_with_their_object() -> None:
    """No bare participle and no bare preposition: ``asked`` by whom, ``within`` what?"""
    bare = [
        f"{path}: {name}"
        for path in WRITTEN
        for name in function_names(path)
        if name not in ALLOWED_NAMES and BARE_WORDS.fullmatch(name)
    ]
    assert bare == []


def function_names(path: Path) -> Iterator[str]:
    """The names of functions, methods and properties, at any depth; underscores before aside."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and "_" not in (name := node.name.lstrip("_")):
            yield name


def docstrings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""


#: Prepositions, and participles that no ending tells.
BARE_WORDS = re.compile(
    "about|above|across|after|along|among|around|as|at|before|behind|below|beside|between|by|down|"
    "during|for|from|in|inside|into|near|of|off|on|out|over|per|since|through|to|towards|under|"
    "until|up|with|within|without|"
    "begun|bound|brought|built|chosen|cut|done|drawn|forgotten|found|given|gone|heard|held|hidden|"
    "kept|known|laid|left|lost|made|meant|met|put|read|said|seen|sent|set|shown|sought|spoken|"
    "taken|taught|thought|told|understood|won|written|"
    r"\w+[^e]ed|\w{2,}ing"
)
#: What QuerySets narrow to, as Django's own do, or its number; and nouns that only end so.
ALLOWED_NAMES = {
    *("adopted", "archived", "marked", "proposed", "published", "unresolved"),
    *("everything", "heading", "ranking", "warning", "wording"),
}


def test_every_decision_has_a_number_of_its_own_which_its_title_says() -> None:
    records = sorted((ROOT / "docs/adr").glob("*.md"))
    numbers = [int(path.name[:4]) for path in records]
    assert numbers == list(range(1, len(records) + 1))
    for number, path in zip(numbers, records, strict=True):
        assert path.read_text(encoding="utf-8").startswith(f"# {number}. "), path.name
