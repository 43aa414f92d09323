import pytest
from django.urls import reverse

from evaluator.models import Participant
from workspace.models import Invitation, Job
from workspace.services.invitations import accept_invitation

pytestmark = pytest.mark.django_db

CAST = ("lead", "evaluator", "observer", "member", "outsider")
SEE = dict(zip(CAST, (200, 200, 200, 404, 404), strict=True))
DO = dict(zip(CAST, (302, 403, 403, 404, 404), strict=True))


@pytest.fixture
def second(evaluation, people) -> Participant:
    return evaluation.participants.get(user=people["second"])


def url_of(name: str, *args: int) -> str:
    return reverse(f"evaluator:{name}", args=args)


@pytest.mark.parametrize("person", CAST)
def test_who_sees_the_people(client, evaluation, people, person):
    client.force_login(people[person])

    answer = client.get(url_of("participant_list", evaluation.pk))

    assert answer.status_code == SEE[person]


@pytest.mark.parametrize("person", CAST)
def test_who_may_change_the_people(
    client, evaluation, people, second, person, settings
):
    settings.HAS_MAIL_SERVER = True
    client.force_login(people[person])
    pk = evaluation.pk

    answers = [
        client.post(url_of(name, *args), sent).status_code
        for name, args, sent in (
            ("participant_add", (pk,), {"user": people["owner"].pk, "role": "lead"}),
            (
                "participant_invite",
                (pk,),
                {"email": "new@example.org", "role": "observer", "language": "fa"},
            ),
            ("participant_role", (pk, second.pk), {"role": "observer"}),
            ("participant_remove", (pk, second.pk), {}),
        )
    ]

    assert answers == [DO[person]] * 4


def test_a_member_of_the_team_is_added(as_lead, evaluation, people):
    sent = {"user": people["member"].pk, "role": "evaluator"}

    as_lead.post(url_of("participant_add", evaluation.pk), sent)

    added = evaluation.participants.get(user=people["member"])
    assert (added.role, added.is_evaluator) == ("evaluator", True)


def test_somebody_of_another_team_is_not_added(as_lead, evaluation, people):
    # R12
    sent = {"user": people["outsider"].pk, "role": "lead"}

    answer = as_lead.post(url_of("participant_add", evaluation.pk), sent)

    assert answer.status_code == 422
    assert not evaluation.participants.filter(user=people["outsider"]).exists()


def test_an_invited_person_gets_the_role_on_coming_in(
    as_lead, evaluation, people, settings, now
):
    settings.HAS_MAIL_SERVER = True
    sent = {"email": "outsider@example.org", "role": "observer", "language": "en"}

    as_lead.post(url_of("participant_invite", evaluation.pk), sent)
    invitation = Invitation.objects.get()
    accept_invitation(invitation=invitation, user=people["outsider"], now=now)

    came = evaluation.participants.get(user=people["outsider"])
    assert came.role == "observer"
    assert Job.objects.filter(kind="mail").exists()


def test_without_a_mail_server_the_link_is_shown_once(as_lead, evaluation, settings):
    settings.HAS_MAIL_SERVER = False
    sent = {"email": "new@example.org", "role": "evaluator", "language": "en"}

    answer = as_lead.post(url_of("participant_invite", evaluation.pk), sent)
    again = as_lead.get(url_of("participant_list", evaluation.pk))

    assert "/invitations/open/" in answer.content.decode()
    assert "/invitations/open/" not in again.content.decode()
    assert "new@example.org" in again.content.decode()


def test_an_invited_address_of_the_team_is_just_added(as_lead, evaluation, people):
    sent = {"email": "Member@example.org", "role": "observer", "language": "en"}

    as_lead.post(url_of("participant_invite", evaluation.pk), sent)

    assert evaluation.participants.filter(user=people["member"]).exists()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"email": "nobody"}, {"role": "king"}, {"language": "xx"}]
)
def test_an_invitation_that_makes_no_sense_is_refused(as_lead, evaluation, changes):
    sent = {"email": "new@example.org", "role": "observer", "language": "en"}

    answer = as_lead.post(url_of("participant_invite", evaluation.pk), sent | changes)

    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_the_last_lead_is_kept_in_words(as_lead, evaluation, people):
    lead = evaluation.participants.get(user=people["lead"])

    answers = [
        as_lead.post(
            url_of("participant_role", evaluation.pk, lead.pk), {"role": "observer"}
        ),
        as_lead.post(url_of("participant_remove", evaluation.pk, lead.pk)),
    ]

    for answer in answers:
        assert answer.status_code == 422
        assert "needs a lead" in answer.content.decode()


def test_a_person_of_another_evaluation_is_not_found_here(as_lead, evaluation, team):
    # R12
    other = type(evaluation).objects.create(team=team, title="Another")
    stranger = Participant.objects.create(
        evaluation=other, user=team.members.first().user, role="lead"
    )

    answer = as_lead.post(url_of("participant_remove", evaluation.pk, stranger.pk))

    assert answer.status_code == 404


def test_a_removed_person_sees_it_no_longer(client, evaluation, people, second, now):
    # R14
    client.force_login(people["lead"])
    client.post(url_of("participant_remove", evaluation.pk, second.pk))
    client.force_login(people["second"])

    answer = client.get(url_of("participant_list", evaluation.pk))

    assert answer.status_code == 404


def test_the_people_take_the_same_queries_however_many(
    as_lead, evaluation, django_assert_num_queries
):
    url = url_of("participant_list", evaluation.pk)
    as_lead.get(url)

    # session, user, memberships; own part with evaluation and team; people;
    # invitations; whom one may add: whether there is any, and who; progress.
    with django_assert_num_queries(9):
        as_lead.get(url)
