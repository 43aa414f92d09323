from pathlib import Path

import pytest

from evaluator.catalogue.needs import NEEDS
from evaluator.content.needs import (
    departments,
    need_by_key,
    needs,
    processes,
    read_needs,
)
from evaluator.content.problems import ContentError
from evaluator.content.sections import SHIPPED


def problems_of(tmp_path: Path, old: str, new: str) -> tuple[str, ...]:
    text = (SHIPPED / "needs.yaml").read_text()
    assert old in text
    (tmp_path / "needs.yaml").write_text(text.replace(old, new, 1))
    with pytest.raises(ContentError) as caught:
        read_needs(tmp_path)
    return caught.value.problems


def test_the_picker_asks_exactly_what_the_catalogue_can_answer():
    assert {need.key for need in needs()} == set(NEEDS)


def test_needs_are_grouped_by_department_and_by_process():
    assert [group.key for group in departments()] == [
        "marketing",
        "sales",
        "shop",
        "service",
    ]
    assert [group.key for group in processes()] == [
        "capture",
        "qualify",
        "nurture",
        "convert",
        "keep",
    ]


@pytest.mark.parametrize("of_need", ["departments", "processes"])
def test_no_group_is_empty_and_no_need_stands_outside(of_need):
    groups = {"departments": departments, "processes": processes}[of_need]()

    used = {group for need in needs() for group in getattr(need, of_need)}

    assert used == set(groups)
    assert all(getattr(need, of_need) for need in needs())


def test_a_need_becomes_a_must_have_with_its_sentence():
    sms = need_by_key("sms")

    assert sms.name.en == "SMS"
    assert sms.description.en == "Sends SMS from the same workflows as e-mail."
    assert need_by_key("gone") is None


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "departments: [marketing, sales, service]",
            "departments: [marketing, kitchen]",
            "needs.yaml, forms: 'kitchen' is not among the departments of this file.",
        ),
        (
            "processes: [capture]",
            "processes: capture",
            "needs.yaml, forms: the field 'processes' is not a list of texts.",
        ),
        (
            "      must_have: ",
            "      must: ",
            "needs.yaml, forms.en: the field 'must_have' is missing.",
        ),
        (
            "- key: segmentation",
            "- key: forms",
            "needs.yaml: the key 'forms' is used more than once.",
        ),
        (
            "{key: sales, en: Sales,",
            "{key: sales,",
            "needs.yaml, sales: the field 'en' is missing.",
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path, old, new, problem):
    assert problem in problems_of(tmp_path, old, new)
