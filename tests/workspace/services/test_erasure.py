from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from config.backups.steps import stored_paths
from evaluator.models import Ballot, Score, StructureChange, Trial
from migration.models import Plan, PlanMember, Task
from tests.workspace.people import log_in, set_up_second_factor
from workspace.kept_pages import shelf
from workspace.models import Activity, AuditEntry, Member, StoredFile, Team, User
from workspace.services.accounts import vouch_for_address
from workspace.services.erasure import (
    HandOverFirst,
    IsInOtherTeams,
    erase_of_team,
    erase_person,
    repeat_erasures,
)
from workspace.services.erasure_list import FOLDER, noted_erasures
from workspace.services.files import NewFile, store_file
from workspace.services.invitations import Guest, invite
from workspace.services.jobs import enqueue_job
from workspace.services.records import change_of, record, verify_chain

pytestmark = pytest.mark.django_db

NAME, ADDRESS, FILE = "Zelda Markerova", "zelda.marker@example.org", b"marker-file"
MARKERS = ("markerova", "zelda.marker", "marker-file", "marker-agent")


@pytest.fixture(autouse=True)
def nobody_erased() -> Iterator[None]:
    """Storage is not rolled back with the database."""
    yield
    for pk, pseudonym in list(noted_erasures()):
        default_storage.delete(f"{FOLDER}/{pk}-{pseudonym.hex}")


@pytest.fixture
def zelda(people, revealed) -> User:
    """An evaluator who has left traces everywhere."""
    person = people["evaluator"]
    person.name, person.email = NAME, ADDRESS
    person.save()
    vouch_for_address(user=person)
    return person


@pytest.fixture
def traces(zelda, revealed, team, people, now) -> None:
    """Her name and address where people write, and where the product does."""
    owner = people["owner"]
    log_in(Client(), ADDRESS, HTTP_USER_AGENT="marker-agent")
    set_up_second_factor(zelda)
    Score.objects.filter(ballot__participant__user=people["second"]).update(
        note=f"I agree with {NAME}, see {ADDRESS.upper()}"
    )
    Trial.objects.create(
        candidate=revealed.candidates.first(), kind="demo", attended=f"We, {NAME}"
    )
    StructureChange.objects.create(
        evaluation=revealed, what="Weights", reason=f"{NAME} asked", by=zelda, at=now
    )
    stored = store_file(
        NewFile("marker-file.txt", FILE, "text/plain"), team=team, owner=zelda, now=now
    )
    own = Score.objects.filter(ballot__participant__user=zelda)
    Score.objects.filter(pk=own.first().pk).update(file=stored)
    plan = Plan.objects.create(
        team=team, title="Move", source_name="A", target_name="B"
    )
    part = PlanMember.objects.create(plan=plan, user=zelda, role="contributor")
    Task.objects.create(plan=plan, own_title=f"Ask {NAME}", phase="x", assigned_to=part)
    change = change_of(zelda, before={"people": [{"who": NAME}]}, after={NAME: ADDRESS})
    record("member.role_changed", team=team, actor=owner, change=change, now=now)
    invite(team=Team.objects.last(), guest=Guest(ADDRESS), actor=owner, now=now)
    enqueue_job("mail", team=team, user=zelda, arguments={"template": "x"}, now=now)


def everything() -> str:
    """Return all tables and all files, as one text."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (our own tables)
            told += map(repr, cursor.fetchall())
    for path in stored_paths():
        with default_storage.open(path) as file:
            told.append(repr(file.read()))
    told += [repr(shelf.texts), repr(getattr(cache, "_cache", ""))]
    return "\n".join(told).lower()


def test_nothing_is_left_that_names_the_person(  # R57
    zelda, traces, now, django_capture_on_commit_callbacks
):
    before = everything()

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=zelda, actor=zelda, now=now)

    after = everything()
    assert [marker for marker in MARKERS if marker not in before] == []
    assert [marker for marker in MARKERS if marker in after] == []


def test_names_in_other_scripts_are_found_too(zelda, revealed, team, people, now):
    User.objects.filter(pk=zelda.pk).update(name="رضا نشانه‌دار")
    zelda.refresh_from_db()
    change = change_of(zelda, after={"person": ["رضا نشانه‌دار"]})
    record("member.removed", team=team, actor=people["owner"], change=change, now=now)

    erased = erase_person(person=zelda, actor=zelda, now=now)

    told = Activity.objects.get(verb="member.removed")
    assert told.after == {"person": [str(erased)]}
    assert told.subject == str(erased)


def test_submitted_scores_stay_under_a_pseudonym(zelda, revealed, now):
    before = list(Score.objects.order_by("pk").values_list("pk", "value"))

    erase_person(person=zelda, actor=zelda, now=now)

    zelda.refresh_from_db()
    assert list(Score.objects.order_by("pk").values_list("pk", "value")) == before
    assert str(zelda) == f"former member {zelda.pseudonym.hex[:6].upper()}"


def test_drafts_go(zelda, revealed, now):
    revealed.state = "scoring"
    revealed.save()
    own = Ballot.objects.filter(participant__user=zelda)
    Ballot.objects.filter(pk=own.first().pk).update(state="draft", submitted_at=None)

    erase_person(person=zelda, actor=zelda, now=now)

    assert own.filter(state="draft").count() == 0
    assert own.count() == 2


def test_the_audit_trail_stays_whole_and_loses_the_person(  # R56
    zelda, traces, team, now
):
    former = zelda.pseudonym

    erase_person(person=zelda, actor=zelda, now=now)

    zelda.refresh_from_db()
    assert list(verify_chain(team)) == list(verify_chain(None)) == []
    assert zelda.pseudonym != former
    assert AuditEntry.objects.filter(team=team, event="account.erased").count() == 1


def test_a_word_that_is_a_name_too_stays_a_word(people, evaluation, team, now):
    person = people["member"]
    User.objects.filter(pk=person.pk).update(name="Price")
    person.refresh_from_db()
    record(
        "member.removed",
        team=team,
        actor=people["owner"],
        change=change_of(person, reason="The Price was too high"),
        now=now,
    )

    erase_person(person=person, actor=person, now=now)

    told = Activity.objects.get(verb="member.removed")
    assert told.reason == "The Price was too high"
    assert told.subject.startswith("former member")


def test_the_only_owner_hands_over_first(people, team, now):  # R15
    with pytest.raises(HandOverFirst, match="Marketing"):
        erase_person(person=people["owner"], actor=people["owner"], now=now)

    assert User.objects.get(pk=people["owner"].pk).erased_at is None
    assert not list(noted_erasures())


def test_a_team_in_which_nobody_else_is_goes_along(people, other_team, now):
    person = people["outsider"]
    store_file(
        NewFile("x", b"marker-file", "text/plain"), team=other_team, owner=None, now=now
    )
    other_team.evaluations.create(title="Markerova alone")
    record(
        "team.changed", team=other_team, actor=person, change=change_of(other_team),
        now=now,
    )  # fmt: skip

    erase_person(person=person, actor=person, now=now)

    other_team.refresh_from_db()
    assert (other_team.name, other_team.evaluations.count()) == ("-", 0)
    assert not StoredFile.objects.filter(team=other_team).exists()
    assert list(verify_chain(other_team)) == []


def test_nobody_is_logged_in_as_an_erased_person(zelda, traces, client, now):
    erase_person(person=zelda, actor=zelda, now=now)

    zelda.refresh_from_db()
    assert not zelda.is_active
    assert not zelda.has_usable_password()
    assert not EmailAddress.objects.filter(user=zelda).exists()
    assert not Session.objects.exists()


def test_an_owner_erases_no_account_that_others_share(people, team, other_team, now):
    Member.objects.create(team=other_team, user=people["member"])
    member = Member.objects.get(team=team, user=people["member"])

    with pytest.raises(IsInOtherTeams):
        erase_of_team(member=member, actor=people["owner"], now=now)


def test_who_was_erased_is_erased_again_after_a_restore(zelda, traces, now):  # R57
    former = zelda.pseudonym
    erase_person(person=zelda, actor=zelda, now=now)
    # As an older copy of the database knows the person.
    User.objects.filter(pk=zelda.pk).update(
        name=NAME, email=ADDRESS, pseudonym=former, erased_at=None, is_active=True
    )

    erased = repeat_erasures(now=now + timedelta(days=1))

    zelda.refresh_from_db()
    assert (erased, zelda.name, zelda.is_active) == (1, "", False)
    assert repeat_erasures(now=now) == 0


def test_the_command_erases(zelda, capsys):
    call_command("erase_person", ADDRESS.upper(), "--yes")

    zelda.refresh_from_db()
    assert zelda.erased_at is not None
    assert str(zelda) in capsys.readouterr().out


def test_the_command_refuses_an_unknown_address(db):
    with pytest.raises(CommandError, match="no account"):
        call_command("erase_person", "nobody@example.org", "--yes")


def test_mail_in_a_folder_goes(
    zelda, now, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.EMAIL_FILE_PATH = str(tmp_path)
    (tmp_path / "own.log").write_text(f"To: {ADDRESS}")
    (tmp_path / "other.log").write_text("To: owner@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=zelda, actor=zelda, now=now)

    assert [path.name for path in tmp_path.iterdir()] == ["other.log"]
