"""What becomes of one case: it holds, it fails, or it is not offered."""

from collections.abc import Iterator, Mapping, Set
from typing import Any

from tests.reference.case_files import Case, difference
from tests.reference.mapping import MAPPED, OFFERED
from tests.reference.not_offered import FUNCTIONS, RESULTS, SETTINGS, NotOffered


class FunctionUnknown(LookupError):
    """A function, or a setting of one, that stands nowhere: decide where it belongs."""


def check(case: Case) -> None:
    """Compare the product's results with the case.

    Raises AssertionError for a wrong number, NotOffered for what is on the reviewed
    list, FunctionUnknown for what is on neither side.
    """
    if case.function in FUNCTIONS:
        raise NotOffered(FUNCTIONS[case.function])
    if case.function not in MAPPED:
        message = f"No function and no entry of the list is called {case.function!r}."
        raise FunctionUnknown(message)
    _check_settings(case)
    expected = without(case.expected, set(results_not_offered(case)))
    actual = MAPPED[case.function](**case.inputs)
    found = difference(expected, actual, case.tolerance)
    assert found is None, f"{case.id}: {found}"


def results_not_offered(case: Case) -> dict[str, str]:
    """Return the results of the case that are on the reviewed list, with the reason."""
    return {
        result: reason
        for (function, result), reason in RESULTS.items()
        if function == case.function and result in set(names_in(case.expected))
    }


def names_in(expected: Any) -> Iterator[str]:
    """Yield the names of results, also of those inside a result."""
    if isinstance(expected, Mapping):
        for name, value in expected.items():
            yield name
            yield from names_in(value)


def without(expected: Any, names: Set[str]) -> Any:
    """Leave out the results of these names, also inside a result."""
    if not isinstance(expected, Mapping):
        return expected
    return {
        name: without(value, names)
        for name, value in expected.items()
        if name not in names
    }


def _check_settings(case: Case) -> None:
    for (function, name), offered in OFFERED.items():
        setting = case.inputs.get(name)
        if function != case.function or name not in case.inputs or setting in offered:
            continue
        if (function, name, setting) in SETTINGS:
            raise NotOffered(SETTINGS[function, name, setting])
        message = f"{function} has no {name} {setting!r}, and no list says so."
        raise FunctionUnknown(message)
