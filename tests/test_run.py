"""``./run``: the one command, from a bare machine to a served page."""

import ast
import contextlib
import importlib.machinery
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program as a module, in a project with locks but without packages."""
    module = load_run()
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VAR", tmp_path / "var")
    monkeypatch.setattr(module, "VENV", tmp_path / "var" / "venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / "var" / "venv" / "bin" / "python")
    monkeypatch.setattr(module, "STAMP", tmp_path / "var" / "venv" / "installed.json")
    for lock in module.DEVELOPMENT:
        (tmp_path / lock).write_text("package==1")
    return module


def load_run() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("run", str(ROOT / "run"))
    module = ModuleType(loader.name)
    module.__file__ = loader.path
    loader.exec_module(module)
    return module


@pytest.fixture
def steps(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what an installation did, in order; nothing is really installed."""
    steps: list[str] = []

    def make_venv() -> None:
        steps.append("venv")
        shutil.rmtree(run.VENV, ignore_errors=True)
        run.PYTHON.parent.mkdir(parents=True)
        run.PYTHON.touch()

    monkeypatch.setattr(run, "make_venv", make_venv)
    monkeypatch.setattr(run, "install_packages", steps.append)
    return steps


def test_packages_are_installed_once(run: ModuleType, steps: list[str]) -> None:
    run.install(run.SITE)
    run.install(run.SITE)
    assert steps == ["venv", "requirements.txt"]


def test_tests_add_their_packages_to_the_sites(run: ModuleType, steps: list[str]) -> None:
    run.install(run.SITE)
    run.install(run.DEVELOPMENT)
    assert steps == ["venv", "requirements.txt", "requirements-dev.txt"]
    run.install(run.SITE)
    assert len(steps) == 3


def test_a_changed_lock_makes_the_environment_anew(run: ModuleType, steps: list[str]) -> None:
    run.install(run.DEVELOPMENT)
    steps.clear()
    (run.ROOT / "requirements.txt").write_text("package==2")
    run.install(run.SITE)
    assert steps == ["venv", "requirements.txt"]


def test_an_interrupted_installation_is_made_anew(
    run: ModuleType, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(lock: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr(run, "install_packages", interrupt)
        with pytest.raises(KeyboardInterrupt):
            run.install(run.SITE)
    steps.clear()
    run.install(run.SITE)
    assert steps == ["venv", "requirements.txt"]


def test_an_environment_whose_python_is_gone_is_made_anew(
    run: ModuleType, steps: list[str]
) -> None:
    run.install(run.SITE)
    run.PYTHON.unlink()
    steps.clear()
    run.install(run.SITE)
    assert steps == ["venv", "requirements.txt"]


def test_a_missing_venv_module_is_named(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        run.make_venv()


def test_an_old_python_can_read_as_far_as_the_message() -> None:
    ast.parse((ROOT / "run").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_nothing_but_the_standard_library_is_needed() -> None:
    for program in ("run", "tests/postgresql.py"):
        tree = ast.parse((ROOT / program).read_text(encoding="utf-8"))
        modules = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        } | {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        top = {str(module).partition(".")[0] for module in modules} - {"tests"}
        assert top <= sys.stdlib_module_names


@pytest.mark.parametrize(("word", "status"), [("--help", 0), ("tets", 2)])
def test_help_names_the_commands(
    run: ModuleType, word: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main([word]) == status
    printed = capsys.readouterr().out
    for command in ("./run ", "./run test", "./run bench", "./run check", "./run manage"):
        assert command in printed


def test_all_checks_run_even_if_one_fails(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "install", lambda locks: None)
    monkeypatch.setattr(run, "python", lambda *arguments, **environment: "mypy" in arguments)
    assert run.check() == 1
    assert f"{len(run.CHECKS) - 1} checks passed, 1 failed types" in capsys.readouterr().out


@contextlib.contextmanager
def served(var: Path, port: int = 0) -> Iterator["subprocess.Popen[str]"]:
    """A server of an empty site with two processes for pages, as ``./run`` starts it."""
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(port)]
    environment = {
        **os.environ,
        "VAR_DIR": str(var),
        "DATABASE_URL": "",
        "WEB_CONCURRENCY": "2",
    }
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def address(process: "subprocess.Popen[str]") -> str:
    """Where the server says that it serves, once it is ready."""
    assert process.stdout
    for line in process.stdout:
        if match := re.fullmatch(r"Serving on (http://127\.0\.0\.1:\d+/)\n", line):
            return match[1]
    pytest.fail(process.stderr.read() if process.stderr else "no address")


@contextlib.contextmanager
def unfinished_forms(place: str, count: int) -> Iterator[None]:
    """Visitors who begin to send a form, and never end."""
    host, _colon, port = place.removeprefix("http://").rstrip("/").partition(":")
    form = (
        f"POST /language/ HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: csrftoken={'x' * 32}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\nusername=a"
    )
    with contextlib.ExitStack() as visitors:
        for _each in range(count):
            visitor = visitors.enter_context(socket.create_connection((host, int(port))))
            visitor.sendall(form.encode())
        yield


def test_a_start_from_nothing_serves_pages_until_interrupted(tmp_path: Path) -> None:
    with served(tmp_path) as process:
        place = address(process)
        with unfinished_forms(place, 8):
            page = urllib.request.urlopen(place + "en/").read().decode()  # noqa: S310
            alive = urllib.request.urlopen(place + "healthz").read()  # noqa: S310
        os.killpg(process.pid, signal.SIGINT)  # As Ctrl-C does: to the server's processes too.
        output, errors = process.communicate(timeout=600)
    assert "<h1" in page
    assert alive == b"ok\n"
    assert process.returncode == 0
    assert output == ""
    assert "Traceback" not in errors


def test_a_port_in_use_is_said_plainly(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with served(tmp_path, port) as process:
            _output, errors = process.communicate(timeout=600)
    assert process.returncode == 1
    assert errors == (
        f"CommandError: Port {port} is in use. Another can be given: ./run --port {port + 1}\n"
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "databases"),
    [
        ([], {}, ["sqlite"]),
        (["--all"], {}, ["sqlite", "postgresql"]),
        ([], {"CI": "true"}, ["sqlite", "postgresql"]),
        (["--all"], {"DATABASE_URL": "sqlite:///x"}, ["sqlite"]),
    ],
)
def test_the_suite_runs_on_the_databases_asked_for(
    run: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environment: dict[str, str],
    databases: list[str],
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(run, "install", lambda locks: None)
    monkeypatch.setattr(run, "python", lambda *_arguments: asked.append("sqlite"))
    monkeypatch.setattr(run, "test_on_postgresql", lambda _pytest: asked.append("postgresql"))
    for name in ("CI", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    run.test(arguments)
    assert asked == databases
