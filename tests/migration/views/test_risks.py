import re

import pytest
from django.urls import reverse

from migration.models import Risk
from migration.planning.risks import risk_seeds
from migration.services.gates.risks import seed_risks

FORM = {"text": "DNS is late", "probability": "4", "impact": "5", "version": "1"}


def url_of(name: str, pk: int) -> str:
    return reverse(f"migration:{name}", args=[pk])


@pytest.fixture
def risk(plan) -> Risk:
    return plan.risks.create(own_text="Vendor is slow", probability=2, impact=3)


def test_the_usual_risks_come_once_with_their_tasks(client, people, plan, now):
    client.force_login(people["lead"])

    client.post(url_of("risk_seed", plan.pk))
    client.post(url_of("risk_seed", plan.pk))

    assert plan.risks.count() == len(risk_seeds()) == 13
    assert not plan.risks.filter(task=None).exists()


def test_a_usual_risk_that_was_removed_stays_away(client, people, plan, now):
    seed_risks(plan=plan, actor=people["lead"], now=now)
    client.force_login(people["lead"])

    client.post(url_of("risk_remove", plan.risks.first().pk))
    client.post(url_of("risk_seed", plan.pk))

    assert plan.risks.present().count() == 12


def test_the_worst_stand_first(client, people, plan, risk, now):
    client.force_login(people["observer"])
    plan.risks.create(own_text="Over and done", probability=5, impact=5, is_closed=True)
    plan.risks.create(own_text="DNS is late", probability=4, impact=5)

    page = client.get(url_of("plan_risks", plan.pk)).content.decode()

    places = [page.index(each) for each in ("DNS is late", "Vendor", "Over and done")]
    assert places == sorted(places)


def test_a_risk_is_added_changed_and_closed(client, people, plan, risk, task_of):
    client.force_login(people["lead"])
    owner = plan.members.get(user=people["evaluator"])
    more = {"owner": owner.pk, "task": task_of("domains").pk, "is_closed": "on"}

    added = client.post(url_of("risk_add", plan.pk), FORM)
    changed = client.post(url_of("risk_edit", risk.pk), FORM | more)

    risk.refresh_from_db()
    assert (added.status_code, changed.status_code) == (302, 302)
    assert (risk.text, risk.score, risk.owner) == ("DNS is late", 20, owner)
    assert risk.is_closed
    assert risk.task == task_of("domains")


def test_a_shipped_text_that_is_saved_unchanged_stays_in_every_language(
    client, people, plan, now
):
    seed_risks(plan=plan, actor=people["lead"], now=now)
    client.force_login(people["lead"])
    usual = plan.risks.first()

    client.post(
        url_of("risk_edit", usual.pk), FORM | {"text": usual.text, "answer": "We wait"}
    )

    usual.refresh_from_db()
    assert (usual.own_text, usual.answer) == ("", "We wait")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"text": " "}, 422),
        ({"probability": "6"}, 422),
        ({"impact": "0"}, 422),
        ({"task": "999999"}, 422),
        ({"version": "7"}, 412),
    ],
)
def test_what_does_not_fit_is_refused(client, people, risk, change, status):
    client.force_login(people["lead"])

    answer = client.post(url_of("risk_edit", risk.pk), FORM | change)

    risk.refresh_from_db()
    assert answer.status_code == status
    assert risk.text == "Vendor is slow"


def test_only_leads_change_the_register(client, people, plan, risk):
    client.force_login(people["evaluator"])

    answers = [
        client.get(url_of("plan_risks", plan.pk)),
        client.post(url_of("risk_seed", plan.pk)),
        client.post(url_of("risk_add", plan.pk), FORM),
        client.get(url_of("risk_edit", risk.pk)),
        client.post(url_of("risk_remove", risk.pk)),
        client.post(url_of("risk_restore", risk.pk)),
    ]

    assert [answer.status_code for answer in answers] == [200, 403, 403, 403, 403, 403]


@pytest.mark.parametrize(("person", "most"), [("lead", 9), ("observer", 5)])
def test_the_register_needs_few_queries(
    client, people, plan, now, person, most, django_assert_max_num_queries
):
    """Who cannot add the usual risks is not asked about those that are left."""
    seed_risks(plan=plan, actor=people["lead"], now=now)
    client.force_login(people[person])

    with django_assert_max_num_queries(most):
        client.get(url_of("plan_risks", plan.pk))


def test_shipped_risks_fit_and_begin_in_their_own_direction():
    for seed in risk_seeds().values():
        for words, longest in ((seed.risk, 200), (seed.answer, 400)):
            assert max(map(len, (words.en, words.ar, words.fa))) <= longest, seed.key
            assert not re.match(r"\W*[A-Za-z]", words.ar + words.fa), seed.key


def test_the_register_comes_as_a_table(client, people, plan, risk):
    client.force_login(people["observer"])

    answer = client.get(url_of("plan_risks", plan.pk), {"format": "csv"})

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "Vendor is slow,2,3,6" in text


def test_the_usual_risks_are_offered_as_long_as_one_was_never_on_the_list(
    client, people, plan, now
):
    client.force_login(people["lead"])
    page_of = url_of("plan_risks", plan.pk)
    offered = client.get(page_of).context["has_usual_left"]

    seed_risks(plan=plan, actor=people["lead"], now=now)
    plan.risks.filter(pk=plan.risks.first().pk).update(removed_at=now)

    page = client.get(page_of)
    assert offered is True
    assert url_of("risk_seed", plan.pk) not in page.content.decode()
