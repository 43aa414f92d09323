"""Every reference case of the folder, through the product's own functions."""

import pytest

from tests.reference.case_files import Case
from tests.reference.not_offered import NotOffered
from tests.reference.runner import check, results_not_offered


def test_the_product_reproduces(case: Case):
    try:
        check(case)
    except NotOffered as reason:
        pytest.skip(f"{case.function}: {reason}")


def test_not_offered(case: Case, skipped_result: str):
    pytest.skip(f"{skipped_result}: {results_not_offered(case)[skipped_result]}")
