"""The own settings, the language, and the start page."""

import pytest
from django.urls import reverse

from common.locale import current_locale
from workspace import registries
from workspace.models import Member, Team
from workspace.registries import Card, Door, NeedsYou
from workspace.views.errors import page_above

pytestmark = pytest.mark.django_db
SETTINGS = "/settings/"
OWN = {
    "name": "Maryam",
    "language": "fa",
    "digits": "latin",
    "calendar": "gregorian",
    "time_zone": "Asia/Riyadh",
}


def test_own_settings_are_saved_and_followed(client, people):
    client.force_login(people["member"])

    answer = client.post(SETTINGS, OWN)
    page = client.get(SETTINGS)

    assert answer.status_code == 302
    assert page["Content-Language"] == "fa"
    assert b'lang="fa" dir="rtl" data-digits="latin" data-calendar="gregorian"' in (
        page.content
    )
    people["member"].refresh_from_db()
    assert not people["member"].wants_reminders


def test_a_new_language_confirms_in_its_own_words(client, people):
    client.force_login(people["member"])

    page = client.post(SETTINGS, OWN, follow=True).content.decode()

    assert "Your settings are saved." not in page


def test_settings_of_others_cannot_be_sent_along(client, people):  # R13 (never stored)
    client.force_login(people["member"])

    client.post(SETTINGS, {**OWN, "email": "x@x.org", "is_superuser": "on"})

    people["member"].refresh_from_db()
    assert people["member"].email == "member@example.org"
    assert not people["member"].is_superuser


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("language", "xx"), ("time_zone", "Moon/Base"), ("digits", "roman")],
)
def test_wrong_settings_are_refused(client, people, field, value):
    client.force_login(people["member"])

    answer = client.post(SETTINGS, {**OWN, field: value})

    assert answer.status_code == 422
    people["member"].refresh_from_db()
    assert people["member"].name == "Member"


def test_a_stranger_has_no_settings(client):
    assert client.get(SETTINGS)["Location"] == "/accounts/login/?next=/settings/"


def test_a_stranger_chooses_a_language(client):
    answer = client.post("/language/", {"language": "ar", "next": "/accounts/login/"})

    assert answer["Location"] == "/accounts/login/"
    assert answer.cookies["language"]["samesite"] == "Lax"  # R6
    assert client.get("/accounts/login/")["Content-Language"] == "ar"


def test_a_person_keeps_the_language_they_chose(client, people):
    client.force_login(people["member"])

    client.post("/language/", {"language": "fa"})
    client.cookies.pop("language")

    assert client.get("/")["Content-Language"] == "fa"


def test_the_choice_of_the_person_goes_before_cookie_and_browser(client, people):
    people["member"].language = "ar"
    people["member"].save()
    client.force_login(people["member"])
    client.cookies["language"] = "fa"

    answer = client.get("/", HTTP_ACCEPT_LANGUAGE="fa")

    assert answer["Content-Language"] == "ar"


def test_a_language_that_is_none_changes_nothing(client):
    answer = client.post("/language/", {"language": "xx", "next": "/"})

    assert "language" not in answer.cookies


@pytest.mark.parametrize(
    "place", ["https://evil.example/", "//evil.example", "\\\\evil"]
)
def test_the_language_leads_to_own_paths_only(client, place):  # R42
    answer = client.post("/language/", {"language": "fa", "next": place})

    assert answer["Location"] == "/"


def test_the_language_is_not_changed_by_a_visit(client):  # R41
    assert client.get("/language/").status_code == 405


def test_the_language_of_a_refused_form_leads_back_to_its_page(client, people):
    client.force_login(people["owner"])

    answer = client.post(
        f"/teams/{people['owner'].memberships.get().team_id}/invitations/",
        {"email": "nobody"},
        headers={"referer": "http://testserver/teams/7/members/?sort=name"},
    )

    assert answer.status_code == 422
    assert b'name="next" value="/teams/7/members/?sort=name"' in answer.content


def test_a_visit_where_only_forms_are_sent_gets_a_page_of_ours(client):
    answer = client.get("/language/")

    assert answer["Allow"] == "POST"
    assert b"this address takes what a form sends" in answer.content


@pytest.mark.parametrize(
    ("address", "above"),
    [
        ("/shared/tasks/complete/", "/shared/tasks/"),
        ("/evaluations/7/people/add/", "/evaluations/7/people/"),
        ("/lists/7/counts/", "/lists/7/"),
        ("/language/", ""),
    ],
)
def test_the_page_above_an_address_of_forms_is_offered(address, above):
    assert page_above(address) == above


def test_one_request_leaves_nothing_to_the_next(client, people):
    people["member"].language = "fa"
    people["member"].save()
    client.force_login(people["member"])

    client.get("/")

    assert current_locale().language == "en"


@pytest.fixture
def parts():
    """What the other apps put on the start page."""
    needs, cards, doors = [], [], []
    registries.needs_you.append(lambda **_about: needs)
    registries.dashboard_cards.append(lambda **_about: cards)
    registries.doors.append(lambda **_about: doors)
    yield {"needs": needs, "cards": cards, "doors": doors}
    registries.needs_you.pop()
    registries.dashboard_cards.pop()
    registries.doors.pop()


def test_an_empty_start_page_shows_the_doors(client, people, parts):
    parts["doors"].append(Door("plus", "Start an evaluation", "Yours", "/new/"))
    client.force_login(people["outsider"])

    assert b'class="door" href="/new/"' in client.get("/").content


def test_what_is_due_first_comes_first(client, people, parts, now):
    later = now.date().replace(year=2027)
    parts["needs"] += [
        NeedsYou("Read the rules", "/rules/"),
        NeedsYou("Sign the gate", "/gate/", later),
        NeedsYou("Score twelve cells", "/score/", now.date()),
    ]
    client.force_login(people["outsider"])

    page = client.get("/").content.decode()

    order = [page.index(url) for url in ("/score/", "/gate/", "/rules/")]
    assert order == sorted(order)


def test_cards_take_the_place_of_the_doors(client, people, parts):
    parts["doors"].append(Door("plus", "Start an evaluation", "Yours", "/a-door/"))
    parts["cards"].append(Card("components/_pill.html", {"text": "Platform for 2027"}))
    client.force_login(people["outsider"])

    page = client.get("/").content

    assert b"Platform for 2027" in page
    assert b"/a-door/" not in page


def test_the_frame_takes_three_queries(client, people, django_assert_num_queries):
    client.force_login(people["outsider"])

    # session, person, memberships with their teams
    with django_assert_num_queries(3):
        client.get("/nothing/")


def test_without_a_team_the_page_says_how_to_get_one(client, person):
    client.force_login(person)

    assert b"Ask an owner of a team to invite" in client.get("/").content


def test_where_sign_up_is_open_a_person_makes_a_team(client, person, settings):
    settings.SIGNUP = "open"
    client.force_login(person)

    client.post("/teams/", {"name": "Sales", "time_zone": "UTC"})

    assert Member.objects.get(user=person, role="owner").team.name == "Sales"


def test_where_sign_up_is_by_invitation_nobody_makes_a_team(client, person):
    client.force_login(person)

    answer = client.post("/teams/", {"name": "Sales", "time_zone": "UTC"})

    assert answer.status_code == 403
    assert not Team.objects.exists()


def test_a_team_without_a_name_is_refused(client, person, settings):
    settings.SIGNUP = "open"
    client.force_login(person)

    assert client.post(reverse("workspace:team_create"), {}).status_code == 422
