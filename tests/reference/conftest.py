import pytest

from tests.reference.case_files import CaseFileInvalid, read_cases
from tests.reference.runner import results_not_offered


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" not in metafunc.fixturenames:
        return
    try:
        cases = read_cases(metafunc.config.getoption("--cases"))
    except CaseFileInvalid as error:
        raise pytest.UsageError(str(error)) from None
    if "skipped_result" in metafunc.fixturenames:
        pairs = [
            (case, result) for case in cases for result in results_not_offered(case)
        ]
        ids = [f"{case.id}-{result}" for case, result in pairs]
        metafunc.parametrize(("case", "skipped_result"), pairs, ids=ids)
    else:
        metafunc.parametrize("case", cases, ids=lambda case: case.id)
