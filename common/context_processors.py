"""What templates/base.html needs on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from common.locale import current_locale

THEMES = ("light", "dark")
# Each language in its own words, for a reader who is lost in another one.
LANGUAGE_NAMES = {"en": "English", "ar": "العربية", "fa": "فارسی"}


def look(request: HttpRequest) -> dict[str, Any]:
    """Return the reader's locale and theme; no cookie means the system's theme."""
    theme = request.COOKIES.get(settings.THEME_COOKIE_NAME, "")
    return {
        "locale": current_locale(),
        "theme": theme if theme in THEMES else "",
        "language_choices": [
            (code, LANGUAGE_NAMES.get(code, str(name)))
            for code, name in settings.LANGUAGES
        ],
    }
