"""The administrator's guide names only what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent.parent
GUIDE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
SOURCES = "".join(
    path.read_text(encoding="utf-8")
    for path in [*ROOT.glob("config/settings/*.py"), ROOT / "config" / "gunicorn.py"]
)


@pytest.mark.parametrize(
    "command", sorted(set(re.findall(r"^changeover (\w+)", GUIDE, re.MULTILINE)))
)
def test_each_command_of_the_guide_exists(command):
    assert command in get_commands()


@pytest.mark.parametrize(
    "variable", sorted(set(re.findall(r"\b[A-Z]{3,}(?:_[A-Z]+)+\b", GUIDE)))
)
def test_each_variable_of_the_guide_is_read(variable):
    known = {"DJANGO_SETTINGS_MODULE", "NAME_FILE"}

    assert variable in known or f'"{variable}"' in SOURCES


def test_each_file_of_the_guide_is_there():
    names = re.findall(r"config/[\w.]+\.py|config\.[a-z_.]+", GUIDE)
    paths = {name if "/" in name else name.replace(".", "/") for name in names}

    assert [
        path
        for path in paths
        if not (ROOT / path).exists() and not (ROOT / f"{path}.py").exists()
    ] == []
