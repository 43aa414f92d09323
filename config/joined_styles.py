"""Style sheets written apart, by concern, and asked for as one file.

/static/css/site.css is on every page, plan.css and catalogue.css on those of a plan and
of the catalogue: each request less is felt on a slow line. Nothing else is bundled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from django.core.files.storage import Storage as BaseStorage

SITE = (
    "tokens",  # the first one names the cascade layers
    "base",
    "frame",
    "layout",
    "print",
    "buttons",
    "states",
    "cards",
    "ways",
    "overlays",
    "forms",
    "tables",
    "score_grid",
)
PLAN = ("task", "checklist", "checklist_tools", "people", "gates")
CATALOGUE = ("platforms", "platform", "glossary")
JOINED = {
    "css/site.css": tuple(f"css/{name}.css" for name in SITE),
    "css/plan.css": tuple(f"css/{name}.css" for name in PLAN),
    "css/catalogue.css": tuple(f"css/{name}.css" for name in CATALOGUE),
}
"""Each joined file with its parts, in this order."""
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class JoinedStylesFinder(BaseFinder):
    """Lets `static` and `collectstatic` see the joined files, always up to date."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=str(settings.VAR_DIR / "joined"))

    def check(self, **_kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:  # noqa: FBT001, FBT002 (Django's signature)
        if path not in JOINED:
            return []
        found = str(self.joined(path))
        return [found] if find_all else found

    def list(
        self, _ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, BaseStorage]]:
        for path in JOINED:
            self.joined(path)
            yield path, self.storage

    def joined(self, path: str) -> Path:
        """Write the file anew if a part has changed, and return where it lies."""
        target = Path(self.storage.path(path))
        folder = Path(settings.STATICFILES_DIRS[0])
        parts = [(folder / part).read_text("utf-8") for part in JOINED[path]]
        text = for_the_browser("\n".join(parts))
        if not target.is_file() or target.read_text("utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Another process may read it just now: it sees the old or the new one.
            fresh = target.with_suffix(f".{uuid4().hex}")
            fresh.write_text(text, "utf-8")
            fresh.replace(target)
        return target


def for_the_browser(styles: str) -> str:
    """Return the styles without what only their writer needs: comments and indents."""
    lines = (line.strip() for line in COMMENT.sub("", styles).splitlines())
    return "\n".join(line for line in lines if line)
