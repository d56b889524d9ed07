"""Photographs every kind of page of a running site, and lays the pictures out on sheets.

    var/venv/bin/python -m tests.browser.contact_sheet http://127.0.0.1:8000 FOLDER

Pictures of whole pages go to FOLDER, one sheet for each language and each way of looking.
"""

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from smuggling_kb.languages import INTERFACE
from tests.browser.conftest import ARGUMENTS
from tests.public_pages import ALL

#: What a sheet shows of a page that is longer, and its size there.
SHOWN, COLUMNS, THUMB = 1800, 6, 240


@dataclass(frozen=True)
class Way:
    """A way of looking at pages."""

    name: str
    width: int
    dark: bool = False
    paper: bool = False


WAYS = (
    Way("desktop-light", 1280),
    Way("desktop-dark", 1280, dark=True),
    Way("phone-light", 375),
    Way("phone-dark", 375, dark=True),
    Way("print", 720, paper=True),
)


def main(site: str, folder: Path) -> None:
    """Take all pictures, then make the sheets."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        for language in INTERFACE:
            for way in WAYS:
                taken = photograph(browser, site, folder, language, way)
                lay_out(browser, taken, folder / f"sheet-{language}-{way.name}.jpg")
        browser.close()


def photograph(
    browser: Browser, site: str, folder: Path, language: str, way: Way
) -> dict[str, Path]:
    """A picture of every page in one language, by the page's path."""
    window = {"width": way.width, "height": 900}
    scheme = "dark" if way.dark else "light"
    context = browser.new_context(viewport=window, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.emulate_media(media="print" if way.paper else "screen")
    taken = {}
    for path in ALL:
        page.goto(f"{site}/{language}/{path}")
        name = re.sub(r"[^0-9A-Za-z一-鿿]+", "-", path).strip("-") or "home"
        taken[path] = folder / f"{language}-{way.name}-{name}.png"
        page.screenshot(path=taken[path], full_page=True)
    context.close()
    return taken


def lay_out(browser: Browser, taken: dict[str, Path], sheet: Path) -> None:
    """One picture of all, each under its path; of long pages the beginning."""
    figures = "".join(
        f'<figure><figcaption>/{path}</figcaption><div><img src="{picture.resolve().as_uri()}">'
        "</div></figure>"
        for path, picture in taken.items()
    )
    page = sheet.with_suffix(".html")
    page.write_text(
        "<!doctype html><meta charset=utf-8><style>"
        f"body{{margin:8px;display:grid;grid-template-columns:repeat({COLUMNS},{THUMB}px);gap:8px;"
        "background:#888;font:12px sans-serif}figure{margin:0;background:#fff}"
        f"div{{max-height:{SHOWN * THUMB // 1280}px;overflow:hidden}}"
        f"img{{width:100%;display:block}}</style>{figures}",
        encoding="utf-8",
    )
    window = {"width": COLUMNS * (THUMB + 8) + 16, "height": 900}
    context = browser.new_context(viewport=window)  # type: ignore[arg-type]
    view = context.new_page()
    view.goto(page.resolve().as_uri())
    view.screenshot(path=sheet, full_page=True, type="jpeg", quality=60)
    context.close()
    page.unlink()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
