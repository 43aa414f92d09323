"""The runner itself: it must not let anything pass unseen."""

import importlib
import inspect
import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.reference.case_files import SCHEMA, Case, CaseFileInvalid, read_cases
from tests.reference.mapping import MAPPED, OFFERED
from tests.reference.not_offered import FUNCTIONS, RESULTS, SETTINGS, NotOffered
from tests.reference.runner import FunctionUnknown, check

ROOT = Path(__file__).parents[2]
PURE_PACKAGES = (
    "evaluator.scoring",
    "evaluator.costs",
    "migration.planning",
    "migration.lists",
)
RIGHT = Case(
    id="points.half",
    function="points",
    inputs={"points": [1, 1]},
    expected={"weights": [0.5, 0.5]},
    tolerance={"abs": 1e-9},
)


def public_names() -> Iterator[str]:
    """Name every public function and class of the pure packages that exist."""
    for name in PURE_PACKAGES:
        try:
            package = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            module = importlib.import_module(found.name)
            for each, member in inspect.getmembers(module, callable):
                if not each.startswith("_") and member.__module__ == found.name:
                    yield each


def write_cases(folder: Path, *cases: Case) -> Path:
    written = [vars(case) | {"name": "", "source": {}} for case in cases]
    content = {"schema": SCHEMA, "topic": "own", "cases": written}
    (folder / "own.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_no_function_on_the_list_is_one_that_the_product_has():
    had = FUNCTIONS.keys() & (MAPPED.keys() | set(public_names()))

    assert not had, "These have become the product's: map them and strike them out."


def test_no_setting_on_the_list_is_one_that_the_product_has():
    had = [key for key in SETTINGS if key[2] in OFFERED.get(key[:2], ())]

    assert not had


def test_settings_and_results_on_the_list_belong_to_functions_that_are_mapped():
    functions = {key[0] for key in [*SETTINGS, *RESULTS]}

    assert functions <= MAPPED.keys()


def test_a_right_number_holds():
    check(RIGHT)


@pytest.mark.parametrize(
    "expected",
    [
        {"weights": [0.5, 0.51]},
        {"weights": [0.5]},
        {"weights": [0.5, None]},
        {"weights": 0.5},
        {"weights": [0.5, 0.5], "warning": True},
    ],
)
def test_a_wrong_or_missing_result_fails(expected):
    with pytest.raises(AssertionError, match=r"points\.half: result\."):
        check(replace(RIGHT, expected=expected))


def test_an_undefined_result_is_never_a_zero():
    case = Case(
        id="missing.all",
        function="missing",
        inputs={
            "matrix": [[None]],
            "weights": [1],
            "scale": [0, 5],
            "policy": "renormalise",
        },
        expected={"scores": [0]},
        tolerance={"abs": 1e-9},
    )

    with pytest.raises(AssertionError):
        check(case)
    check(replace(case, expected={"scores": [None], "coverage": [0]}))


def test_a_function_on_neither_side_fails():
    with pytest.raises(FunctionUnknown, match="tea_leaves"):
        check(replace(RIGHT, function="tea_leaves"))


def test_a_setting_on_neither_side_fails():
    inputs = {"matrix": [[1]], "weights": [1], "normalisation": "tea_leaves"}

    with pytest.raises(FunctionUnknown, match="tea_leaves"):
        check(replace(RIGHT, function="weighted_sum", inputs=inputs))


def test_an_input_that_the_mapping_does_not_know_fails():
    with pytest.raises(TypeError, match="voting_power"):
        check(replace(RIGHT, inputs={"points": [1, 1], "voting_power": [2, 1]}))


@pytest.mark.parametrize(
    "unreached",
    [
        replace(RIGHT, function="smaa"),
        replace(RIGHT, function="weighted_sum", inputs={"normalisation": "max_linear"}),
    ],
)
def test_what_is_on_the_list_is_not_offered(unreached: Case):
    with pytest.raises(NotOffered):
        check(unreached)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"schema": "reference-cases/2", "cases": []}, "has the schema"),
        ({"schema": SCHEMA, "cases": []}, "no reference case"),
    ],
)
def test_a_folder_without_a_case_of_the_schema_is_refused(tmp_path, content, reason):
    (tmp_path / "own.json").write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(CaseFileInvalid, match=reason):
        read_cases(tmp_path)


def test_a_case_that_expects_nothing_is_refused(tmp_path):
    write_cases(tmp_path, replace(RIGHT, expected={}))

    with pytest.raises(CaseFileInvalid, match="expects nothing"):
        read_cases(tmp_path)


def test_an_id_that_stands_twice_is_refused(tmp_path):
    write_cases(tmp_path, RIGHT, RIGHT)

    with pytest.raises(CaseFileInvalid, match="twice"):
        read_cases(tmp_path)


def test_the_command_line_takes_another_folder_and_fails_on_a_wrong_number(tmp_path):
    wrong = replace(RIGHT, id="points.wrong", expected={"weights": [0.4, 0.6]})
    write_cases(tmp_path, RIGHT, wrong)

    command = ("-m", "pytest", "tests/reference/test_cases.py", "--cases", tmp_path)
    run = subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, *command, "-q"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "1 failed, 1 passed" in run.stdout, run.stdout + run.stderr
