"""Templates of a team: saved from a plan, renamed, removed, brought back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_line, match_key
from migration.models import Plan, TeamTemplate
from migration.services.plans.template_content import content_of
from workspace.models import Team, User
from workspace.services.records import change_of, record

MOST_TEMPLATES = 50
LONGEST_NAME = 120


class TemplateIsStale(StaleVersion):
    message = _("Somebody else changed this template since you opened the page.")


class TemplateNameMissing(DomainError):
    message = _("Give the template a name.")


class TemplateNameTaken(DomainError):
    message = _(
        "The team has a template named “%(name)s” already. Choose another name."
    )


class TooManyTemplates(DomainError):
    message = _("A team keeps at most %(most)s templates. Remove one first.")


class NothingToKeep(DomainError):
    message = _("This plan has no task that a template could keep.")


@transaction.atomic
def save_template(*, plan: Plan, name: str, actor: User, now: datetime) -> TeamTemplate:
    """Keep for the whole team what of the plan another one can begin with."""
    team = lock_team(plan.team)
    if team.plan_templates.present().count() >= MOST_TEMPLATES:
        raise TooManyTemplates(most=MOST_TEMPLATES)
    name = free_name(team, name)
    content = content_of(plan)
    if not content["tasks"]:
        raise NothingToKeep
    template = TeamTemplate.objects.create(
        team=team,
        name=name,
        content=content,
        task_count=len(content["tasks"]),
        saved_by=actor,
        saved_at=now,
    )
    tell("plan_template.saved", template, actor=actor, now=now)
    return template


@transaction.atomic
def rename_template(
    *, template: TeamTemplate, name: str, version: int, actor: User, now: datetime
) -> TeamTemplate:
    """Give it another name, unless somebody else has changed it since (R48)."""
    team = lock_team(template.team)
    template.refresh_from_db()
    if version != template.version:
        raise TemplateIsStale(current=template)
    template.name = free_name(team, name, apart_from=template)
    template.version += 1
    template.save(update_fields=["name", "version"])
    tell("plan_template.renamed", template, actor=actor, now=now)
    return template


@transaction.atomic
def remove_template(*, template: TeamTemplate, actor: User, now: datetime) -> None:
    """Take it off the list; it can be brought back."""
    lock_team(template.team)
    template.refresh_from_db()
    if template.removed_at is None:
        template.removed_at = now
        template.version += 1
        template.save(update_fields=["removed_at", "version"])
        tell("plan_template.removed", template, actor=actor, now=now)


@transaction.atomic
def restore_template(*, template: TeamTemplate, actor: User, now: datetime) -> None:
    team = lock_team(template.team)
    template.refresh_from_db()
    if template.removed_at is not None:
        free_name(team, template.name)
        template.removed_at = None
        template.version += 1
        template.save(update_fields=["removed_at", "version"])
        tell("plan_template.restored", template, actor=actor, now=now)


def lock_team(team: Team) -> Team:
    """Lock the team's row, so that two names cannot be taken at once."""
    return Team.objects.select_for_update().get(pk=team.pk)


def free_name(team: Team, name: str, apart_from: TeamTemplate | None = None) -> str:
    """Return the name as it is kept, if no other template of the team has it."""
    name = clean_line(name)[:LONGEST_NAME]
    if not name:
        raise TemplateNameMissing
    others = team.plan_templates.present()
    if apart_from:
        others = others.exclude(pk=apart_from.pk)
    taken = {match_key(other) for other in others.values_list("name", flat=True)}
    if match_key(name) in taken:
        raise TemplateNameTaken(name=name)
    return name


def tell(verb: str, template: TeamTemplate, *, actor: User, now: datetime) -> None:
    change = change_of(template, after={"name": template.name})
    record(verb, team=template.team, actor=actor, change=change, now=now)
