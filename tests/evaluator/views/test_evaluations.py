from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from evaluator.models import Evaluation
from evaluator.services.endings import archive_evaluation, delete_evaluation
from evaluator.services.planting import plant_template
from workspace.models import Member

pytestmark = pytest.mark.django_db

CAST = ("lead", "evaluator", "observer", "member", "outsider")
SEE = dict(zip(CAST, (200, 200, 200, 404, 404), strict=True))
MANAGE = dict(zip(CAST, (200, 403, 403, 404, 404), strict=True))
DO = dict(zip(CAST, (302, 403, 403, 404, 404), strict=True))


def url_of(name: str, *args: int) -> str:
    return reverse(f"evaluator:{name}", args=args)


def new(**changes) -> dict[str, object]:
    """Return what the form of a new evaluation sends."""
    return {
        "title": "Platform for 2028",
        "people": "alone",
        "start": "quick",
        "form_key": str(uuid4()),
    } | changes


def settings(evaluation, **changes) -> dict[str, object]:
    """Return what the settings form sends."""
    return {
        "title": evaluation.title,
        "mode": evaluation.mode,
        "group_method": evaluation.group_method,
        "missing_policy": evaluation.missing_policy,
        "version": evaluation.version,
    } | changes


@pytest.mark.parametrize("person", CAST)
def test_who_sees_the_overview(client, evaluation, people, person):
    client.force_login(people[person])

    answer = client.get(url_of("evaluation_overview", evaluation.pk))

    assert answer.status_code == SEE[person]


@pytest.mark.parametrize("person", CAST)
def test_who_sees_settings_and_opening(client, evaluation, people, person):
    client.force_login(people[person])

    for name in ("evaluation_settings", "scoring_open"):
        answer = client.get(url_of(name, evaluation.pk))
        assert answer.status_code == MANAGE[person]


@pytest.mark.parametrize("person", CAST)
def test_who_may_set_open_archive_and_delete(client, evaluation, people, person):
    client.force_login(people[person])
    pk = evaluation.pk

    answers = [
        client.post(url_of(name, pk), sent).status_code
        for name, sent in (
            ("evaluation_settings", settings(evaluation, title="Renamed")),
            ("scoring_open", {}),
            ("evaluation_archive", {}),
            ("evaluation_unarchive", {}),
            ("evaluation_delete", {}),
            ("evaluation_restore", {}),
        )
    ]

    # Whoever may not delete it finds nothing in the bin either: it never went there.
    expected = [DO[person]] * 5
    assert answers == [*expected, 302 if person == "lead" else 404]


def test_nobody_without_a_login_sees_anything(client, evaluation):
    # R9
    for url in (url_of("evaluation_list"), url_of("evaluation_new")):
        assert client.get(url).status_code == 302


def test_three_answers_make_an_evaluation_and_lead_on_to_the_candidates(client, people):
    client.force_login(people["member"])

    answer = client.post(url_of("evaluation_new"), new(people="committee"))

    made = Evaluation.objects.get(title="Platform for 2028")
    assert answer.url == url_of("candidate_list", made.pk)
    assert (made.mode, made.state) == ("sealed", "setup")


def test_an_empty_start_leads_on_to_the_requirements(as_lead):
    answer = as_lead.post(url_of("evaluation_new"), new(start="empty"))

    made = Evaluation.objects.get()
    assert answer.url == url_of("requirement_tree", made.pk)
    assert as_lead.get(answer.url).status_code == 200


def test_a_double_click_makes_one_evaluation(as_lead):
    # R49
    sent = new()

    answers = [as_lead.post(url_of("evaluation_new"), sent) for _click in range(2)]

    assert answers[0].url == answers[1].url
    assert Evaluation.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [{"title": " "}, {"people": "everybody"}, {"start": "copy"}, {"form_key": "1"}],
)
def test_a_new_evaluation_without_its_answers_is_refused(as_lead, evaluation, changes):
    answer = as_lead.post(url_of("evaluation_new"), new(**changes))

    assert answer.status_code == 422
    assert Evaluation.objects.count() == 1


def test_an_evaluation_that_one_does_not_see_is_not_copied(client, people, evaluation):
    # R12
    client.force_login(people["member"])
    sent = new(start="copy", source=evaluation.pk)

    answer = client.post(url_of("evaluation_new"), sent)

    assert answer.status_code == 422
    assert Evaluation.objects.count() == 1


def test_the_overview_names_the_open_step_and_its_button(as_lead, evaluation):
    page = as_lead.get(url_of("evaluation_overview", evaluation.pk)).content.decode()

    assert "Now: Score" in page
    assert url_of("scoring_open", evaluation.pk) in page


@pytest.mark.parametrize(
    ("spoil", "step"),
    [
        (lambda one: one.criteria.all().delete(), "Now: Requirements"),
        (lambda one: one.candidates.update(stage="long"), "Now: Candidates"),
    ],
)
def test_the_overview_opens_the_first_step_that_waits(as_lead, evaluation, spoil, step):
    spoil(evaluation)

    page = as_lead.get(url_of("evaluation_overview", evaluation.pk)).content.decode()

    assert step in page


def test_before_the_reveal_the_overview_says_only_submitted_or_not_yet(
    client, people, evaluation, now
):
    # R18
    evaluation.state, evaluation.opened_at = "scoring", now
    evaluation.save()
    evaluation.participants.filter(user=people["second"]).update(submitted_at=now)
    client.force_login(people["observer"])

    page = client.get(url_of("evaluation_overview", evaluation.pk)).content.decode()

    assert "1 of 2 have submitted" in page
    assert "not yet" in page


def test_settings_are_saved(as_lead, evaluation):
    url = url_of("evaluation_settings", evaluation.pk)

    answer = as_lead.post(
        url, settings(evaluation, due_on="2026-12-03", needs_note="on", mode="open")
    )

    evaluation.refresh_from_db()
    assert answer.status_code == 302
    assert evaluation.due_on.isoformat() == "2026-12-03"
    assert evaluation.needs_note
    assert evaluation.is_open_mode


def test_a_settled_setting_is_not_read(as_lead, evaluation, now):
    # R13: other fields in a body are never stored.
    evaluation.state, evaluation.revealed_at = "revealed", now
    evaluation.save()
    url = url_of("evaluation_settings", evaluation.pk)

    as_lead.post(url, settings(evaluation, group_method="median", mode="open"))

    evaluation.refresh_from_db()
    assert (evaluation.group_method, evaluation.mode) == ("mean", "sealed")


def test_stale_settings_show_both_values(as_lead, evaluation):
    # R48
    url = url_of("evaluation_settings", evaluation.pk)
    as_lead.post(url, settings(evaluation, title="Theirs"))

    answer = as_lead.post(url, settings(evaluation, title="Mine"))

    assert answer.status_code == 412
    page = answer.content.decode()
    assert '<td dir="auto">Theirs</td><td dir="auto">Mine</td>' in page


def test_settings_without_their_version_are_refused(as_lead, evaluation):
    # R48
    sent = settings(evaluation, title="Blind")
    del sent["version"]

    answer = as_lead.post(url_of("evaluation_settings", evaluation.pk), sent)

    assert answer.status_code == 428


def test_settings_that_make_no_sense_are_refused(as_lead, evaluation):
    url = url_of("evaluation_settings", evaluation.pk)

    for changes in ({"title": ""}, {"due_on": "soon"}, {"mode": "secret"}):
        sent = settings(evaluation, **changes)
        assert as_lead.post(url, sent).status_code == 422


def test_the_opening_says_what_is_missing(as_lead, evaluation):
    evaluation.candidates.update(stage="long")

    answer = as_lead.post(url_of("scoring_open", evaluation.pk))

    assert answer.status_code == 409
    assert "short list" in answer.content.decode()


def test_the_opening_warns_of_a_single_candidate(as_lead, evaluation):
    evaluation.candidates.exclude(name="Acme").update(stage="long")

    page = as_lead.get(url_of("scoring_open", evaluation.pk)).content.decode()

    assert "there is nothing to compare" in page


def test_an_archived_evaluation_is_there_to_be_read(as_lead, evaluation, people, now):
    archive_evaluation(evaluation=evaluation, actor=people["lead"], now=now)
    pk = evaluation.pk

    assert as_lead.get(url_of("evaluation_overview", pk)).status_code == 200
    assert as_lead.get(url_of("requirement_tree", pk)).status_code == 200
    assert as_lead.post(url_of("weight_table", pk)).status_code == 403
    assert as_lead.post(url_of("scoring_open", pk)).status_code == 403
    archived = as_lead.get(url_of("evaluation_archived"))
    assert evaluation.title in archived.content.decode()


def test_the_bin_gives_back_to_leads_only(client, people, evaluation, now):
    delete_evaluation(evaluation=evaluation, actor=people["lead"], now=now)

    seen = {}
    for person in ("lead", "evaluator"):
        client.force_login(people[person])
        page = client.get(url_of("evaluation_bin")).content.decode()
        seen[person] = evaluation.title in page

    assert seen == {"lead": True, "evaluator": False}


def test_what_lies_in_the_bin_is_hidden_everywhere_else(as_lead, evaluation, now):
    as_lead.post(url_of("evaluation_delete", evaluation.pk))

    assert as_lead.get(url_of("evaluation_overview", evaluation.pk)).status_code == 404
    assert (
        evaluation.title not in as_lead.get(url_of("evaluation_list")).content.decode()
    )


def test_who_left_the_team_sees_nothing_from_the_next_request_on(
    client, people, evaluation, team
):
    # R14
    client.force_login(people["evaluator"])
    Member.objects.filter(team=team, user=people["evaluator"]).delete()

    answer = client.get(url_of("evaluation_overview", evaluation.pk))

    assert answer.status_code == 404


def test_lists_show_only_the_own_evaluations(client, people, evaluation):
    client.force_login(people["member"])

    page = client.get(url_of("evaluation_list")).content.decode()

    assert evaluation.title not in page
    assert "No evaluation yet" in page


def test_the_list_takes_the_same_queries_however_long(
    as_lead, evaluation, django_assert_num_queries
):
    url = url_of("evaluation_list")
    for _evaluation in range(3):
        as_lead.post(url_of("evaluation_new"), new())
    as_lead.get(url)

    # session, user, memberships; the right to the team; the evaluations.
    with django_assert_num_queries(5):
        as_lead.get(url)


def test_the_overview_takes_the_same_queries_however_large(
    as_lead, evaluation, django_assert_num_queries
):
    plant_template(evaluation, only_quick=False)
    url = url_of("evaluation_overview", evaluation.pk)
    as_lead.get(url)

    # session, user, memberships; own part with evaluation and team; progress;
    # candidates, must-haves; tree; people; activity.
    with django_assert_num_queries(10):
        as_lead.get(url)


def test_the_due_date_names_the_zone_it_ends_in(as_lead, evaluation, now):
    evaluation.due_on = now.date() + timedelta(days=5)
    evaluation.save()

    page = as_lead.get(url_of("evaluation_overview", evaluation.pk)).content.decode()

    assert "Asia/Tehran" in page
