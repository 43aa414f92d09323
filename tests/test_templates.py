"""Rules that every template, script and style sheet keeps."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(
    path
    for folder in (ROOT / "templates", *ROOT.glob("*/templates"))
    for path in folder.rglob("*")
    if path.suffix in {".html", ".svg", ".txt"}
)
PAGES = [path for path in TEMPLATES if path.suffix in {".html", ".svg"}]
STYLE_SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
SOURCES = sorted(
    path
    for app in ("common", "config", "workspace", "evaluator", "migration")
    for path in (ROOT / app).rglob("*.py")
)
UPGRADE_CHECK = ROOT / "node_modules/htmx.org/dist/scripts/upgrade-check.py"

# The policy of the pages refuses these, and what it does not refuse is no better.
FORBIDDEN = {
    "a style attribute": r"""\sstyle\s*=""",
    "a style element": r"<style\b",
    "an event attribute": r"""\s(?:on[a-z]+|hx-on[:\w-]*)\s*=""",
    "a script inside the page": r"<script(?![^>]*\bsrc=)",
    "the safe filter": r"\|\s*safe(?:seq)?\b",
    "escaping switched off": r"autoescape\s+off",
    "a script as an address": r"javascript:",
    "a value that needs eval": r"""hx-(?:vals|headers)=["']js:""",
    "a trigger filter that needs eval": r"""hx-trigger=["'][^"']*\[""",
    "a file from another host": r"""<(?:script|link|img)\b[^>]*=["']https?:""",
    "a link to nowhere": r"""\bhref=["']#["']""",
}
PARTIAL_LINES = 60
PAGE_LINES = 120
# Numbers stand on the physical right in every script. A background has no logical
# place, so its corner is named twice. The rest is logical.
PHYSICAL_ALLOWED = {
    "text-align: right;",
    "--fold-corner: top 0 left 0;",
    "background-position: var(--fold-corner, top 0 right 0), bottom 3px center;",
}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def without_comments(template: str) -> str:
    template = re.sub(r"(?s){% comment %}.*?{% endcomment %}", "", template)
    return re.sub(r"{#.*?#}", "", template)


def is_gallery(path: Path) -> bool:
    return path.stem == "gallery" or "gallery" in path.parts


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what):  # R40, R43
    pattern = re.compile(FORBIDDEN[what], re.IGNORECASE)
    found = [
        name(path)
        for path in PAGES
        if pattern.search(without_comments(path.read_text(encoding="utf-8")))
        and not (what == "a link to nowhere" and is_gallery(path))
    ]

    assert found == []


def test_no_source_marks_text_as_safe():  # R43
    marking = re.compile(r"\bmark_safe\b|\bSafeString\(")
    found = [name(path) for path in SOURCES if marking.search(path.read_text("utf-8"))]

    assert found == []


def test_partials_begin_by_saying_what_they_take():
    found = [
        name(path)
        for path in PAGES
        if path.name.startswith("_")
        and not path.read_text(encoding="utf-8").startswith(("{% comment %}", "{#"))
    ]

    assert found == []


def test_templates_stay_short():
    found = [
        name(path)
        for path in PAGES
        if len(path.read_text(encoding="utf-8").splitlines())
        > (PARTIAL_LINES if path.name.startswith("_") else PAGE_LINES)
    ]

    assert found == []


def test_what_htmx_posts_works_without_it():
    """A form posts by itself; a field or button that posts stands in such a form."""
    tag = re.compile(r"<(\w+)\b([^>]*\bhx-(?:post|put|patch|delete)=[^>]*)>")
    works = re.compile(r'method="post".*\baction=|\baction=.*method="post"', re.DOTALL)
    found = [
        f"{name(path)}: <{element}>"
        for path in PAGES
        for element, attributes in tag.findall(path.read_text(encoding="utf-8"))
        if 'hx-trigger="load"' not in attributes  # asks by itself, nobody misses it
        and (
            element not in {"form", "button", "input", "select", "textarea"}
            or (element == "form" and not works.search(attributes))
        )
    ]

    assert found == []


def test_what_htmx_gets_is_a_link_or_a_form_or_asks_by_itself():
    tag = re.compile(r"<(\w+)\b([^>]*\bhx-get=[^>]*)>")
    found = [
        f"{name(path)}: <{element}>"
        for path in PAGES
        for element, attributes in tag.findall(path.read_text(encoding="utf-8"))
        if not re.search(
            r"\b(?:href|action)=|hx-trigger=[\"'](?:every|load)", attributes
        )
    ]

    assert found == []


def test_style_sheets_know_no_left_and_right():
    physical = re.compile(r"[^;{}]*\b(?:left|right)\b[^;{}]*;")
    found = [
        f"{name(path)}: {declaration.strip()}"
        for path in STYLE_SHEETS
        for declaration in physical.findall(
            re.sub(r"(?s)/\*.*?\*/", "", path.read_text(encoding="utf-8"))
        )
        if declaration.strip() not in PHYSICAL_ALLOWED
    ]

    assert found == []


def test_colours_are_named_in_one_file_only():
    raw = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:oklch|hsl|light-dark)\(", re.IGNORECASE)
    found = [
        name(path)
        for path in STYLE_SHEETS
        if path.name != "tokens.css" and raw.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.skipif(not UPGRADE_CHECK.is_file(), reason="npm ci has not run")
def test_nothing_is_written_for_htmx_2():
    check = subprocess.run(  # noqa: S603 (a pinned script on our own files)
        [sys.executable, UPGRADE_CHECK, "templates", "static"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert check.returncode in {0, 1}, check.stderr
    # A form that waits for itself alone has nothing to hand down.
    issues = [
        line
        for line in check.stdout.splitlines()
        if ": [" in line and "hx-sync needs" not in line
    ]
    assert issues == []
