from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from evaluator.models import Fact, Platform

pytestmark = pytest.mark.django_db

# Anonymous people go to the login; members of the team edit, all others see nothing.
CAST = ("anonymous", "owner", "evaluator", "member", "outsider")
FORM = {
    "value": "700",
    "unit": "per month",
    "currency": "EUR",
    "as_of": "2026-05-01",
    "source": "Quote by mail",
    "version": 0,
}


@pytest.fixture
def acme(db) -> Platform:
    return Platform.objects.create(key="acme", name="Acme", match_key="acme")


@pytest.fixture
def price(acme) -> Fact:
    return Fact.objects.create(
        platform=acme,
        key="pricing.price",
        slot="Pro",
        value=800,
        unit="per month",
        currency="EUR",
        trust="vendor",
        details={"plan": "Pro"},
    )


@pytest.fixture
def own_platform(team) -> Platform:
    return Platform.objects.create(team=team, key="own", name="Own", match_key="own")


@pytest.fixture
def own_fact(price, team) -> Fact:
    return Fact.objects.create(
        platform=price.platform,
        team=team,
        key=price.key,
        slot=price.slot,
        value=650,
        unit="per month",
        currency="EUR",
        source="Mail",
        trust="own",
        details={"plan": "Pro", "form": "money"},
    )


@pytest.fixture
def member(client, people) -> Client:
    client.force_login(people["member"])
    return client


def add_url(platform: Platform, query: str = "key=pricing.price") -> str:
    return reverse("evaluator:own_fact_add", args=[platform.pk]) + f"?{query}"


def edit_url(fact: Fact) -> str:
    return reverse("evaluator:own_fact_edit", args=[fact.pk])


def statuses(people, ask) -> dict[str, int]:
    found = {}
    for person in CAST:
        client = Client()
        if person != "anonymous":
            client.force_login(people[person])
        found[person] = ask(client).status_code
    return found


def answers(*codes: int) -> dict[str, int]:
    return dict(zip(CAST, codes, strict=True))


def test_who_may_enter_change_and_remove_own_things(
    people, price, own_fact, own_platform
):
    own_page = [own_platform.pk]
    asked = {
        reverse("evaluator:platform_add"): (302, 200, 200, 200, 200),
        add_url(price.platform): (302, 200, 200, 200, 200),
        add_url(own_platform): (302, 200, 200, 200, 404),
        edit_url(own_fact): (302, 200, 200, 200, 404),
        reverse("evaluator:platform_edit", args=own_page): (302, 200, 200, 200, 404),
        reverse("evaluator:platform_edit", args=[price.platform_id]): (
            302,
            403,
            403,
            403,
            403,
        ),
    }

    for url, codes in asked.items():
        assert statuses(people, lambda client, url=url: client.get(url)) == answers(
            *codes
        ), url


def test_outsiders_remove_nothing(client, people, own_fact, own_platform):
    client.force_login(people["outsider"])

    for url in (
        reverse("evaluator:own_fact_remove", args=[own_fact.pk]),
        reverse("evaluator:platform_remove", args=[own_platform.pk]),
    ):
        assert client.post(url).status_code == 404  # R11
    assert Fact.objects.filter(pk=own_fact.pk).exists()
    assert Platform.objects.filter(pk=own_platform.pk).exists()


def test_a_shipped_fact_is_no_own_one(member, price):
    assert member.get(edit_url(price)).status_code == 404
    remove = reverse("evaluator:own_fact_remove", args=[price.pk])
    assert member.post(remove).status_code == 404
    assert Fact.objects.filter(pk=price.pk).exists()


def test_a_member_replaces_a_price_for_the_team(member, price, team):
    url = add_url(price.platform, f"fact={price.pk}")

    answer = member.post(url, {**FORM, "value": "۷۰۰٫۵"})

    own = Fact.objects.get(team=team)
    assert answer["Location"].endswith(f"/platforms/{price.platform_id}/#pricing.price")
    assert (own.value, own.slot, own.as_of) == (700.5, "Pro", "2026-05-01")
    assert own.recorded_by.email == "member@example.org"


def test_replacing_it_again_leads_to_the_own_fact(member, price, own_fact):
    answer = member.get(add_url(price.platform, f"fact={price.pk}"))

    assert answer["Location"] == edit_url(own_fact)


def test_a_fact_is_chosen_before_it_is_entered(member, acme):
    page = member.get(reverse("evaluator:own_fact_add", args=[acme.pk]))

    assert 'value="channels.sms"' in page.content.decode()
    assert 'value="pricing.tariff"' not in page.content.decode()


@pytest.mark.parametrize("query", ["key=nonsense", "key=pricing.tariff", "fact=0"])
def test_what_cannot_be_entered_is_not_there(member, acme, query):
    assert member.get(add_url(acme, query)).status_code == 404


def test_a_fact_of_another_platform_cannot_be_replaced_here(member, price):
    other = Platform.objects.create(key="bolt", name="Bolt", match_key="bolt")

    answer = member.post(add_url(other, f"fact={price.pk}"), FORM)

    assert answer.status_code == 404  # R12
    assert not Fact.objects.exclude(team=None).exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"unit": ""}, "Every figure needs its unit."),
        ({"currency": ""}, "An amount needs its currency."),
        ({"as_of": ""}, "Enter the day, or tick that there is none."),
        ({"as_of": "2199-01-01"}, "This day has not come yet."),
        ({"source": ""}, "Say where this comes from, or link to it."),
        ({"value": "cheap"}, "Enter a number, such as 12.5."),
        ({"value": "1,5"}, "This number can be read in two ways."),
        ({"value": "1" + 20 * "0"}, "Enter a number below 100 trillion."),
        (
            {"source_url": "javascript:alert(1)"},
            "Enter an address that starts with https://.",
        ),
    ],
)
def test_a_fact_without_its_parts_is_refused_at_the_field(
    member, acme, change, message
):
    answer = member.post(add_url(acme), FORM | change)

    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Fact.objects.exists()


def test_undated_is_said_and_stored_as_such(member, acme):
    member.post(add_url(acme), FORM | {"as_of": "", "is_undated": "on"})

    assert Fact.objects.get().as_of == ""


@pytest.mark.parametrize(
    ("key", "form", "stored"),
    [
        ("channels.sms", {"answer": "yes"}, ("yes", "claim", "yes")),
        ("channels.sms", {"answer": "no", "value": "late"}, ("late", "claim", "no")),
        ("limits.users", {"value": "many"}, ("many", "text", "")),
        ("limits.users", {"value": "5", "unit": "users"}, (5, "number", "")),
        ("languages.interface", {"value": "en، fa"}, (["en", "fa"], "words", "")),
        ("company.acquired_on", {"value": "2019-05-14"}, ("2019-05-14", "date", "")),
        ("availability.billing_currency", {"value": "irr"}, ("IRR", "currency", "")),
    ],
)
def test_each_kind_of_fact_is_stored_in_its_form(member, acme, key, form, stored):
    rest = {"is_undated": "on", "source": "Mail", "version": 0}

    answer = member.post(add_url(acme, f"key={key}"), rest | form)

    assert answer.status_code == 302, answer.content.decode()
    fact = Fact.objects.get()
    details = fact.details
    assert (fact.value, details["form"], details.get("answer", "")) == stored
    assert (
        member.get(reverse("evaluator:platform_detail", args=[acme.pk])).status_code
        == 200
    )


def test_an_own_fact_is_changed_and_removed(member, own_fact):
    member.post(edit_url(own_fact), FORM | {"value": "600", "version": 1})
    own_fact.refresh_from_db()
    member.post(reverse("evaluator:own_fact_remove", args=[own_fact.pk]))

    assert (own_fact.value, own_fact.version) == (600, 2)
    assert not Fact.objects.filter(pk=own_fact.pk).exists()


def test_a_stale_change_shows_both_values_and_saves_nothing(member, own_fact):
    Fact.objects.filter(pk=own_fact.pk).update(value=640, version=2)

    answer = member.post(edit_url(own_fact), FORM | {"value": "600", "version": 1})

    page = answer.content.decode()
    assert answer.status_code == 412  # R48
    assert '<td dir="auto">640</td><td dir="auto">600</td>' in page
    own_fact.refresh_from_db()
    assert own_fact.value == 640


def test_a_change_without_its_version_is_refused(member, own_fact):
    form = {name: value for name, value in FORM.items() if name != "version"}

    assert member.post(edit_url(own_fact), form).status_code == 428  # R48


def test_a_platform_is_added_changed_and_removed(member, team):
    member.post(
        reverse("evaluator:platform_add"),
        {"name": "Najva", "kinds": ["crm"], "channels": ["sms"], "version": 0},
    )
    najva = Platform.objects.get(team=team)
    member.post(
        reverse("evaluator:platform_edit", args=[najva.pk]),
        {"name": "Najva 2", "version": 1},
    )
    najva.refresh_from_db()
    gone = member.post(reverse("evaluator:platform_remove", args=[najva.pk]))

    assert (najva.name, najva.channels, gone.status_code) == ("Najva 2", [], 302)
    assert not Platform.objects.exists()


def test_the_page_that_adds_a_platform_sends_all_that_is_asked_for(member, team):
    url = reverse("evaluator:platform_add")
    form = member.get(url, {"name": "Najva"}).context["form"]
    hidden = {field.html_name: field.value() for field in form.hidden_fields()}
    sent = {name: value for name, value in hidden.items() if value is not None}

    answer = member.post(url, {**sent, "name": "Najva"})

    assert answer.status_code == 302
    assert Platform.objects.get(team=team).name == "Najva"


def test_an_address_without_https_gets_it(member, team):
    url = reverse("evaluator:platform_add")

    member.post(url, {"name": "Najva", "homepage": "najva.example", "version": 0})
    wrong = member.post(url, {"name": "B", "homepage": "no address", "version": 0})

    assert Platform.objects.get(team=team).homepage == "https://najva.example"
    assert "Enter a web address, such as" in wrong.content.decode()


def test_a_name_like_another_is_asked_about_before_it_is_added(member, acme, team):
    url = reverse("evaluator:platform_add")

    asked = member.post(url, {"name": "Acme!", "version": 0})
    told = member.post(url, {"name": "Acme!", "version": 0, "is_other": "on"})

    assert asked.status_code == 422  # R36
    assert "Is it one of these?" in asked.content.decode()
    assert told.status_code == 302
    assert Platform.objects.get(team=team).name == "Acme!"


def test_a_second_click_makes_no_second_platform(member, own_platform):
    answer = member.post(
        reverse("evaluator:platform_add"),
        {"name": "OWN", "version": 0, "is_other": "on"},
    )

    assert answer.status_code == 422
    assert "in the catalogue already" in answer.content.decode()
    assert Platform.objects.count() == 1


def test_a_stale_platform_form_shows_both_values(member, own_platform):
    Platform.objects.update(vendor="Theirs", kinds=["crm"], version=2)

    answer = member.post(
        reverse("evaluator:platform_edit", args=[own_platform.pk]),
        {"name": "Own", "vendor": "Ours", "kinds": ["cdp"], "version": 1},
    )

    page = answer.content.decode()
    assert answer.status_code == 412  # R48
    for value in ("Theirs", "Ours", "CRM", "CDP"):
        assert f'<td dir="auto">{value}</td>' in page


def test_the_form_of_a_fact_takes_few_queries(
    member, price, django_assert_max_num_queries
):
    # session, user, membership and team, second factor; platform, membership;
    # shipped fact, own fact
    with django_assert_max_num_queries(8):
        member.get(add_url(price.platform, f"fact={price.pk}"))
