"""The files of ``deploy/`` agree with the site and with one another."""

import re
from configparser import ConfigParser

import pytest

from smuggling_kb.settings import env
from tests.deploy.nodes import read_environment
from tests.deploy.proxy import DEPLOY, NAME

UNITS = ("smuggling-kb@.service", "smuggling-kb-backup.service")


def test_the_environment_file_names_settings_that_exist() -> None:
    settings = read_environment()
    assert settings.keys() <= env.scheme.keys()
    assert settings["SECRET_KEY"] == ""
    assert settings["ALLOWED_HOSTS"] == NAME


@pytest.mark.parametrize("name", UNITS)
def test_the_units_start_what_exists(name: str) -> None:
    unit = ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / name)
    service = unit["Service"]
    assert service["ExecStart"].startswith(f"{service['WorkingDirectory']}/run ")
    assert service["EnvironmentFile"] == "/etc/smuggling-kb.env"
    assert service["UMask"] == "0077"
    assert service["NoNewPrivileges"] == "yes"


def test_every_file_is_explained() -> None:
    readme = (DEPLOY / "README.md").read_text(encoding="utf-8")
    names = {path.name for path in DEPLOY.iterdir()} - {"README.md", "smuggling-kb-backup.timer"}
    assert all(f"`{name}`" in readme for name in names)


def test_the_proxy_sets_the_headers_that_the_site_believes() -> None:
    proxy = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    settings = read_environment()
    for name in ("HTTPS_HEADER", "CLIENT_ADDRESS_HEADER"):
        assert re.search(rf"proxy_set_header {settings[name]} \$", proxy)
