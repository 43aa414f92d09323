"""What becomes of one case: it holds, it fails, or it is not offered."""

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
    listed = results_not_offered(case)
    expected = {key: case.expected[key] for key in case.expected if key not in listed}
    actual = MAPPED[case.function](**case.inputs)
    found = difference(expected, actual, case.tolerance)
    assert found is None, f"{case.id}: {found}"


def results_not_offered(case: Case) -> dict[str, str]:
    """Return the results of the case that are on the reviewed list, with the reason."""
    return {
        result: RESULTS[case.function, result]
        for result in case.expected
        if (case.function, result) in RESULTS
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
