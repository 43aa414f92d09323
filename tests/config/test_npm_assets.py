from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from config.npm_assets import FILES, NpmFinder, Storage

has_packages = pytest.mark.skipif(
    not (Path(settings.NPM_ROOT) / "htmx.org").is_dir(), reason="npm ci has not run"
)


@has_packages
def test_named_files_are_found_and_complete():
    assert NpmFinder().check() == []
    assert finders.find("vendor/htmx.js").endswith("htmx.org/dist/htmx.min.js")


@pytest.mark.parametrize(
    "path",
    [
        "vendor/htmx.org/package.json",
        "vendor/../package.json",
        "vendor/",
        "htmx.js",
    ],
)
def test_nothing_else_in_the_packages_can_be_served(path):  # R40
    assert NpmFinder().find(path) == []


def test_a_forgotten_install_is_one_clear_line_each(settings, tmp_path):
    settings.NPM_ROOT = tmp_path

    errors = NpmFinder().check()

    assert len(errors) == len(FILES)
    assert {error.id for error in errors} == {"npm.E001"}


def test_the_lock_names_no_address():
    lock = Path(settings.BASE_DIR, "package-lock.json").read_text(encoding="utf-8")

    assert "://" not in lock


def test_addresses_in_style_sheets_are_hashed_and_source_maps_are_not():
    rules = [str(rule) for _glob, group in Storage.patterns for rule in group]

    assert any("url(" in rule for rule in rules)
    assert not any("sourceMappingURL" in rule for rule in rules)
