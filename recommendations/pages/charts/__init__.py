"""Charts of what was recommended: a module for each, and a line in ``PICTURES``."""

from __future__ import annotations

from recommendations.pages.charts import (
    addressee_themes,
    article_themes,
    gaps,
    strength_sessions,
    strength_themes,
    theme_sessions,
    timeline,
)

#: Every picture by the name that addresses use, in the order of the overview.
PICTURES = {
    picture.slug: picture
    for picture in (
        theme_sessions.PICTURE,
        article_themes.PICTURE,
        timeline.PICTURE,
        strength_sessions.PICTURE,
        strength_themes.PICTURE,
        addressee_themes.PICTURE,
        gaps.PICTURE,
    )
}
