"""The documents name only what there is: files, settings, commands, addresses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from evaluator.content.requirement_template import requirement_template
from migration.planning.template import plan_template
from tests.routes import all_routes

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
LINK = re.compile(r"\[[^]]*\]\((?!https?:)([^)#\s]+)")
# Read by Django and by `manage.py up`, not by our settings.
READ_ELSEWHERE = {"DJANGO_SETTINGS_MODULE", "PORT"}
PLACE = re.compile(r"<(?:int|slug|uuid):(\w+)>")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)
def test_what_a_document_links_to_is_there(document):
    links = LINK.findall(document.read_text(encoding="utf-8"))

    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_readme_lists_every_setting():
    rows = re.findall(r"^\| (`[A-Z].*?) \|", text_of("README.md"), re.MULTILINE)
    listed = set(re.findall(r"`([A-Z_]+)`", " ".join(rows)))
    sources = [*ROOT.glob("config/settings/*.py"), ROOT / "config" / "gunicorn.py"]
    reads = r'env(?:iron)?\.\w+\(\s*"([A-Z_]+)"'
    read = {
        name
        for path in sources
        if path.stem != "test"
        for name in re.findall(reads, path.read_text(encoding="utf-8"))
    }

    assert listed - READ_ELSEWHERE == read


@pytest.mark.parametrize(
    "name", ["README.md", "docs/administrator-guide.md", "CHANGELOG.md"]
)
def test_each_command_that_a_document_names_exists(name):
    named = set(re.findall(r"manage\.py ([a-z_]+)", text_of(name)))

    assert named <= {*get_commands()}


def test_the_api_document_lists_every_address():
    rows = re.findall(r"^\| `([a-z<>/-]+/)` \|", text_of("docs/api.md"), re.MULTILINE)
    offered = {
        PLACE.sub(name_of_id, route.pattern.removeprefix("api/v1/"))
        for route in all_routes()
        if route.name.startswith("api:")
    }

    assert set(rows) == offered


def test_every_page_of_choosing_and_moving_has_its_twin_in_the_api():
    """Or a reason why not: add the new page to the last table of docs/api.md."""
    table = text_of("docs/api.md").partition("## Pages and addresses")[2]
    rows = dict(re.findall(r"^\| `(\w+:\w+)` \| (.+) \|$", table, re.MULTILINE))
    named = set(re.findall(r"`([A-Z]+ [a-z<>/-]+/)`", " ".join(rows.values())))
    pages = {
        route.name
        for route in all_routes()
        if route.name.startswith(("evaluator:", "migration:"))
    }

    assert set(rows) == pages
    assert named <= operations()


def operations() -> set[str]:
    """Return method and address of each operation of the API."""
    found = re.findall(
        r"^\| `([a-z<>/-]+/)` \| ([A-Z, ]+) \|", text_of("docs/api.md"), re.MULTILINE
    )
    return {
        f"{method} {address}"
        for address, methods in found
        for method in methods.split(", ")
    }


def name_of_id(parameter: re.Match[str]) -> str:
    name = parameter[1]
    return "<id>" if name in {"pk", "public_id"} else f"<{name.removesuffix('_pk')}>"


def test_the_documents_count_rightly():
    assert len(requirement_template().criteria) == 42
    assert len(plan_template().tasks) == 29
    assert len(list(ROOT.glob("evaluator/data/platforms/*.yaml"))) == 29
    for name in ("README.md", "CHANGELOG.md"):
        text = " ".join(text_of(name).split())
        for count in ("42 criteria", "29 platforms", "29 tasks"):
            assert count in text
