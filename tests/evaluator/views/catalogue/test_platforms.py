from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from evaluator.models import Candidate, Fact, Platform
from evaluator.services.catalogue.shipped import load_catalogue

pytestmark = pytest.mark.django_db

# Everybody who is logged in sees what is shipped; a team's own only its members.
CAST = ("anonymous", "owner", "lead", "evaluator", "observer", "member", "outsider")
SHIPPED = (302, 200, 200, 200, 200, 200, 200)
OWN = (302, 200, 200, 200, 200, 200, 404)


@pytest.fixture
def acme(db) -> Platform:
    return Platform.objects.create(
        key="acme",
        name="Acme",
        match_key="acme",
        vendor="Acme Ltd",
        kinds=["crm"],
        channels=["email", "sms"],
        grade="thin",
        caveats=["Prices were not found."],
        compiled_on="2026-11-22",
    )


@pytest.fixture
def bolt(db) -> Platform:
    return Platform.objects.create(key="bolt", name="Bolt", match_key="bolt")


@pytest.fixture
def own(team) -> Platform:
    return Platform.objects.create(team=team, key="own", name="Own", match_key="own")


@pytest.fixture
def member(client, people) -> Client:
    client.force_login(people["member"])
    return client


def price(platform: Platform, **fields) -> Fact:
    return Fact.objects.create(
        **{
            "platform": platform,
            "key": "pricing.price",
            "slot": "Pro",
            "value": 800,
            "unit": "per month",
            "currency": "EUR",
            "as_of": "2026-05",
            "source_url": "https://www.acme.example/prices",
            "via": "a copy",
            "trust": "vendor",
            "confidence": "high",
            "note": "without tax",
            "details": {"form": "money", "plan": "Pro", "price_kind": "list"},
            **fields,
        }
    )


def page_of(platform: Platform) -> str:
    return reverse("evaluator:platform_detail", args=[platform.pk])


def compare(*platforms: Platform, more: str = "") -> str:
    ticks = "&".join(f"p={platform.pk}" for platform in platforms)
    return f"{reverse('evaluator:platform_compare')}?{ticks}{more}"


def answers(people, url: str) -> tuple[int, ...]:
    found = []
    for person in CAST:
        client = Client()
        if person != "anonymous":
            client.force_login(people[person])
        found.append(client.get(url).status_code)
    return tuple(found)


def test_who_sees_the_shipped_catalogue(people, acme, bolt):
    pages = (
        reverse("evaluator:platform_list"),
        reverse("evaluator:glossary"),
        page_of(acme),
        compare(acme, bolt),
    )

    assert [answers(people, url) for url in pages] == [SHIPPED] * len(pages)


def test_a_platform_of_a_team_is_hidden_from_all_others(people, acme, own):
    for url in (page_of(own), compare(acme, own)):
        assert answers(people, url) == OWN  # R11


def test_nobody_else_finds_the_teams_platform_in_the_list(client, people, own):
    client.force_login(people["outsider"])

    page = client.get(reverse("evaluator:platform_list")).content.decode()
    assert reverse("evaluator:platform_detail", args=[own.pk]) not in page


def test_own_facts_are_seen_beside_the_shipped_ones_by_the_team_alone(
    client, people, acme, team
):
    price(acme)
    price(acme, team=team, value=650, trust="own", source="Quote", details={})
    client.force_login(people["member"])
    ours = client.get(page_of(acme)).content.decode()
    client.force_login(people["outsider"])
    theirs = client.get(page_of(acme)).content.decode()

    assert "€650" in ours
    assert "€800" in ours
    assert "€650" not in theirs  # R11
    assert "€800" in theirs


def test_the_page_opens_a_figure_down_to_its_source(member, acme):
    price(acme)

    page = member.get(page_of(acme)).content.decode()

    for part in (
        "€800 per month",
        "May 2026",
        'href="https://www.acme.example/prices"',
        "a copy",
        "without tax",
        "list price",
        "trust-vendor",
    ):
        assert part in page


def test_the_page_says_what_is_unknown_and_how_complete_it_is(member, acme):
    price(acme)

    page = member.get(page_of(acme)).content.decode()

    assert "1 of 101 questions are answered." in page
    assert "Little is known of this platform. Ask the vendor." in page
    assert "Prices were not found." in page
    assert "13 questions without an answer" in page


def test_old_and_undated_figures_are_marked_and_recent_ones_are_not(member, acme):
    recent = price(acme, as_of="2026-11-01")
    fresh = member.get(page_of(acme)).content.decode()
    recent.delete()
    price(acme, as_of="2024-01-01")
    price(acme, as_of="", slot="Basic")
    stale = member.get(page_of(acme)).content.decode()

    assert 'class="fact-mark">old' not in fresh
    assert stale.count('class="fact-mark">old') == 2
    assert "undated" in stale


def test_a_source_without_address_is_text_and_a_hostile_one_stays_text(member, acme):
    price(acme, source_url="", source="<script>alert(1)</script>", via="")

    page = member.get(page_of(acme)).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page  # R43
    assert "<script>alert" not in page


def test_a_withdrawn_platform_says_so(member, acme, now):
    Platform.objects.update(withdrawn_at=now)

    page = member.get(page_of(acme)).content.decode()

    assert "no longer in the shipped catalogue" in page


def test_the_list_is_narrowed_and_says_how_many_are_left(member, acme, bolt):
    url = reverse("evaluator:platform_list")

    page = member.get(url, {"channels": ["email", "sms"]}).content.decode()

    assert "1 of 2 platforms" in page
    assert page_of(acme) in page
    assert page_of(bolt) not in page


def test_htmx_gets_the_region_alone_and_its_history_the_page(member, acme):
    url = reverse("evaluator:platform_list")
    htmx = {"HX-Request": "true"}

    region = member.get(url, headers=htmx).content.decode()
    history = member.get(
        url, headers={**htmx, "HX-History-Restore-Request": "true"}
    ).content.decode()

    assert region.lstrip().startswith('<div id="platform-results"')
    assert "<html" in history


def test_an_empty_result_says_what_to_do(member, acme):
    page = member.get(reverse("evaluator:platform_list"), {"search": "zz"})

    assert "No platform fits" in page.content.decode()


@pytest.mark.parametrize(
    "query", [{"kind": "nonsense"}, {"channels": "smoke"}, {"search": "x" * 200}]
)
def test_a_filter_that_is_not_known_is_refused(member, acme, query):
    answer = member.get(reverse("evaluator:platform_list"), query)

    assert answer.status_code == 422
    assert "One of the filters is not known." in answer.content.decode()


def test_the_list_comes_in_pages(member):
    Platform.objects.bulk_create(
        Platform(key=f"p{number}", name=f"P{number}", match_key=f"p{number:03}")
        for number in range(60)
    )

    second = member.get(reverse("evaluator:platform_list"), {"page": 2})

    assert second.content.decode().count("<tr>") == 1 + 10


@pytest.mark.parametrize("count", [1, 7])
def test_comparing_too_few_or_too_many_asks_again(member, count):
    platforms = [
        Platform.objects.create(key=f"p{n}", name=f"P{n}", match_key=f"p{n}")
        for n in range(count)
    ]

    answer = member.get(compare(*platforms))

    assert answer.status_code == 422
    assert "Tick 2 to 6." in answer.content.decode()


def test_comparing_nothing_offers_the_choice(member, acme):
    answer = member.get(reverse("evaluator:platform_compare"))

    assert answer.status_code == 200
    assert 'name="p"' in answer.content.decode()


@pytest.mark.parametrize("tick", ["p=0", "p=x", "p=99999999999999999999"])
def test_an_unknown_id_is_not_compared(member, acme, tick):
    assert member.get(compare(acme, more=f"&{tick}")).status_code == 404  # R11


def test_the_comparison_marks_what_differs(member, acme, bolt):
    price(acme)
    price(bolt, value=900)

    page = member.get(compare(acme, bolt)).content.decode()

    assert "1 fact differs." in page
    assert '<tr class="differs">' in page
    assert "€900 per month" in page


def test_only_differences_are_shown_on_demand(member, acme, bolt):
    price(acme)
    price(bolt)

    page = member.get(compare(acme, bolt, more="&only=differences")).content.decode()

    assert "€800" not in page
    assert "Nothing that is known of at least two of them differs." in page


def test_a_lead_adds_the_platform_to_an_evaluation(client, people, evaluation):
    delta = Platform.objects.create(key="delta", name="Delta", match_key="delta")
    client.force_login(people["lead"])
    page = client.get(page_of(delta)).content.decode()
    url = reverse("evaluator:candidate_add", args=[evaluation.pk])

    client.post(url, {"platforms": [delta.pk]})

    assert f'action="{url}"' in page
    assert Candidate.objects.filter(evaluation=evaluation, platform=delta).exists()
    assert f'action="{url}"' not in client.get(page_of(delta)).content.decode()


def test_an_observer_is_not_offered_to_add_it(client, people, acme, evaluation):
    client.force_login(people["observer"])

    assert "Add to an evaluation" not in client.get(page_of(acme)).content.decode()


def test_pages_take_the_same_queries_whatever_they_show(
    member, team, people, django_assert_max_num_queries
):
    load_catalogue(now=team.created_at)
    shipped = list(Platform.objects.order_by("pk")[:6])

    # session, user, membership and team, second factor; platforms, own facts
    with django_assert_max_num_queries(6):
        member.get(reverse("evaluator:platform_list"))
    # the first four; platform, facts, evaluations in set-up
    with django_assert_max_num_queries(7):
        member.get(page_of(shipped[0]))
    # the first four; platforms, facts
    with django_assert_max_num_queries(6):
        member.get(compare(*shipped))


@pytest.mark.parametrize("language", ["en", "ar", "fa"])
def test_every_shipped_platform_is_drawn_in_every_language(
    member, people, now, language
):
    load_catalogue(now=now)
    people["member"].language = language
    people["member"].save()
    # A key of ours that no label was found for, such as mid_size or channels.sms.
    raw = re.compile(r">[^<]*\b(?:[a-z]+_[a-z_]+|[a-z]+\.[a-z_]+_[a-z]+)\b[^<]*<")

    for platform in Platform.objects.all():
        answer = member.get(page_of(platform))
        page = re.sub(
            r'<(\w+)[^>]*\b(?:lang="en"|dir="ltr")[^>]*>.*?</\1>',
            "",
            answer.content.decode(),
        )
        assert answer.status_code == 200
        assert raw.findall(page) == [], platform.key
