"""The shape of the source, read and not imported: arrows, rooms, budgets."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from config.celery import VISIBILITY_TIMEOUT
from workspace.registries import job_kinds

ROOT = Path(__file__).resolve().parent.parent
# Each may import those behind it, and itself. Never back, never across.
ARROWS = ["config", "migration", "evaluator", "workspace", "common"]
SOURCES = sorted(
    path
    for package in ARROWS
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.parts
)
PURE = [
    "common/charts",
    "evaluator/costs",
    "evaluator/diagnosis",
    "evaluator/scoring",
    "evaluator/content",
    "evaluator/catalogue",
    "evaluator/matrix",
    "migration/planning",
    "migration/lists",
]
# What they may take of the floor. Of Django, common.numbers knows gettext alone.
PURE_BESIDE = ("common.text", "common.numbers", "common.tables.sheets")
FRAMEWORKS = {"django", "rest_framework", "celery", "openpyxl", "xlsxwriter", "allauth"}
FETCHERS = {"requests", "httpx", "aiohttp", "urllib3", "ftplib", "http", "socket"}
# What limits a query to one team, one person, or an object already checked.
SCOPED = {"visible_to", "for_team", "of_team", "of_user", "of", "get_new"}
ROOMS = {"views", "api"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def functions_of(path: Path) -> Iterator[Function]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, Function):
            yield node


def length_of(function: Function) -> int:
    """Count the lines that do something: neither signature nor docstring."""
    body = function.body
    if ast.get_docstring(function) and len(body) > 1:
        body = body[1:]
    return (function.end_lineno or 0) - body[0].lineno + 1


def test_imports_follow_the_arrows():
    wrong = []
    for path in SOURCES:
        package = path.relative_to(ROOT).parts[0]
        before = set(ARROWS[: ARROWS.index(package)])
        wrong += [
            f"{name_of(path)} imports {name}"
            for name in imports_of(path)
            if name.split(".")[0] in before
            # Settings are wiring; only their reader is imported elsewhere, by name.
            and name != "config.settings"
        ]

    assert not wrong, "\n".join(wrong)


def test_what_reads_imports_nothing_that_writes():
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in SOURCES
        if "selectors" in path.parts
        for name in imports_of(path)
        if "services" in name.split(".")
    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("package", PURE)
def test_a_pure_package_imports_no_framework(package):
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in (ROOT / package).rglob("*.py")
        # Words for people are gettext's business.
        if not path.name.endswith("labels.py")
        for name in imports_of(path)
        if name.split(".")[0] in FRAMEWORKS
    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("package", PURE)
def test_a_pure_package_leans_on_pure_code_alone(package):
    known = (*(each.replace("/", ".") for each in PURE), *PURE_BESIDE)
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in (ROOT / package).rglob("*.py")
        for name in imports_of(path)
        if name.split(".")[0] in ARROWS and not name.startswith(known)
    ]

    assert not wrong, "\n".join(wrong)


def test_nothing_but_the_storage_and_the_broker_speaks_to_the_network():  # R44
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in SOURCES
        if path.relative_to(ROOT).parts[0] != "config"
        for name in imports_of(path)
        if name.split(".")[0] in FETCHERS - {"http"}
        or name in {"http.client", "urllib.request"}
    ]

    assert not wrong, "\n".join(wrong)


def test_views_and_api_reach_rows_through_a_scope():  # R11
    wrong = []
    for path in SOURCES:
        parts = path.relative_to(ROOT).parts
        if not ROOMS & set(parts) and parts[1] != "jobs.py":
            continue
        wrong += [
            f"{name_of(path)}:{line} {name}.objects"
            for name, line in bare_managers(tree_of(path))
        ]

    assert not wrong, "\n".join(wrong)


def test_people_reach_rows_of_their_teams_in_one_way():  # R8, R11
    """A token of the API is for one team: `in_teams_of` is what keeps to it."""
    way = "members__user="
    # Of who made a link, and of the token itself: neither is somebody who asks.
    elsewhere = {"evaluator/selectors/shared.py", "workspace/querysets.py"}
    wrong = [
        name_of(path)
        for path in SOURCES
        if f"team__{way}" in path.read_text(encoding="utf-8")
    ]

    assert set(wrong) - elsewhere == set()


def bare_managers(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Find `Model.objects` that is not followed at once by a scope of the tenant."""
    scoped = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in SCOPED
    }
    for node in ast.walk(tree):
        is_manager = isinstance(node, ast.Attribute) and node.attr == "objects"
        if is_manager and id(node) not in scoped and isinstance(node.value, ast.Name):
            yield node.value.id, node.lineno


def test_no_file_is_longer_than_four_hundred_lines():
    long = [
        f"{name_of(path)}: {count}"
        for path in SOURCES
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    ]

    assert not long, "\n".join(long)


def test_no_function_is_longer_than_forty_lines():
    long = [
        f"{name_of(path)}:{function.lineno} {function.name}: {length_of(function)}"
        for path in SOURCES
        for function in functions_of(path)
        if length_of(function) > 40
    ]

    assert not long, "\n".join(long)


def test_the_median_function_has_eight_lines_at_most():
    lengths = sorted(length_of(f) for path in SOURCES for f in functions_of(path))

    assert lengths[len(lengths) // 2] <= 8


def test_no_file_bears_a_name_that_says_nothing():
    vague = {"utils.py", "helpers.py", "misc.py", "common.py", "base.py", "data.py"}

    wrong = [name_of(path) for path in SOURCES if path.name in vague]

    assert wrong == ["config/settings/base.py"]


def test_no_model_overrides_save_or_orders_itself():
    wrong = []
    for path in SOURCES:
        if "models" not in path.parts:
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, Function) and node.name in {"save", "delete"}:
                wrong.append(f"{name_of(path)}:{node.lineno} {node.name}")
            if isinstance(node, ast.Assign) and ast.unparse(node).startswith(
                "ordering"
            ):
                wrong.append(f"{name_of(path)}:{node.lineno} ordering")

    assert not wrong, "\n".join(wrong)


def test_no_signal_runs_between_our_own_apps():
    wrong = [
        name_of(path)
        for path in SOURCES
        if "django.db.models.signals" in set(imports_of(path))
    ]

    assert not wrong, "\n".join(wrong)


def own_views(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from own_views(pattern.url_patterns)
        elif pattern.callback.__module__.split(".")[0] in ARROWS:
            yield pattern


def test_every_view_names_the_methods_it_answers():  # R41
    wrong = []
    for pattern in own_views(get_resolver().url_patterns):
        view = pattern.callback
        if hasattr(view, "view_class") or hasattr(view, "cls"):
            continue  # a class answers only the methods it defines
        path = ROOT / f"{view.__module__.replace('.', '/')}.py"
        [function] = [f for f in functions_of(path) if f.name == view.__name__]
        decorators = " ".join(ast.unparse(each) for each in function.decorator_list)
        if "require_" not in decorators:
            wrong.append(f"{view.__module__}.{view.__name__}")

    assert not wrong, "\n".join(wrong)


def test_everything_is_closed_by_default():  # R9
    login = "django.contrib.auth.middleware.LoginRequiredMiddleware"
    closed = "workspace.api_permissions.MayEnter"

    assert login in settings.MIDDLEWARE
    assert settings.REST_FRAMEWORK["DEFAULT_PERMISSION_CLASSES"] == [closed]


def source_of(folder: Path) -> Path:
    source = ROOT / folder.relative_to(ROOT / "tests")
    if folder.name == "commands":
        return source.parent / "management" / "commands"
    return source


def test_tests_mirror_the_source():
    wrong = [
        name_of(folder)
        for package in ARROWS
        for folder in (ROOT / "tests" / package).rglob("*")
        if folder.is_dir()
        and folder.name != "__pycache__"
        and not source_of(folder).is_dir()
    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("app", ["workspace", "evaluator", "migration"])
def test_an_app_has_the_usual_rooms(app):
    folder = ROOT / app
    rooms = {path.stem for path in folder.iterdir()}

    assert rooms >= {
        "access", "apps", "forms", "migrations", "models", "permissions",
        "querysets", "selectors", "services", "urls", "views",
    }  # fmt: skip


def test_the_floor_of_all_has_no_models():
    assert list(apps.get_app_config("common").get_models()) == []


def test_only_the_settings_read_the_environment():
    wrong = [
        name_of(path)
        for path in SOURCES
        if path.relative_to(ROOT).parts[0] != "config" and "os" in set(imports_of(path))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]

    assert not wrong, "\n".join(wrong)


def test_jobs_end_before_a_broker_gives_them_to_somebody_else():  # R53
    limits = [(kind.soft_limit, kind.hard_limit) for kind in job_kinds.values()]

    assert limits
    assert all(soft < hard < VISIBILITY_TIMEOUT for soft, hard in limits)
