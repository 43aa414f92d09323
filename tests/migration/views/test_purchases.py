from datetime import date

import pytest
from django.urls import reverse

from migration.models import Purchase
from migration.services.plans.purchases import (
    HandedOverBeforeStart,
    PurchaseEdit,
    PurchaseIsStale,
    SignedBeforeOrder,
    save_purchase,
)
from workspace.models import Activity

AGREED = PurchaseEdit(
    order_number="PO-17",
    ordered_on=date(2026, 11, 2),
    contract_signed_on=date(2026, 11, 9),
    starts_on=date(2026, 12, 1),
    terms="Contacts above 50,000 cost 8 a thousand.",
    path="Import by file, then the connector.",
    experts="Ada Okoye: weeks 3 and 4",
    handover_on=date(2027, 1, 20),
    handover_criteria="Ten journeys run.",
)


def address(plan) -> str:
    return reverse("migration:plan_purchase", args=[plan.pk])


@pytest.fixture
def save(plan, people, now):
    def write(edit=AGREED, version=0):
        return save_purchase(
            plan=plan, edit=edit, version=version, actor=people["lead"], now=now
        )

    return write


@pytest.mark.parametrize(
    ("person", "seen", "saved"),
    [
        ("lead", 200, 302),
        ("evaluator", 200, 403),
        ("observer", 200, 403),
        ("outsider", 404, 404),
    ],
)
def test_who_may_read_and_write_it(client, people, plan, person, seen, saved):
    client.force_login(people[person])

    assert client.get(address(plan)).status_code == seen
    answer = client.post(address(plan), {"order_number": "PO-17", "version": 0})
    assert answer.status_code == saved


def test_what_was_agreed_is_kept_and_told(plan, save):
    save()

    kept = Purchase.objects.get(plan=plan)
    assert kept.experts == "Ada Okoye: weeks 3 and 4"
    assert kept.version == 1
    told = Activity.objects.get(verb="purchase.saved")
    assert "terms" in told.after["fields"].split(", ")
    assert "50,000" not in f"{told.before} {told.after}"  # R21, R56


@pytest.mark.parametrize(
    ("person", "sees"), [("lead", True), ("evaluator", True), ("observer", False)]
)
def test_agreed_terms_are_for_those_who_work_on_it(
    client, people, plan, save, person, sees
):
    save()
    client.force_login(people[person])

    page = client.get(address(plan)).content.decode()
    told = client.get(f"/api/v1/plans/{plan.pk}/purchase/").json()

    assert ("50,000" in page) == sees
    assert told["terms"] == (AGREED.terms if sees else None)
    assert told["path"] == AGREED.path


def test_saving_the_same_again_changes_nothing(save):
    save()

    assert save(version=1).version == 1


def test_a_stale_page_shows_both_values(client, people, plan, save):  # R48
    client.force_login(people["lead"])
    save()

    answer = client.post(address(plan), {"order_number": "PO-18", "version": 0})

    assert answer.status_code == 412
    page = answer.content.decode()
    assert "PO-17" in page
    assert "PO-18" in page
    with pytest.raises(PurchaseIsStale):
        save(version=0)


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (
            PurchaseEdit(
                ordered_on=date(2026, 11, 9), contract_signed_on=date(2026, 11, 2)
            ),
            SignedBeforeOrder,
        ),
        (
            PurchaseEdit(starts_on=date(2027, 2, 1), handover_on=date(2027, 1, 1)),
            HandedOverBeforeStart,
        ),
    ],
)
def test_days_out_of_order_are_refused(save, edit, error):
    with pytest.raises(error):
        save(edit)


def test_refused_input_answers_422(client, people, plan):
    client.force_login(people["lead"])
    data = {"starts_on": "2027-02-01", "handover_on": "2027-01-01", "version": 0}

    answer = client.post(address(plan), data)

    assert answer.status_code == 422
    assert "cannot come before the contract starts" in answer.content.decode()


def test_its_tasks_and_the_status_lead_to_it(client, people, plan, save, task_of):
    client.force_login(people["observer"])
    save()

    page = client.get(address(plan)).content.decode()
    task = client.get(
        reverse("migration:task_detail", args=[task_of("vendor_meeting").pk])
    ).content.decode()
    status = client.get(reverse("migration:plan_status", args=[plan.pk]))

    assert "Meet the vendor" in page
    assert "Ada Okoye" in page
    assert address(plan) in task
    assert "Its vendor hands over on" in status.content.decode()


def test_the_page_needs_few_queries(
    client, people, plan, django_assert_max_num_queries
):
    client.force_login(people["lead"])

    with django_assert_max_num_queries(9):
        client.get(address(plan))


def test_the_api_reads_and_writes_it(client, people, plan, save):
    save()
    client.force_login(people["lead"])
    url = f"/api/v1/plans/{plan.pk}/purchase/"

    changed = client.patch(
        url,
        {"met_on": "2026-11-12"},
        content_type="application/json",
        headers={"If-Match": '"1"'},
    )

    assert changed.status_code == 200
    body = client.get(url).json()
    assert body["met_on"] == "2026-11-12"
    assert body["order_number"] == "PO-17"
