"""R8: what a token opens, for whom, and when it stops."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluator.models import Evaluation, Participant
from tests.conftest import PASSWORD
from tests.workspace.people import confirm_identity
from tests.workspace.tokens import script_of, token_of
from workspace.models import (
    ApiToken,
    AttemptCount,
    AuditEntry,
    Job,
    Member,
    Team,
    User,
)
from workspace.registries import mail_templates
from workspace.services.api_tokens import (
    NewToken,
    TooManyTokens,
    create_token,
    purge_tokens,
    revoke_token,
)
from workspace.services.letters import write_letter
from workspace.services.teams import remove_member

pytestmark = pytest.mark.django_db

EVALUATIONS = "/api/v1/evaluations/"


@pytest.fixture
def lead(people) -> User:
    return people["lead"]


@pytest.fixture
def elsewhere(other_team, lead) -> Evaluation:
    """An evaluation that the same lead has in another team."""
    Member.objects.create(team=other_team, user=lead, role="owner")
    evaluation = Evaluation.objects.create(team=other_team, title="Elsewhere")
    Participant.objects.create(evaluation=evaluation, user=lead, role="lead")
    return evaluation


def test_a_token_reads_what_its_person_reads(evaluation, lead, team):
    answer = script_of(lead, team).get(EVALUATIONS)

    assert [each["title"] for each in answer.json()["results"]] == [evaluation.title]
    assert "no-store" in answer["Cache-Control"]


def test_a_token_reaches_its_own_team_only(evaluation, elsewhere, lead, team):  # R8
    script = script_of(lead, team)

    listed = script.get(EVALUATIONS).json()["results"]
    hidden = script.get(f"{EVALUATIONS}{elsewhere.pk}/")
    made = script.post(
        EVALUATIONS,
        {"team": elsewhere.team_id, "title": "Over there"},
        content_type="application/json",
    )

    assert [each["id"] for each in listed] == [evaluation.pk]
    assert (hidden.status_code, made.status_code) == (404, 404)


@pytest.mark.parametrize(
    "model", [m for m in apps.get_models() if hasattr(m._default_manager, "visible_to")]
)
def test_every_visible_to_keeps_to_the_team_of_the_token(model, lead):  # R8
    lead.bound_team_id = 987654321

    query = str(model._default_manager.visible_to(lead).query)

    assert "987654321" in query


def test_a_token_is_kept_as_a_hash_only(lead, team):  # R8
    token, shown = token_of(lead, team)

    row = ApiToken.objects.filter(pk=token.pk).values().get()

    assert shown.startswith("changeover_")
    assert len(shown) > 50
    assert shown not in repr(row)
    assert shown.removeprefix("changeover_") not in repr(row)


def test_a_token_in_the_address_or_a_cookie_opens_nothing(lead, team):  # R8
    _token, shown = token_of(lead, team)
    client = Client()
    client.cookies["token"] = shown

    assert client.get(EVALUATIONS, {"token": shown}).status_code == 401


def test_who_sends_a_wrong_token_is_nobody_even_with_a_session(client, lead, team):
    client.force_login(lead)

    answer = client.get(EVALUATIONS, headers={"Authorization": "Bearer wrong"})

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("end", ["expire", "revoke", "deactivate", "leave"])
def test_a_token_ends_at_once(lead, team, people, end):  # R8, R14
    token, shown = token_of(lead, team)
    now = timezone.now()
    if end == "expire":
        ApiToken.objects.filter(pk=token.pk).update(expires_at=now)
    if end == "revoke":
        revoke_token(token=token, actor=lead, now=now)
    if end == "deactivate":
        User.objects.filter(pk=lead.pk).update(is_active=False)
    if end == "leave":
        member = Member.objects.get(user=lead, team=team)
        remove_member(member=member, actor=people["owner"], now=now)

    answer = Client().get(EVALUATIONS, headers={"Authorization": f"Bearer {shown}"})

    assert answer.status_code == 401


def test_a_token_does_not_come_back_with_its_person(lead, team, people):  # R14
    _token, shown = token_of(lead, team)
    member = Member.objects.get(user=lead, team=team)
    remove_member(member=member, actor=people["owner"], now=timezone.now())
    Member.objects.create(team=team, user=lead)

    answer = Client().get(EVALUATIONS, headers={"Authorization": f"Bearer {shown}"})

    assert answer.status_code == 401


def test_a_lost_role_is_lost_for_the_token_too(evaluation, lead, team):  # R14
    script = script_of(lead, team)
    evaluation.participants.filter(user=lead).update(role="observer")

    answer = script.post(
        f"{EVALUATIONS}{evaluation.pk}/candidates/",
        {"name": "Delta"},
        content_type="application/json",
    )

    assert answer.status_code == 403


def test_a_token_that_reads_writes_nothing(evaluation, lead, team):  # R8
    script = script_of(lead, team, scope="read")

    answer = script.post(
        f"{EVALUATIONS}{evaluation.pk}/candidates/",
        {"name": "Delta"},
        content_type="application/json",
    )

    assert (answer.status_code, answer.json()["detail"]) == (
        403,
        "This token may only read.",
    )
    assert not evaluation.candidates.filter(name="Delta").exists()


def test_a_token_needs_the_second_factor_of_its_team(lead, team):  # R4
    script = script_of(lead, team)
    Team.objects.filter(pk=team.pk).update(requires_mfa=True)

    assert script.get(EVALUATIONS).status_code == 403


@pytest.mark.parametrize(("scope", "status"), [("write", 403), ("manage", 409)])
def test_only_the_scope_made_for_it_stands_for_an_identity_check(
    client, evaluation, lead, team, scope, status
):  # R7
    client.force_login(lead)
    confirm_identity(client, lead)
    _token, shown = token_of(lead, team, scope=scope)

    answer = client.post(
        f"{EVALUATIONS}{evaluation.pk}/reveal/",
        content_type="application/json",
        headers={"Authorization": f"Bearer {shown}"},
    )

    assert answer.status_code == status


def test_a_token_that_manages_ends_after_a_day(lead, team, now):  # R7
    new = NewToken("reveal", "manage", 90)

    token, _shown = create_token(new, team=team, actor=lead, now=now)

    assert token.expires_at == now + timedelta(days=1)


def test_the_twenty_first_token_is_refused(lead, team, now):
    for _each in range(20):
        token_of(lead, team, now=now)

    with pytest.raises(TooManyTokens):
        token_of(lead, team, now=now)


def test_wrong_tokens_are_counted_by_address(client, lead, team):  # R3, R8
    script = script_of(lead, team)
    wrong = {"Authorization": "Bearer changeover_guess"}

    answers = [client.get(EVALUATIONS, headers=wrong) for _each in range(21)]

    assert {each.status_code for each in answers[:20]} == {401}
    assert answers[20].status_code == 429
    assert int(answers[20]["Retry-After"]) > 0
    assert script.get(EVALUATIONS).status_code == 200


def test_the_last_use_is_noted_a_few_times_an_hour(lead, team):
    token, shown = token_of(lead, team)
    headers = {"Authorization": f"Bearer {shown}"}

    Client().get(EVALUATIONS, headers=headers)
    first = ApiToken.objects.get(pk=token.pk).last_used_at
    Client().get(EVALUATIONS, headers=headers)

    assert first is not None
    assert ApiToken.objects.get(pk=token.pk).last_used_at == first


def test_making_and_revoking_are_in_the_audit_trail(lead, team, now):  # R56
    token, _shown = token_of(lead, team, now=now)
    revoke_token(token=token, actor=lead, now=now)
    revoke_token(token=token, actor=lead, now=now)

    events = AuditEntry.objects.filter(team=team).values_list("event", flat=True)

    assert list(events.order_by("sequence")) == ["token.created", "token.revoked"]


def test_the_person_is_told_by_mail(lead, team):
    _token, shown = token_of(lead, team)
    job = Job.objects.get(arguments__template="token_created")

    letter = write_letter(mail_templates["token_created"], job)

    assert letter.to == [lead.email]
    assert letter.subject == "A new API token: nightly report"
    assert "/tokens/" in letter.body
    assert shown not in letter.body


def test_a_new_password_ends_all_tokens(client, lead, team):  # R5
    token_of(lead, team)
    client.force_login(lead)

    client.post(
        reverse("account_change_password"),
        {
            "oldpassword": PASSWORD,
            "password1": "another quiet long walk",
            "password2": "another quiet long walk",
        },
    )

    assert not ApiToken.objects.usable(now=timezone.now()).exists()
    assert mail.outbox


def test_old_tokens_are_forgotten(lead, team, now):
    token_of(lead, team, now=now - timedelta(days=400))
    token_of(lead, team, now=now)

    purge_tokens(now)

    assert ApiToken.objects.count() == 1


def test_requests_are_counted_and_then_refused(lead, team, settings):  # R46
    settings.API_REQUESTS_A_MINUTE = 60
    script = script_of(lead, team)

    answers = [script.get("/api/v1/platforms/") for _each in range(90)]

    refused = [each for each in answers if each.status_code == 429]
    assert refused
    assert answers[0].status_code == 200
    assert 1 <= int(refused[0]["Retry-After"]) <= 60
    assert AttemptCount.objects.exists()
