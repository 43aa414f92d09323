"""R57: whatever is kept of a team or a person is exported, or says why not."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import ForeignKey, Model

from workspace.models import Team, User
from workspace.registries import data_parts, kept_out

OWN_APPS = ("workspace", "evaluator", "migration")


def own_models() -> Iterator[type[Model]]:
    for label in OWN_APPS:
        yield from apps.get_app_config(label).get_models()


def leads_to_team(model: type[Model], seen: frozenset[type[Model]]) -> bool:
    """Tell whether a chain of foreign keys leads to a team."""
    if model is Team:
        return True
    targets = {
        field.related_model
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is not User
    }
    return any(leads_to_team(each, seen | {model}) for each in targets - seen)


def test_every_model_of_a_team_is_in_its_archive_or_says_why_not():  # R57
    told = {part.model for part in data_parts if part.team}

    missing = [
        model.__name__
        for model in own_models()
        if leads_to_team(model, frozenset({model}))
        and model not in told
        and model not in kept_out
    ]

    assert not missing, f"Add a DataPart for {missing}, or a reason to kept_out."


def test_every_model_that_names_a_person_is_known_to_the_export():  # R57
    told = {part.model for part in data_parts}

    missing = [
        model.__name__
        for model in own_models()
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
        and field.related_model is User
        and model not in told
        and model not in kept_out
    ]

    assert not missing, f"Add a DataPart for {missing}, or a reason to kept_out."


def test_no_two_parts_write_the_same_file():
    of_teams = [part.name for part in data_parts if part.team]
    of_people = [part.name for part in data_parts if part.person]

    assert len(set(of_teams)) == len(of_teams)
    assert len(set(of_people)) == len(of_people)


def test_what_is_kept_out_has_a_reason():
    assert all(reason.endswith(".") for reason in kept_out.values())
