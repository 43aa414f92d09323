"""R21: prices reach only people with the price right, wherever one asks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluator.models import (
    CostLine,
    Evaluation,
    ExchangeRate,
    MeasuredValue,
    MoneySettings,
    Participant,
)
from evaluator.services.evaluations import change_settings, settings_of
from evaluator.services.people import LeadSeesPrices, change_price_right
from tests.evaluator.costed import bound
from tests.evaluator.crawling import Crawl
from tests.evaluator.prices import amount_a_month, enter
from tests.workspace.archives import archive_of, make
from workspace.models import Activity, AuditEntry

pytestmark = pytest.mark.django_db

# Each as it is stored; on pages and in files it is grouped or not, in three alphabets.
AMOUNTS = ("77123", "66124", "55125", "7.7126", "44128")
# The tariff over a year and over three.
FOLLOWING = ("925476", "2776428")


def spellings(amount: str) -> list[bytes]:
    grouped = f"{Decimal(amount):,}"
    persian = str.maketrans("0123456789.,", "۰۱۲۳۴۵۶۷۸۹٫٬")
    arabic = str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")
    forms = {amount, grouped, grouped.translate(persian), grouped.translate(arabic)}
    return [form.encode() for form in forms]


# Not within a checksum or a part of a second, where any digits may come by chance.
ANY_AMOUNT = re.compile(
    b"(?<![0-9a-f.])(?:%s)(?![0-9a-f])"
    % b"|".join(
        re.escape(form) for amount in AMOUNTS + FOLLOWING for form in spellings(amount)
    )
)


def tells_a_price(body: bytes) -> bool:
    return ANY_AMOUNT.search(body) is not None


@pytest.fixture
def with_prices(known, staged, people, now) -> Evaluation:
    """Amounts in a tariff, a cost line, the budget and an exchange rate."""
    acme = staged.candidates.get(name="Acme")
    enter(acme, amount_a_month(AMOUNTS[0]), actor=people["lead"], now=now)
    CostLine.objects.create(
        evaluation=staged,
        name="Training",
        category="training",
        currency="USD",
        rhythm="once",
        low=66124,
        likely=66124,
        high=66124,
    )
    MoneySettings.objects.create(evaluation=staged, yearly_budget=55125)
    MeasuredValue.objects.create(
        candidate=acme,
        criterion=staged.criteria.get(own_name="Price a year"),
        value=44128,
        source="The offer",
    )
    rate = Decimal(AMOUNTS[3])
    ExchangeRate.objects.create(
        evaluation=staged, currency="GBP", low=rate, likely=rate, high=rate
    )
    return staged


def told(evaluation, people, known, name) -> list[str]:
    """Ask for everything as this person; return the addresses that tell a price."""
    found = Crawl(people[name], known)()
    return [where for where, answer in found.items() if tells_a_price(answer.body)]


def test_without_the_right_no_address_tells_an_amount(
    with_prices,
    people,
    known,
):
    known["number"] = [1, 2]

    assert told(with_prices, people, known, "observer") == []


def test_in_two_envelopes_no_address_tells_an_evaluator(
    with_prices,
    people,
    known,
    now,
):
    known["number"] = [1, 2]
    with_prices.two_envelopes = True
    with_prices.save()

    assert told(with_prices, people, known, "evaluator") == []


def test_results_and_workbook_keep_measured_prices_from_who_may_not_see_them(
    revealed, people, client, now
):
    criterion = revealed.criteria.create(
        kind="measured",
        own_name="Price a year",
        unit="EUR",
        weight=10,
        parent=revealed.criteria.get(own_name="Budget"),
        value_function={"kind": "linear", "worst": 90000, "best": 0},
    )
    acme = revealed.candidates.get(name="Acme")
    MeasuredValue.objects.create(candidate=acme, criterion=criterion, value=44128)
    told = {}
    for name in ("lead", "observer"):
        client.force_login(people[name])
        results = [
            client.get(reverse("evaluator:results", args=[revealed.pk])),
            client.get(
                reverse(
                    "evaluator:result_cell", args=[revealed.pk, acme.pk, criterion.pk]
                )
            ),
            client.get(reverse("evaluator:measured_list", args=[revealed.pk])),
            client.get(
                reverse("api:result-cell", args=[revealed.pk, acme.pk, criterion.pk])
            ),
        ]
        told[name] = [tells_a_price(answer.content) for answer in results]

    assert told == {"lead": [True] * 4, "observer": [False] * 4}


def test_pages_and_answers_tell_those_with_the_right(
    with_prices,
    people,
    client,
):
    client.force_login(people["evaluator"])

    page = client.get(reverse("evaluator:price_list", args=[with_prices.pk]))
    answer = client.get(reverse("api:price-list", args=[with_prices.pk]))

    assert tells_a_price(page.content)
    assert tells_a_price(answer.content)


def test_the_archive_of_a_team_holds_prices_of_the_owners_own_right(
    with_prices, team, people, now
):
    without = archive_of(make(team, people["owner"], lambda: now))
    Participant.objects.create(
        evaluation=with_prices, user=people["owner"], role="lead"
    )
    Activity.objects.filter(verb="data.exported").delete()
    later = now + timedelta(hours=1)
    with_right = archive_of(make(team, people["owner"], lambda: later))

    assert not tells_a_price(without.everything())
    assert tells_a_price(with_right.everything())


def test_the_ends_of_a_budget_criterion_go_by_the_owners_own_right(
    evaluation, team, people, now
):
    bound(evaluation, people["lead"], now)
    without = archive_of(make(team, people["owner"], lambda: now))
    Participant.objects.create(evaluation=evaluation, user=people["owner"], role="lead")
    Activity.objects.filter(verb="data.exported").delete()
    later = now + timedelta(hours=1)
    with_right = archive_of(make(team, people["owner"], lambda: later))

    def told(archive) -> dict:
        rows = archive.rows("criteria")
        return {row["name"]: row["value_function"] for row in rows}

    assert told(without)["Price"] is None
    assert told(with_right)["Price"]["worst"] == 3000
    assert {k: v for k, v in told(without).items() if k != "Price"} == {
        k: v for k, v in told(with_right).items() if k != "Price"
    }


@pytest.mark.parametrize(
    ("role", "right", "two_envelopes", "status"),
    [
        ("evaluator", None, False, 200),
        ("evaluator", False, False, 403),
        ("evaluator", True, True, 403),
        ("observer", None, False, 403),
        ("observer", True, False, 200),
    ],
)
def test_who_has_the_right(
    client, evaluation, people, role, right, two_envelopes, status
):
    Participant.objects.filter(user=people["observer"]).update(
        role=role, is_evaluator=role == "evaluator", price_right=right
    )
    Evaluation.objects.update(two_envelopes=two_envelopes)
    client.force_login(people["observer"])

    answer = client.get(reverse("evaluator:price_list", args=[evaluation.pk]))

    assert answer.status_code == status


def test_the_second_envelope_opens_with_the_reveal(client, revealed, people):
    Evaluation.objects.update(two_envelopes=True)
    client.force_login(people["evaluator"])

    answer = client.get(reverse("evaluator:price_list", args=[revealed.pk]))

    assert answer.status_code == 200


def test_the_lead_gives_the_right_on_the_page_of_people(
    client, evaluation, people, part_of
):
    observer = part_of(evaluation, "observer")
    client.force_login(people["lead"])
    url = reverse("evaluator:participant_prices", args=[evaluation.pk, observer.pk])

    answer = client.post(url, {"price_right": "yes"})

    observer.refresh_from_db()
    assert (answer.status_code, observer.price_right) == (302, True)
    entry = AuditEntry.objects.order_by("pk").last()
    assert entry.event == "participant.price_right_changed"
    page = client.get(reverse("evaluator:participant_list", args=[evaluation.pk]))
    assert '<option value="yes" selected>yes</option>' in page.content.decode()


@pytest.mark.parametrize("person", ["evaluator", "observer"])
def test_only_a_lead_gives_it(client, evaluation, people, part_of, person):  # R9
    other = part_of(evaluation, "second")
    client.force_login(people[person])
    url = reverse("evaluator:participant_prices", args=[evaluation.pk, other.pk])

    assert client.post(url, {"price_right": "yes"}).status_code == 403


def test_a_wrong_word_is_refused(client, evaluation, people, part_of):
    other = part_of(evaluation, "second")
    client.force_login(people["lead"])
    url = reverse("evaluator:participant_prices", args=[evaluation.pk, other.pk])

    answer = client.post(url, {"price_right": "perhaps"})

    assert answer.status_code == 422
    assert "Choose whether the person sees prices." in answer.content.decode()


def test_a_lead_cannot_lose_it(evaluation, people, part_of, now):
    with pytest.raises(LeadSeesPrices):
        change_price_right(
            participant=part_of(evaluation, "lead"),
            price_right=False,
            actor=people["lead"],
            now=now,
        )


def test_a_script_gives_it_too(client, evaluation, people, part_of):
    observer = part_of(evaluation, "observer")
    client.force_login(people["lead"])

    answer = client.patch(
        reverse("api:participant-detail", args=[evaluation.pk, observer.pk]),
        {"price_right": True},
        content_type="application/json",
    )

    assert answer.json()["price_right"] is True


def test_two_envelopes_are_a_setting_until_the_reveal(evaluation, people, now):

    changed = change_settings(
        evaluation=evaluation,
        settings=replace(settings_of(evaluation), two_envelopes=True),
        version=evaluation.version,
        actor=people["lead"],
        now=now,
    )

    assert changed.two_envelopes
