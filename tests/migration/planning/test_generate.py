import re
from datetime import date

import pytest

from migration.planning import generate as planning
from migration.planning.full_template import full_template
from migration.planning.generate import Answers, Change, Existing, difference
from migration.planning.template import plan_template
from migration.planning.template_links import due_days, links_of

SMALL = [Existing((entry.key, "")) for entry in plan_template().tasks]


def generate(names):
    return planning.generate(Answers(names=names))


def identities(generated):
    return [planned.identity for planned in generated]


def test_the_full_template_has_about_ninety_tasks_in_eleven_phases():
    template = full_template()

    assert len(template.tasks) == 92
    assert len(template.phases) == 11
    assert {task.entry.phase for task in template.tasks} == {
        phase.key for phase in template.phases
    }


@pytest.mark.parametrize(("field", "longest"), [("title", 100), ("done_when", 200)])
def test_texts_fit_and_begin_in_their_own_direction(field, longest):
    for task in full_template().tasks:
        words = getattr(task.entry, field)
        assert max(map(len, (words.en, words.ar, words.fa))) <= longest, task.key
        assert not re.match(r"\W*[A-Za-z]", words.ar), task.key
        assert not re.match(r"\W*[A-Za-z]", words.fa), task.key


def test_every_task_names_pages_it_was_learnt_from():
    template = full_template()

    assert all(template.addresses_of(task.entry) for task in template.tasks)


def test_each_task_of_a_small_move_has_one_main_part():
    lines = difference(SMALL, generate({}))
    becoming = {
        line.existing.identity[0]
        for line in lines
        if line.planned and line.change is Change.BECOMES
    }
    shared = {task.key for task in full_template().tasks} & {
        entry.key for entry in plan_template().tasks
    }

    assert becoming | shared == {entry.key for entry in plan_template().tasks}
    assert becoming.isdisjoint(shared)


def test_the_links_have_no_circle_and_lead_to_go_live():
    generated = generate({"domain": ["a.example", "b.example"], "site": ["x.example"]})
    days = {planned.identity: planned.task.entry.days for planned in generated}

    due = due_days(
        days,
        links_of(identities(generated)),
        go_live_on=date(2027, 6, 1),
        weekend={6, 7},
    )

    assert due["go_live", ""] == date(2027, 6, 1)
    assert set(due) == set(days)
    assert all(day.isoweekday() < 6 for day in due.values())
    assert due["suppression", ""] < due["full_load", ""] < due["reconcile", ""]


def test_a_task_is_repeated_for_each_thing_and_linked_within_it():
    generated = generate({"domain": ["a.example", "b.example"]})
    links = links_of(identities(generated))

    assert {
        (link.before[1], link.after[1])
        for link in links
        if link.before[0] == "dns" and link.after[0] == "authentication"
    } == {
        ("domain-a.example", "domain-a.example"),
        ("domain-b.example", "domain-b.example"),
    }


def test_generating_again_changes_nothing():
    answers = {"domain": ["a.example"], "integration": ["Shop", "CRM"]}
    existing = [Existing(identity) for identity in identities(generate(answers))]

    assert difference(existing, generate(answers)) == ()


def test_a_small_task_that_is_done_stays_and_its_parts_are_done_with_it():
    small = [
        Existing(each.identity, is_done=each.identity[0] == "load") for each in SMALL
    ]

    keys = {line.planned.task.key for line in difference(small, generate({}))}

    assert keys.isdisjoint({"pilot_load", "full_load"})
    assert "preflight" in keys


def test_what_people_removed_does_not_come_back():
    generated = generate({})
    existing = [
        Existing(identity, is_removed=identity[0] == "kick_off")
        for identity in identities(generated)
    ]

    assert difference(existing, generated) == ()


def test_a_thing_that_is_gone_takes_its_open_tasks_along():
    before = generate({"site": ["a.example", "b.example"]})
    existing = [Existing(each.identity) for each in before]

    lines = difference(existing, generate({"site": ["a.example"]}))

    assert {(line.change, line.existing.identity) for line in lines} == {
        (Change.GONE, ("tracking", "site-b.example")),
        (Change.GONE, ("swap", "site-b.example")),
    }


def test_the_task_for_all_becomes_that_of_the_first_thing_named():
    existing = [Existing(each.identity) for each in generate({})]

    lines = difference(existing, generate({"site": ["a.example", "b.example"]}))

    assert [(line.change, line.planned.identity[1]) for line in lines] == [
        (Change.BECOMES, "site-a.example"),
        (Change.ADDED, "site-b.example"),
        (Change.BECOMES, "site-a.example"),
        (Change.ADDED, "site-b.example"),
    ]
