"""One style sheet is asked for instead of four."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from config.joined_styles import JOINED, PARTS, JoinedStylesFinder


@pytest.fixture
def finder(settings, tmp_path) -> JoinedStylesFinder:
    settings.VAR_DIR = tmp_path
    return JoinedStylesFinder()


def test_the_joined_file_holds_each_part_in_order(finder):
    joined = Path(finder.find(JOINED)).read_text("utf-8")

    folder = settings.STATICFILES_DIRS[0]
    places = [joined.index((folder / part).read_text("utf-8")) for part in PARTS]
    assert places == sorted(places)
    assert joined.index("@layer") < joined.index("{")


def test_a_changed_part_shows_at_once(finder, settings, tmp_path):
    folder = tmp_path / "static"
    (folder / "css").mkdir(parents=True)
    settings.STATICFILES_DIRS = [folder]
    for part in PARTS:
        (folder / part).write_text("a {}", "utf-8")
    finder.find(JOINED)

    (folder / PARTS[0]).write_text("b {}", "utf-8")

    assert Path(finder.find(JOINED)).read_text("utf-8").startswith("b {}")


def test_no_other_path_is_answered(finder):
    assert finder.find("css/tokens.css") == []
    assert finder.find("../css/site.css") == []


def test_django_finds_the_joined_file():
    assert finders.find(JOINED)
