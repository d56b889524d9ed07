"""Photographs kinds of pages of a running site in each language, and lays them out on sheets.

    var/venv/bin/python -m tests.browser.contact_sheet http://127.0.0.1:8000 FOLDER \
        [--admin PATH SESSION] [--languages ar fr] [--every-page]

A sheet for each language and each way of looking goes to FOLDER, its pictures beside it. PATH is
a page of the admin, such as a batch's, and SESSION the cookie of somebody who may see it.
"""

from __future__ import annotations

import re
import shutil
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from smuggling_kb.languages import INTERFACE
from tests.browser.conftest import ARGUMENTS
from tests.public_pages import ALL

#: One page of each kind, and what finds nothing or is not there.
PAGES = (
    "",
    "recommendations/",
    "recommendations/2013/92/",
    "documents/CTOC/COP/WG.7/2020/4/#p4",
    "index/",
    "explore/",
    "recommendations/?q={words}",
    "recommendations/?theme=research&session=1&strength=may",
    "nothing/",
)
#: Words that are searched for in each language.
WORDS = {
    "ar": "الأطفال",
    "zh-hans": "儿童",
    "en": "children",
    "fr": "enfants",
    "ru": "дети",
    "es": "niños",
}
COLUMNS = 5


@dataclass(frozen=True)
class Way:
    """A way of looking at pages; of each, the beginning is shown."""

    name: str
    width: int
    height: int
    dark: bool = False
    paper: bool = False
    languages: tuple[str, ...] = INTERFACE


WAYS = (
    Way("desk", 1280, 1100),
    Way("phone", 375, 1100),
    Way("desk-dark", 1280, 1100, dark=True, languages=("ar", "zh-hans")),
    Way("phone-dark", 375, 1100, dark=True, languages=("ar", "zh-hans")),
    Way("print", 720, 1018, paper=True, languages=("ar", "zh-hans")),
)


@dataclass(frozen=True)
class Camera:
    """A browser before a site; ``session`` lets it see ``admin_path`` too."""

    browser: Browser
    site: str
    folder: Path
    admin_path: str = ""
    session: str = ""

    def photograph(self, paths: Iterable[str], language: str, way: Way) -> dict[str, Path]:
        """Return a picture of each page in one language, by the page's path."""
        context = self._context(language, way)
        page = context.new_page()
        page.emulate_media(media="print" if way.paper else "screen")
        addresses = {path: f"/{language}/{path.format(words=WORDS[language])}" for path in paths}
        if self.admin_path:
            addresses[self.admin_path] = self.admin_path
        taken = {}
        for path, address in addresses.items():
            page.goto(f"{self.site}{address}")
            name = re.sub(r"[^0-9A-Za-z一-鿿]+", "-", path).strip("-") or "home"
            taken[path] = self.folder / f"{language}-{way.name}-{name}.png"
            page.screenshot(path=taken[path])
        context.close()
        return taken

    def _context(self, language: str, way: Way) -> BrowserContext:
        context = self.browser.new_context(
            viewport={"width": way.width, "height": way.height},
            color_scheme="dark" if way.dark else "light",
        )
        cookies = {"django_language": language, "sessionid": self.session}
        context.add_cookies(
            [
                {"name": name, "value": value, "url": self.site}
                for name, value in cookies.items()
                if value
            ]
        )
        return context

    def lay_out(self, taken: dict[str, Path], sheet: Path, width: int) -> None:
        """Make one picture of all, each under its path."""
        figures = "".join(
            f"<figure><figcaption>{path or 'home'}</figcaption>"
            f'<img src="{picture.resolve().as_uri()}"></figure>'
            for path, picture in taken.items()
        )
        page = sheet.with_suffix(".html")
        page.write_text(
            "<!doctype html><meta charset=utf-8><style>"
            f"body{{margin:8px;display:grid;grid-template-columns:repeat({COLUMNS},{width}px);"
            "gap:8px;background:#888;font:12px sans-serif}figure{margin:0;background:#fff}"
            f"img{{width:100%;display:block}}</style>{figures}",
            encoding="utf-8",
        )
        window = {"width": COLUMNS * (width + 8) + 16, "height": 900}
        context = self.browser.new_context(viewport=window)  # type: ignore[arg-type]
        view = context.new_page()
        view.goto(page.resolve().as_uri())
        view.screenshot(path=sheet, full_page=True)
        context.close()
        page.unlink()


def main() -> None:
    """Take all pictures, then make the sheets."""
    parser = ArgumentParser()
    parser.add_argument("site")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--admin", nargs=2, default=("", ""), metavar=("PATH", "SESSION"))
    parser.add_argument("--languages", nargs="+", default=INTERFACE)
    parser.add_argument("--every-page", action="store_true")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    paths = [path.replace("{", "{{").replace("}", "}}") for path in ALL]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        camera = Camera(browser, asked.site.rstrip("/"), asked.folder, *asked.admin)
        for way in WAYS:
            for language in sorted(set(way.languages) & set(asked.languages)):
                taken = camera.photograph(paths if asked.every_page else PAGES, language, way)
                sheet = asked.folder / f"sheet-{language}-{way.name}.png"
                camera.lay_out(taken, sheet, min(way.width, 480))
        browser.close()


if __name__ == "__main__":
    main()
