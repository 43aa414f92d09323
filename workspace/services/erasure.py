"""Erase a person: what they judged stays under a pseudonym; they go (R57)."""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.transactions import locked_change
from workspace.kept_pages import shelf
from workspace.models import (
    AuditEntry,
    Invitation,
    Job,
    Member,
    StoredFile,
    Team,
    User,
)
from workspace.registries import data_parts, erasers, member_left
from workspace.services.erasure_list import note_erasure, people_to_erase_again
from workspace.services.files import delete_file
from workspace.services.forgotten_words import Words, forget_words
from workspace.services.records import append_to_chain, change_of, record


class HandOverFirst(DomainError):
    message = _(
        "%(name)s is the only owner of “%(team)s”, which has other people. Make one of"
        " them an owner first."
    )


class IsInOtherTeams(DomainError):
    message = _(
        "This account is not your team's alone. Remove the person from your team; the"
        " account itself can be erased by the person, or by the administrator."
    )


@locked_change
def erase_person(
    *, person: User, actor: User | None, now: datetime, is_repeated: bool = False
) -> User:
    """Erase the person for good. Erased twice is erased once.

    `is_repeated`: the person was erased before a restore, so nothing is refused. Raises
    HandOverFirst.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.erased_at is not None:
        return person
    if not is_repeated:
        refuse_without_heir(person)
    note_erasure(person, now=now)
    email, name = person.email, person.name
    erase_account(person, now=now)
    by = person if actor is None or actor.pk == person.pk else actor
    # As long as rows tell what is theirs: leaving takes the person off plans.
    for erase_traces in erasers:
        erase_traces(person=person)
    for member in list(person.memberships.select_related("team")):
        leave_team(member, actor=by, now=now)
    erase_rows(person, email=email)
    forget_words(Words(email, name, instead=str(person)))
    append_to_chain("account.erased", team=None, actor=person, now=now)
    transaction.on_commit(lambda: forget_outside(email), robust=True)
    return person


def erase_of_team(*, member: Member, actor: User, now: datetime) -> User:
    """Let an owner erase an account that nobody else has a part in."""
    if member.user.memberships.exclude(team=member.team_id).exists():
        raise IsInOtherTeams
    return erase_person(person=member.user, actor=actor, now=now)


def repeat_erasures(*, now: datetime) -> int:
    """Erase once more whom a restored copy has brought back."""
    people = list(people_to_erase_again())
    for person in people:
        erase_person(person=person, actor=None, now=now, is_repeated=True)
    return len(people)


def refuse_without_heir(person: User) -> None:
    for member in person.memberships.owners().select_related("team"):
        others = member.team.members.exclude(user=person)
        if others.exists() and not others.owners().exists():
            raise HandOverFirst(name=str(person), team=member.team.name)


def erase_account(person: User, *, now: datetime) -> None:
    """Leave a row that nobody can log in to, and that says only that there was one."""
    for session in UserSession.objects.filter(user=person):
        SessionStore(session.session_key).delete()
    person.pseudonym = uuid.uuid4()
    person.email = f"{person.pseudonym.hex}@erased.invalid"
    person.name = person.language = person.time_zone = ""
    person.digits, person.calendar = User.Digits.LANGUAGE, User.Calendar.LANGUAGE
    person.wants_reminders = person.wants_news = False
    person.is_active, person.is_superuser = False, False
    person.last_login, person.erased_at = None, now
    person.set_unusable_password()
    person.save()


def leave_team(member: Member, *, actor: User, now: datetime) -> None:
    """Go as somebody who leaves; a team in which nobody else is goes along."""
    team = member.team
    others = team.members.exclude(pk=member.pk)
    if not others.exists():
        member.delete()
        empty_team(team)
        return
    if not others.owners().exists():
        heir = others.order_by("joined_at", "pk")[:1]
        Member.objects.filter(pk__in=list(heir.values_list("pk", flat=True))).update(
            role=Member.Role.OWNER
        )
    for say_goodbye in member_left:
        say_goodbye(team=team, user=member.user, actor=actor, now=now)
    change = change_of(member.user)
    record("account.erased", team=team, actor=actor, change=change, now=now)
    member.delete()


def empty_team(team: Team) -> None:
    """Delete all of a team that nobody can reach any more; its audit trail stays."""
    for part in reversed(data_parts):
        if part.team and part.model not in {Team, AuditEntry}:
            part.model._default_manager.filter(**{part.team: team.pk}).delete()
    for file in team.files.all():
        delete_file(file)
    team.jobs.all().delete()
    team.name = "-"
    team.save(update_fields=["name"])


def erase_rows(person: User, *, email: str) -> None:
    """Delete what is theirs alone: files, work, invitations, keys of all kinds."""
    for file in StoredFile.objects.filter(owner=person):
        delete_file(file)
    Job.objects.filter(user=person).delete()
    Invitation.objects.filter(
        models.Q(email__iexact=email) | models.Q(accepted_by=person)
    ).delete()
    kept = {part.model for part in data_parts if part.person and not part.is_erased}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if model not in kept and belongs_to_person(field):
                model._default_manager.filter(**{field.name: person}).delete()


def belongs_to_person(field: models.Field[object, object]) -> bool:
    """Tell whether a row would go with the person's own row."""
    if not isinstance(field, models.ForeignKey) or field.related_model is not User:
        return False
    return getattr(field.remote_field, "on_delete", None) is models.CASCADE


def forget_outside(email: str) -> None:
    """Forget pages that this process keeps, and mail that was written to a folder."""
    shelf.clear()
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if not folder or not Path(folder).is_dir():
        return
    for letter in Path(folder).iterdir():
        if letter.is_file() and email.encode() in letter.read_bytes().lower():
            letter.unlink(missing_ok=True)
