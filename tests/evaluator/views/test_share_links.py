from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluator.models import Participant
from workspace.models import Member, ShareLink

pytestmark = pytest.mark.django_db

FORM = {"label": "Finance", "days": 14}


def links_url(evaluation) -> str:
    return reverse("evaluator:link_create", args=[evaluation.pk])


@pytest.fixture
def make_link(client, revealed, people):
    """Create a link as the lead and return its address."""

    def make(**ticked: object) -> str:
        client.force_login(people["lead"])
        answer = client.post(links_url(revealed), FORM | ticked)
        return answer.context["address"].removeprefix("http://localhost:8000")

    return make


def read(address: str, reader: Client | None = None) -> str:
    reader = reader or Client()
    return reader.get(address, follow=True).content.decode()


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 201), ("evaluator", 403), ("observer", 403), ("outsider", 404)],
)
def test_who_may_create_links(client, revealed, people, person, status):
    client.force_login(people[person])

    assert client.post(links_url(revealed), FORM).status_code == status
    assert ShareLink.objects.exists() == (status == 201)


def test_a_link_shows_the_ranking_without_a_login(make_link):
    page = read(make_link())

    assert "Acme" in page
    assert "is first" in page


def test_nothing_personal_is_shown_unless_ticked(make_link):  # R22
    page = read(make_link())

    assert "evaluator on Acme" not in page
    assert "Second" not in page
    assert "individual scores" not in page


def test_names_scores_and_notes_are_shown_where_ticked(make_link):  # R22
    page = read(make_link(shows_names="on", shows_scores="on", shows_notes="on"))

    assert "evaluator on Acme" in page
    assert "Second" in page


def test_scores_without_names_stand_under_numbers(make_link):  # R22
    page = read(make_link(shows_scores="on"))

    assert "Evaluator 1" in page
    assert "Second" not in page


def test_the_token_is_stored_as_a_hash_only(make_link):  # R24
    token = make_link().rstrip("/").rsplit("/", 1)[1]

    stored = ShareLink.objects.values_list("token_hash", flat=True).get()
    assert len(token) >= 43
    assert token not in stored


def test_the_address_is_left_without_the_token(make_link):  # R26
    answer = Client().get(make_link())

    assert answer.headers["Location"] == reverse("evaluator:shared_results")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_browser_may_send_the_forms_of_the_page(make_link):  # R26, R27
    reader = Client()
    reader.get(make_link(password="open sesame"))

    for name in ("evaluator:shared_results", "workspace:share_password"):
        answer = reader.get(reverse(name))

        # Under "no-referrer" a form is sent with "Origin: null", which is refused.
        assert answer.headers.get("Referrer-Policy") == "same-origin"


def test_the_days_may_be_typed_in_any_digits(make_link):
    make_link(days="۳۰")

    link = ShareLink.objects.get()
    assert (link.expires_at - link.created_at).days in {29, 30}


def test_reading_consumes_nothing_and_use_is_noted_by_a_post(make_link):  # R26, R41
    address, reader = make_link(), Client()
    read(address, reader)
    assert ShareLink.objects.get().last_used_at is None

    reader.post(reverse("workspace:share_seen"))

    assert ShareLink.objects.get().last_used_at is not None


def test_expired_revoked_and_unknown_look_the_same(make_link):  # R25
    addresses = [make_link(), make_link(), make_link()]
    expired, revoked, _good = ShareLink.objects.order_by("pk")
    ShareLink.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    ShareLink.objects.filter(pk=revoked.pk).update(revoked_at=timezone.now())
    addresses[2] = addresses[2][:-5] + "aaaa/"

    answers = [Client().get(address) for address in addresses]

    assert {answer.status_code for answer in answers} == {404}
    assert len({len(answer.content) for answer in answers}) == 1


def test_a_revoked_link_is_dead_in_an_open_browser(client, make_link, revealed, people):
    reader = Client()
    read(make_link(), reader)
    link = ShareLink.objects.get()

    client.post(reverse("evaluator:link_revoke", args=[revealed.pk, link.pk]))

    answer = reader.get(reverse("evaluator:shared_results"))  # R25
    assert answer.status_code == 404


def test_links_die_with_the_role_of_their_creator(make_link, revealed, people):  # R14
    address = make_link()

    Participant.objects.filter(evaluation=revealed, user=people["lead"]).update(
        role="observer"
    )

    assert Client().get(address, follow=True).status_code == 404


def test_links_die_with_the_membership_of_their_creator(make_link, people):  # R14
    address = make_link()

    Member.objects.filter(user=people["lead"]).delete()

    assert Client().get(address, follow=True).status_code == 404


def test_a_password_is_asked_and_guessing_it_is_limited(make_link):  # R28
    address, reader = make_link(password="bold green kites"), Client()
    url = reverse("workspace:share_password")
    reader.get(address)
    first = reader.get(reverse("evaluator:shared_results"))

    wrong = [reader.post(url, {"password": "x"}).status_code for _try in range(6)]

    assert first.headers["Location"] == url
    assert wrong == [422] * 5 + [429]


def test_the_right_password_opens(make_link):
    reader = Client()
    reader.get(make_link(password="bold green kites"))

    answer = reader.post(
        reverse("workspace:share_password"),
        {"password": "bold green kites"},
        follow=True,
    )

    assert "is first" in answer.content.decode()


def test_guessing_tokens_is_limited(db):  # R28
    guess = [
        Client().get(f"/shared/open/{number}/").status_code for number in range(21)
    ]

    assert guess == [404] * 20 + [429]


@pytest.mark.parametrize(
    "wrong", [{"days": 91}, {"days": 0}, {"password": "short"}, {"label": " "}]
)
def test_a_refused_link_is_not_created(client, revealed, people, wrong):  # R25, R28
    client.force_login(people["lead"])

    answer = client.post(links_url(revealed), FORM | wrong)

    assert answer.status_code == 422
    assert not ShareLink.objects.exists()


def test_no_link_before_the_reveal(client, evaluation, people):  # R17
    client.force_login(people["lead"])

    answer = client.post(links_url(evaluation), FORM)

    assert answer.status_code == 422
    assert not ShareLink.objects.exists()


def test_a_link_reads_its_one_object_only(make_link, revealed):  # R27
    reader = Client()
    read(make_link(), reader)

    answer = reader.get(reverse("evaluator:results", args=[revealed.pk]))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_a_link_lasts_two_weeks_unless_said_otherwise(make_link):  # R25
    make_link()

    link = ShareLink.objects.get()
    assert link.expires_at - link.created_at == timedelta(days=14)
