"""The workbook, recalculated by LibreOffice, says what the app says, to 1e-9."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import product
from typing import Any

import pytest

from evaluator.scoring.ranking import Standing
from evaluator.selectors.results import Results
from evaluator.workbooks.comparison.book import write_workbook
from evaluator.workbooks.comparison.content import Content
from tests.evaluator.workbooks.committees import any_committee, odd
from tests.evaluator.workbooks.made_up import Branch, MadeUp, options
from tests.evaluator.workbooks.reading import Reading, row_of
from tests.evaluator.workbooks.spreadsheet_program import recalculated

pytestmark = pytest.mark.libreoffice

METHODS = ("mean", "median", "trimmed", "personal")
POLICIES = ("renormalise", "zero")
EXACT = {"rel": 0, "abs": 1e-9}


@dataclass(frozen=True)
class Change:
    """The same change in the made-up evaluation and in the cells of its workbook."""

    name: str
    made_up: Callable[[MadeUp], None]
    cells: Callable[[Reading], None]


def say(who: str, candidate: str, criterion: str, said: Any, typed: Any) -> Change:
    def type_it(workbook: Reading) -> None:
        cell = workbook.cell("Scores", criterion, candidate, under=who)
        cell.value = typed

    def change(made: MadeUp) -> None:
        made.said[who][candidate][criterion] = said

    return Change(f"score-{who}-{typed}", change, type_it)


def weigh(name: str, weight: float) -> Change:
    def type_it(workbook: Reading) -> None:
        sheet = workbook.sheet("Weights")
        sheet.cell(row_of(sheet, name), 3).value = weight

    def change(made: MadeUp) -> None:
        made.tree = reweighed(made.tree, name, weight)

    return Change(f"weight-{name}", change, type_it)


def reweighed(tree: Any, name: str, weight: float) -> list[Any]:
    return [
        type(part)(
            **vars(part)
            | {"weight": weight if part.name == name else part.weight}
            | (
                {"children": reweighed(part.children, name, weight)}
                if isinstance(part, Branch)
                else {}
            )
        )
        for part in tree
    ]


def answer(must_have: str, candidate: str, verdict: str) -> Change:
    def type_it(workbook: Reading) -> None:
        workbook.cell("Must-haves", must_have, candidate).value = verdict

    def change(made: MadeUp) -> None:
        made.must_haves[must_have][candidate] = verdict

    return Change(f"must-have-{candidate}-{verdict}", change, type_it)


def measure(criterion: str, candidate: str, value: float) -> Change:
    def type_it(workbook: Reading) -> None:
        workbook.cell("Measured", criterion, candidate).value = value

    def change(made: MadeUp) -> None:
        made.measured.setdefault(candidate, {})[criterion] = value

    return Change(f"measured-{candidate}", change, type_it)


ONE_BY_ONE = (
    weigh("Growth", 17.5),
    say("Lina", "Cedar", "Fame", 5, 5),
    say("Sara", "Acme", "Price", "a", "abstained"),
    answer("Sends SMS", "Cedar", "yes"),
    measure("Contacts", "Bolt", 64_000.25),
)
CHANGES = (
    *ONE_BY_ONE,
    weigh("Support", 60),
    say("Nora", "Fir", "Growth", None, None),
    say("Tom", "Delta", "Curve", 2, 2),
    answer("Sends SMS", "Acme", "no"),
    measure("Hours", "Elm", 6),
)


@dataclass(frozen=True)
class Case:
    name: str
    made: MadeUp
    changes: tuple[Change, ...] = ()
    language: str = "en"
    shows_scores: bool = True

    @property
    def expected(self) -> Results:
        made = deepcopy(self.made)
        for change in self.changes:
            change.made_up(made)
        return made.results()

    @property
    def file(self) -> bytes:
        given = options(language=self.language, shows_scores=self.shows_scores)
        file = write_workbook(Content(self.made.results(), given))
        if not self.changes:
            return file
        workbook = Reading(file, shows_formulas=True)
        for change in self.changes:
            change.cells(workbook)
        return workbook.saved()


def cases() -> list[Case]:
    """Few enough: LibreOffice takes more than half a second for each."""
    found = [Case(f"only-{change.name}", odd(), (change,)) for change in ONE_BY_ONE]
    found.append(Case("hidden", odd(), ONE_BY_ONE[:1], shows_scores=False))
    for method in METHODS:
        found.append(Case(f"odd-{method}", odd(group_method=method)))
    hidden = odd(group_method="personal")
    found.append(Case("hidden-personal", hidden, shows_scores=False))
    for method, policy in product(METHODS, POLICIES):
        settings = {"group_method": method, "missing_policy": policy}
        found.append(Case(f"changed-{method}-{policy}", odd(**settings), CHANGES))
    for seed, policy in enumerate(POLICIES):
        made = any_committee(seed, missing_policy=policy)
        found.append(Case(f"any-{policy}", made))
    return found


CASES = {case.name: case for case in cases()}
LINKED = [name for name, case in CASES.items() if case.shows_scores]
LANGUAGES = {code: Case(code, odd(), language=code) for code in ("ar", "fa")}


@pytest.fixture(scope="module")
def recomputed(tmp_path_factory) -> Mapping[str, bytes]:
    files = {name: case.file for name, case in {**CASES, **LANGUAGES}.items()}
    return recalculated(files, tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture(scope="module")
def read(recomputed) -> Callable[[str], Reading]:
    return cache(lambda name: opened(recomputed[name]))


def opened(file: bytes) -> Reading:
    """What LibreOffice saves holds things that openpyxl warns of and leaves out."""
    reading = Reading(file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        assert reading.book
    return reading


@pytest.mark.parametrize("name", CASES)
def test_every_total_and_rank_is_that_of_the_app(read, name):
    results, workbook = CASES[name].expected, read(name)

    for candidate in results.candidates.values():
        standing = standing_of(results, candidate.pk)
        total = workbook.value("Comparison", "Total of 100", candidate.name)
        rank = workbook.value("Comparison", "Rank", candidate.name)
        if standing is None:
            assert (total, rank) == ("out", "–")
        elif standing.total is None:
            assert (total, rank) == ("no total", "–")
        else:
            assert total == pytest.approx(standing.total, **EXACT)
            assert rank == standing.rank


@pytest.mark.parametrize("name", CASES)
def test_the_summary_is_sorted_as_the_app_sorts(read, name):
    results, workbook = CASES[name].expected, read(name)

    ranked = [results.candidates[each.candidate] for each in results.ranking.standings]
    out = [each for pk, each in results.candidates.items() if pk in results.out]

    assert [row[1] for row in workbook.ranking()] == [
        candidate.name for candidate in [*ranked, *out]
    ]


@pytest.mark.parametrize("name", CASES)
def test_coverage_bounds_and_parts_are_those_of_the_app(read, name):
    results, workbook = CASES[name].expected, read(name)

    for standing in results.ranking.standings:
        candidate = results.candidates[standing.candidate].name

        def told(label: str, under: str = "", candidate: str = candidate) -> Any:
            return workbook.value("Comparison", label, candidate, under=under)

        covered = told("Weight of what is scored")
        assert covered == pytest.approx(standing.coverage, **EXACT)
        lowest = told("Lowest possible total")
        assert lowest == pytest.approx(standing.lowest, **EXACT)
        highest = told("Highest possible total")
        assert highest == pytest.approx(standing.highest, **EXACT)
        for category in results.tree.categories:
            leaves = [leaf.pk for leaf in results.tree.leaves_of(category)]
            points = standing.contribution_of(leaves)
            part = told(category.name, under="Points by category")
            if standing.total is None or points is None:
                assert part in ("–", 0)
            else:
                assert part == pytest.approx(points, **EXACT)


@pytest.mark.parametrize("name", CASES)
def test_category_totals_are_those_of_the_app(read, name):
    results, workbook = CASES[name].expected, read(name)

    for pk, totals in results.category_totals.items():
        for category in results.tree.categories:
            if category.kind != "category":
                continue
            told = workbook.value(
                "Comparison", category.name, results.candidates[pk].name
            )
            if totals[category.pk] is None:
                assert told == "–"
            else:
                assert told == pytest.approx(totals[category.pk], **EXACT)


@pytest.mark.parametrize("name", LINKED)
def test_personal_totals_and_ranks_are_those_of_the_app(read, name):
    results, workbook = CASES[name].expected, read(name)

    for pk, ranking in results.personal.items():
        who = results.evaluators[pk].user.name
        for standing in ranking.standings:
            candidate = results.candidates[standing.candidate].name
            total = workbook.value("Scores", "Own total of 100", candidate, under=who)
            rank = workbook.value("Scores", "Own rank", candidate, under=who)
            if standing.total is None:
                assert (total, rank) == ("no total", "–")
            else:
                assert total == pytest.approx(standing.total, **EXACT)
                assert rank == standing.rank


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_stored_value_moves_in_any_language(recomputed, language):
    written = Reading(LANGUAGES[language].file).all_values()

    assert opened(recomputed[language]).all_values() == [
        pytest.approx(value, **EXACT) if isinstance(value, float) else value
        for value in written
    ]


def test_the_recalculation_is_real(tmp_path):
    """A wrong stored value is mended: LibreOffice does not just copy what it reads."""
    case = CASES["odd-mean"]
    wrong = with_wrong_total(case.file)
    assert Reading(wrong).value("Comparison", "Total of 100", "Acme") == 12.5

    mended = recalculated({"wrong": wrong}, tmp_path)["wrong"]

    told = opened(mended).value("Comparison", "Total of 100", "Acme")
    results = case.expected
    acme = next(each for each in results.candidates.values() if each.name == "Acme")
    assert told == pytest.approx(results.ranking.of(acme.pk).total, **EXACT)


def with_wrong_total(file: bytes) -> bytes:
    cell = Reading(file).cell("Comparison", "Total of 100", "Acme").coordinate
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(file)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                pattern = rf'(<c r="{cell}"[^>]*><f>.*?</f><v>)[^<]*'
                part = re.sub(pattern, r"\g<1>12.5", part.decode(), count=1).encode()
            new.writestr(name, part)
    return made.getvalue()


def standing_of(results: Results, candidate: int) -> Standing | None:
    if candidate in results.out:
        return None
    return results.ranking.of(candidate)
