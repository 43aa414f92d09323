import re
from pathlib import Path

import pytest

from evaluator.content.problems import ContentError
from migration.planning.demo import demo_plan
from migration.planning.template import (
    plan_template,
    read_plan_template,
    task_by_key,
)

NAMES = "en: A, ar: أ, fa: آ"
TASK = (
    "  - {{key: {key}, phase: {phase}, role: {role}, days: {days}, waits: 0,"
    " proof: false, after: [{after}], sources: [{source}],"
    " en: {{title: Go, done_when: Ok}}, ar: {{title: اذهب, done_when: تم}},"
    " fa: {{title: برو, done_when: شد}}}}\n"
)
GOOD = {
    "key": "go_live",
    "phase": "start",
    "role": "lead",
    "days": "1",
    "after": "",
    "source": "page",
}


def file_with(*tasks: dict[str, str]) -> str:
    rows = "".join(TASK.format(**(GOOD | task)) for task in tasks)
    return (
        f"phases: [{{key: start, {NAMES}}}]\n"
        f"roles: [{{key: lead, {NAMES}}}]\n"
        f"tasks:\n{rows}"
        "sources: [{key: page, address: 'https://example.org/'}]\n"
    )


def problems_of(tmp_path: Path, text: str) -> tuple[str, ...]:
    (tmp_path / "plan_template.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_plan_template(tmp_path)
    return caught.value.problems


def test_a_small_move_has_about_thirty_tasks_in_every_phase():
    template = plan_template()

    assert 25 <= len(template.tasks) <= 30
    assert {task.phase for task in template.tasks} == {
        phase.key for phase in template.phases
    }


def test_proof_is_asked_for_counts_of_lists_only():
    asked = {task.key for task in plan_template().tasks if task.needs_proof}

    assert asked == {"list_counts", "suppression", "reconcile"}


def test_every_task_names_pages_it_was_learnt_from():
    template = plan_template()

    assert all(template.addresses_of(task) for task in template.tasks)


def test_a_task_is_found_by_its_key():
    assert task_by_key("go_live").phase == "cut_over"
    assert task_by_key("gone") is None


@pytest.mark.parametrize("field", ["title", "done_when"])
def test_texts_fit_their_fields_in_every_language(field):
    longest = {"title": 100, "done_when": 200}[field]

    for task in plan_template().tasks:
        words = getattr(task, field)
        assert max(map(len, (words.en, words.ar, words.fa))) <= longest, task.key


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_a_text_begins_in_its_own_direction(language):
    """A browser takes the direction of a line from its first letter."""
    words = [
        word for task in plan_template().tasks for word in (task.title, task.done_when)
    ]

    assert [
        text
        for text in (word.in_language(language) for word in words)
        if re.match(r"\W*[A-Za-z]", text)
    ] == []


@pytest.mark.parametrize(
    ("tasks", "problem"),
    [
        ([{"phase": "end"}], "plan_template.yaml, go_live: 'end' is not a phase."),
        ([{"role": "king"}], "plan_template.yaml, go_live: 'king' is not a role."),
        ([{"source": "x"}], "plan_template.yaml, go_live: 'x' is not a source."),
        (
            [{"after": "later"}, {"key": "later"}],
            "plan_template.yaml, go_live: 'later' under 'after' is not a task above",
        ),
        ([{"key": "other"}], "plan_template.yaml: the task 'go_live' is missing."),
        ([{}, {}], "plan_template.yaml: the key 'go_live' is used more than once."),
        ([{"days": "0"}], "plan_template.yaml, go_live: the field 'days' is not a"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path, tasks, problem):
    found = problems_of(tmp_path, file_with(*tasks))

    assert any(each.startswith(problem) for each in found), found


def test_a_chair_waits_for_whoever_is_easily_forgotten():
    without_tasks = {"point", "sales", "support", "agency", "vendor"}

    assert without_tasks <= {role.key for role in plan_template().roles}


def test_the_demo_names_tasks_and_roles_that_exist():
    template, told = plan_template(), demo_plan()

    assert {done.task for done in told.done} <= {task.key for task in template.tasks}
    assert set(told.roles) == {task.role for task in template.tasks}
    assert set(told.roles) <= {role.key for role in template.roles}
    assert {*told.roles.values(), told.lead} <= set(told.people)
