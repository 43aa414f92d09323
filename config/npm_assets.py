"""Serve a few named files out of node_modules as /static/vendor/<name>."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage
from django.core.files.storage import Storage as BaseStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Nothing else inside node_modules can ever be served.
FILES = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "sortable.js": "sortablejs/Sortable.min.js",
    "inter-latin.woff2": (
        "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"
    ),
    "inter-latin-ext.woff2": (
        "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2"
    ),
    "vazirmatn-arabic.woff2": (
        "@fontsource-variable/vazirmatn/files/vazirmatn-arabic-wght-normal.woff2"
    ),
}
PREFIX = "vendor/"


def _source(name: str) -> Path:
    return Path(settings.NPM_ROOT, FILES[name])


class NpmStorage(FileSystemStorage):
    """Maps the served name to the file inside its package."""

    def path(self, name: str) -> str:
        return str(_source(name.removeprefix(PREFIX)))


class NpmFinder(BaseFinder):
    """Lets `static` and `collectstatic` see the named files, and no others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = NpmStorage(location=str(settings.NPM_ROOT))

    def check(self, **_kwargs: Any) -> list[CheckMessage]:
        """Say what is missing at the start, instead of serving a broken page."""
        return [
            Error(
                f"{FILES[name]} is missing from {settings.NPM_ROOT}.",
                hint="Run `npm ci`; `make run` does it.",
                id="npm.E001",
            )
            for name in FILES
            if not _source(name).is_file()
        ]

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:  # noqa: FBT001, FBT002 (Django's signature)
        name = path.removeprefix(PREFIX)
        if not path.startswith(PREFIX) or name not in FILES:
            return []  # None would make the static view answer 500 instead of 404
        found = str(_source(name))
        return [found] if find_all else found

    def list(
        self, _ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, BaseStorage]]:
        for name in FILES:
            yield PREFIX + name, self.storage


def _without_source_maps(rules: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(rule for rule in rules if "sourceMappingURL" not in str(rule))


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed names with compressed twins.

    Packages end their files in a sourceMappingURL whose map we do not serve, and
    collectstatic stops at such an address: only those in style sheets are followed.
    """

    patterns = tuple(
        (glob, _without_source_maps(rules))
        for glob, rules in CompressedManifestStaticFilesStorage.patterns
        if glob == "*.css"
    )
