"""How this project's templates are read."""

from django.template.base import Origin
from django.template.loaders import filesystem


class Loader(filesystem.Loader):
    """Leaves out the line break that ends a page or a part of one.

    Else a space would follow what is included within a line of words, and in Chinese be seen.
    """

    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        return contents.removesuffix("\n") if origin.name.endswith(".html") else contents
