"""The loader of this project's templates."""

import re

from django.template.base import Origin
from django.template.loaders import filesystem

INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class Loader(filesystem.Loader):
    """Leaves out the indentation of pages, and the line break that ends a part of one.

    Indentation is a fifth of what a page would weigh. After a line break a space would follow what
    is included within a line of words, and in Chinese be seen.
    """

    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        if not origin.name.endswith(".html"):
            return contents
        return INDENTATION.sub("", contents).removesuffix("\n")
