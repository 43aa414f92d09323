from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from migration.models import Asset, TeamEffort
from migration.selectors.inventory.assets import hours_of
from migration.selectors.inventory.effort import effort_of, read_team_table
from migration.services.plans.plans import NewPlan, create_plan

pytestmark = pytest.mark.django_db


def url_of(name: str, pk: int) -> str:
    return reverse(f"migration:{name}", args=[pk])


@pytest.fixture
def inventory(plan, now):
    """Three e-mails of which one is retired, and one that nobody used for years."""
    for place, (disposition, used, took) in enumerate(
        (("rebuild", 9, 3), ("rebuild", 9, 5), ("retire", 9, None), ("", 900, None))
    ):
        Asset.objects.create(
            plan=plan,
            name=f"Mail {place}",
            kind="email_template",
            size="S",
            import_key=f"mail-{place}",
            disposition=disposition,
            last_used_on=now.date() - timedelta(days=used),
            actual_hours=took,
        )
    return plan


def hours(plan, now) -> Decimal:
    present = plan.assets.present()
    return hours_of(present, effort=effort_of(plan.team), today=now.date())


@pytest.mark.parametrize(
    ("person", "see", "change"),
    [
        ("lead", 200, 302),
        ("evaluator", 200, 403),
        ("observer", 200, 403),
        ("owner", 404, 404),
        ("outsider", 404, 404),
    ],
)
def test_who_reads_and_changes_the_table(client, plan, people, person, see, change):
    client.force_login(people[person])

    assert client.get(url_of("plan_effort", plan.pk)).status_code == see
    saved = client.post(url_of("plan_effort", plan.pk), {"version": 0})
    assert saved.status_code == change
    reset = client.post(url_of("effort_reset", plan.pk), {"version": 1})
    assert reset.status_code == change


def test_own_figures_change_all_hours_and_the_shipped_ones_come_back(
    client, inventory, people, now
):
    plan = inventory
    client.force_login(people["lead"])
    before = hours(plan, now)
    figures = {"email_template:S": "٤٫٥", "retire": "0.2", "version": 0}

    client.post(url_of("plan_effort", plan.pk), figures)
    own = hours(plan, now)
    page = client.get(url_of("plan_effort", plan.pk)).content.decode()
    client.post(url_of("effort_reset", plan.pk), {"version": 1})

    assert own == 2 * Decimal("4.5") + 2 * Decimal("0.90")
    assert "in truth 4 (2 assets)" in page
    assert hours(plan, now) == before != own


@pytest.fixture
def elsewhere(team, people, now):
    """A second plan, led by evaluator, on which one journey took 7 hours."""
    act = {"actor": people["evaluator"], "now": now}
    plan = create_plan(team=team, new=NewPlan("Other", "A", "B"), **act)
    decided = {"disposition": "rebuild", "actual_hours": 7}
    plan.assets.create(name="Their mail", kind="email_template", size="S", **decided)
    return plan


def counts(team, reader) -> list[int]:
    rows = [
        size
        for kind in read_team_table(team, reader=reader).kinds
        for size in kind.sizes
    ]
    return [row.actual.count for row in rows if row.actual]


def test_hours_count_only_from_plans_that_the_reader_sees(
    inventory, elsewhere, team, people, now
):
    seen = [counts(team, people[name]) for name in ("lead", "evaluator")]
    elsewhere.deleted_at = now
    elsewhere.save()

    assert seen == [[2], [3]]
    assert counts(team, people["evaluator"]) == [2]


def test_reading_the_table_takes_two_queries(
    inventory, team, people, django_assert_num_queries
):
    with django_assert_num_queries(2):
        read_team_table(team, reader=people["lead"])


def test_wrong_figures_are_refused_and_a_stale_save_shows_what_is_stored(
    client, plan, people
):
    client.force_login(people["lead"])
    TeamEffort.objects.create(team=plan.team, hours={"email_template:S": "7"})
    url = url_of("plan_effort", plan.pk)

    wrong = client.post(url, {"email_template:S": "-1", "version": 1})
    stale = client.post(url, {"email_template:S": "3", "version": 0})

    assert (wrong.status_code, stale.status_code) == (422, 412)
    assert "above 0 and below 1,000" in wrong.content.decode()
    assert "stored now: 7" in stale.content.decode()
    assert 'value="3"' in stale.content.decode()


def test_the_api_reads_and_sets_the_table(client, plan, people):
    client.force_login(people["lead"])
    url = f"/api/v1/plans/{plan.pk}/effort-table/"

    def put(body, version):
        return client.put(
            url, body, "application/json", headers={"If-Match": f'"{version}"'}
        )

    first = client.get(url).json()
    saved = put({"hours": {"email_template:S": "9"}, "shares": {}}, 0)
    stale = put({"hours": {}, "shares": {}}, 0)
    unknown = put({"hours": {"cloud:S": "9"}, "shares": {}}, 1)

    assert (first["version"], len(first["hours"])) == (0, 48)
    figure = next(
        row for row in saved.json()["hours"] if row["key"] == "email_template:S"
    )
    assert Decimal(figure["own"]) == 9
    assert (stale.status_code, unknown.status_code) == (412, 409)


def test_the_table_needs_few_queries(
    client, inventory, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])

    with django_assert_max_num_queries(12):
        client.get(url_of("plan_effort", inventory.pk))
