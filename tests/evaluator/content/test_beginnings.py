"""Diagnosis, kind check, readiness and goals: what ships, and what is refused."""

from pathlib import Path

import pytest

from evaluator.content.diagnosis import read_diagnosis, signs
from evaluator.content.goals import read_goals
from evaluator.content.kind_check import kind_questions, read_kind_questions
from evaluator.content.problems import ContentError
from evaluator.content.readiness import read_readiness
from evaluator.content.sections import SHIPPED


@pytest.mark.parametrize(
    ("file", "read", "old", "new", "problem"),
    [
        (
            "diagnosis.yaml",
            read_diagnosis,
            "criteria: [no_specialists",
            "criteria: [magic",
            "diagnosis.yaml, specialists: 'magic' is no criterion of the template.",
        ),
        (
            "diagnosis.yaml",
            read_diagnosis,
            "- key: adoption_weeks",
            "- key: adoption_avoid",
            "diagnosis.yaml: the key 'adoption_avoid' is used more than once.",
        ),
        (
            "kind_check.yaml",
            read_kind_questions,
            "kind: cdp",
            "kind: erp",
            "kind_check.yaml, sources: 'erp' is no kind and no reach.",
        ),
        (
            "readiness.yaml",
            read_readiness,
            "{name: Capacity of the team, ",
            "{",
            "readiness.yaml, capacity.en: the field 'name' is missing.",
        ),
        (
            "goals.yaml",
            read_goals,
            "goal: nurturing",
            "goal: luck",
            "goals.yaml, sales_cycle: 'luck' or 'efficiency' is not in this file.",
        ),
        (
            "goals.yaml",
            read_goals,
            "change: -10",
            "change: less",
            "goals.yaml, advertising_cost: the field 'change' is not a whole number.",
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_place(
    tmp_path: Path, file, read, old, new, problem
):
    text = (SHIPPED / file).read_text()
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1))

    with pytest.raises(ContentError) as caught:
        read(tmp_path)

    assert problem in caught.value.problems


def test_each_of_the_five_signs_asks_for_trouble_and_for_a_way_to_mend_it():
    assert len(signs()) == 5
    for sign in signs():
        mending = [each.mends for each in sign.statements]
        assert 3 <= len(mending) <= 5
        assert mending.count(True) == 1
        assert any(each.reversed for each in sign.statements)


def test_a_dozen_questions_point_at_every_kind():
    pointed = {question.pointer.kind for question in kind_questions()}

    assert len(kind_questions()) == 12
    assert pointed == {
        "marketing_automation", "crm", "cdp", "dmp", "cms",
        "multichannel", "omnichannel",
    }  # fmt: skip
