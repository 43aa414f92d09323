"""One style sheet is asked for instead of several."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from config.joined_styles import JOINED, JoinedStylesFinder


@pytest.fixture
def finder(settings, tmp_path) -> JoinedStylesFinder:
    settings.VAR_DIR = tmp_path
    return JoinedStylesFinder()


@pytest.mark.parametrize("path", JOINED)
def test_a_joined_file_holds_each_part_in_order(finder, path):
    joined = Path(finder.find(path)).read_text("utf-8")

    folder = settings.STATICFILES_DIRS[0]
    rules = [rules_of((folder / part).read_text("utf-8")) for part in JOINED[path]]
    assert rules_of(joined) == [rule for part in rules for rule in part]
    assert joined.index("@layer") < joined.index("{")


def rules_of(styles: str) -> list[str]:
    """Return its words in their order, without comments."""
    return re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL).split()


@pytest.mark.parametrize("path", JOINED)
def test_what_is_there_for_the_writer_alone_is_not_sent(finder, path):
    joined = Path(finder.find(path)).read_text("utf-8")

    assert "/*" not in joined
    assert not re.search(r"^\s", joined, re.MULTILINE)


@pytest.mark.parametrize("path", JOINED)
def test_a_changed_part_shows_at_once(finder, settings, tmp_path, path):
    folder = tmp_path / "static"
    (folder / "css").mkdir(parents=True)
    settings.STATICFILES_DIRS = [folder]
    for part in JOINED[path]:
        (folder / part).write_text("a {}", "utf-8")
    finder.find(path)

    (folder / JOINED[path][0]).write_text("b {}", "utf-8")

    assert Path(finder.find(path)).read_text("utf-8").startswith("b {}")


def test_no_other_path_is_answered(finder):
    assert finder.find("css/tokens.css") == []
    assert finder.find("../css/site.css") == []


def test_all_joined_files_are_collected(finder):
    assert {path for path, _storage in finder.list(None)} == set(JOINED)


@pytest.mark.parametrize("path", JOINED)
def test_django_finds_the_joined_file(path):
    assert finders.find(path)
