from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from workspace.querysets import in_teams_of

if TYPE_CHECKING:
    from evaluator.models import (  # noqa: F401 (named in strings below)
        Ballot,
        Candidate,
        Choice,
        CostLine,
        Criterion,
        DiagnosisAnswer,
        Evaluation,
        Fact,
        MatrixImport,
        Objective,
        Participant,
        Platform,
        Scenario,
        Score,
    )
    from workspace.models import Team, User

BIN_DAYS = 30


class PlatformQuerySet(models.QuerySet["Platform"]):
    def visible_to(self, user: User) -> Self:
        """Shipped entries, and those of the user's teams."""
        return self.filter(Q(team=None) | in_teams_of(user)).distinct()

    def for_team(self, team: Team | None) -> Self:
        return self.filter(Q(team=None) | Q(team=team), withdrawn_at=None)


class FactQuerySet(models.QuerySet["Fact"]):
    def visible_to(self, user: User) -> Self:
        """Shipped facts, and own ones of the user's teams, without withdrawn ones."""
        seen = Q(team=None) | in_teams_of(user)
        return self.filter(seen, withdrawn_at=None).distinct()

    def for_team(self, team: Team | None) -> Self:
        """Shipped facts and those of this one team, without withdrawn ones."""
        return self.filter(Q(team=None) | Q(team=team), withdrawn_at=None)

    def of_team(self, team: Team) -> Self:
        """Only what this team entered itself."""
        return self.filter(team=team).order_by("key", "pk")

    def entered_by_teams_of(self, user: User) -> Self:
        return self.filter(in_teams_of(user))


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def visible_to(self, user: User) -> Self:
        """Limit to what this user may know exists. Every view starts here.

        The user takes part in it and is still a member of its team (R14).
        """
        return self.filter(
            in_teams_of(user),
            participants__user=user,
            participants__left_at=None,
        ).distinct()

    def present(self) -> Self:
        """Leave out what lies in the bin."""
        return self.filter(deleted_at=None)

    def in_bin(self, *, now: datetime) -> Self:
        return self.filter(deleted_at__gt=now - timedelta(days=BIN_DAYS))

    def past_bin(self, *, now: datetime) -> Self:
        return self.filter(deleted_at__lte=now - timedelta(days=BIN_DAYS))

    def with_progress(self) -> Self:
        """Annotate the counts that everybody in the evaluation may know."""
        criteria = Q(criteria__deleted_at=None)
        scored = criteria & Q(criteria__kind__in=["rated", "measured"])
        present = Q(participants__left_at=None, participants__is_evaluator=True)
        return self.annotate(
            leaves=count_of("criteria", scored),
            must_haves=count_of("criteria", criteria & Q(criteria__kind="must_have")),
            candidates_listed=count_of(
                "candidates", ~Q(candidates__stage="eliminated")
            ),
            short_listed=count_of("candidates", Q(candidates__stage="short")),
            evaluators=count_of("participants", present),
            diagnosed=count_of(
                "participants__diagnosis_answers",
                Q(participants__diagnosis_answers__value__gt=""),
            ),
            objectives_set=count_of("objectives", Q(objectives__removed_at=None)),
            costs_entered=count_of("cost_lines", Q(cost_lines__removed_at=None)),
            choices=count_of("choice", Q(choice__isnull=False)),
            submitted=count_of(
                "participants", present & Q(participants__submitted_at__isnull=False)
            ),
        )


def count_of(relation: str, condition: Q) -> Coalesce:
    """Count related rows by a query of its own: joins would multiply each other."""
    model = apps.get_model("evaluator", "Evaluation")
    counted = (
        model._base_manager.filter(condition, pk=OuterRef("pk"))
        .order_by()
        .values("pk")
        .annotate(count=Count(relation))
        .values("count")
    )
    return Coalesce(Subquery(counted), 0)


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def visible_to(self, user: User) -> Self:
        """The user's own parts in evaluations that are not in the bin."""
        return self.filter(
            in_teams_of(user, "evaluation__team"),
            user=user,
            left_at=None,
            evaluation__deleted_at=None,
        )

    def present(self) -> Self:
        return self.filter(left_at=None)

    def evaluators(self) -> Self:
        """Those who score now; people who left keep their submitted scores."""
        return self.filter(is_evaluator=True, left_at=None)


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def present(self) -> Self:
        return self.filter(deleted_at=None)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def scored(self) -> Self:
        return self.filter(kind__in=["rated", "measured"])

    def must_haves(self) -> Self:
        return self.filter(kind="must_have")

    def with_money(self) -> Self:
        """Annotate the rule on cost, and whether values rest on what is a price."""
        values = apps.get_model("evaluator", "MeasuredValue").objects
        is_price = Q(fact__currency__gt="") | Q(figure__gt="")
        priced = values.filter(is_price, criterion=OuterRef("pk"))
        return self.annotate(
            budget_rule=F("evaluation__money_settings__budget_rule"),
            has_priced_values=Q(kind="measured") & Exists(priced),
        )


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def short_listed(self) -> Self:
        return self.filter(stage="short")

    def by_name(self) -> Self:
        """Sort by name until there are scores: no sponsored order."""
        return self.order_by("match_key", "pk")


class BallotQuerySet(models.QuerySet["Ballot"]):
    def of_user(self, user: User) -> Self:
        return self.filter(participant__user=user)

    def submitted(self) -> Self:
        return self.filter(state="submitted")

    def counted(self, evaluation: Evaluation) -> Self:
        """Those that count.

        Sealed: what was submitted, and after the reveal also what was given back since:
        everybody has seen it, and whatever changes in it is marked. Open: all of them.
        """
        ballots = self.filter(participant__evaluation=evaluation)
        if evaluation.is_open_mode:
            return ballots
        if not evaluation.is_revealed:
            return ballots.submitted()
        given_back = Q(submitted_at__isnull=False) & ~Q(returned_because="")
        return ballots.filter(Q(state="submitted") | given_back)


class ScoreQuerySet(models.QuerySet["Score"]):
    def of_user(self, user: User) -> Self:
        return self.filter(ballot__participant__user=user)

    def shown_to(self, participant: Participant) -> Self:
        """The own scores, and those of others that count and may be seen (R17)."""
        evaluation = participant.evaluation
        inside = self.filter(ballot__participant__evaluation=evaluation)
        own = Q(ballot__participant=participant)
        if not evaluation.shows_results:
            return inside.filter(own)
        ballots = apps.get_model("evaluator", "Ballot")._default_manager
        recused = Q(ballot__candidate__recusals__participant=F("ballot__participant"))
        return inside.filter(
            own | (Q(ballot__in=ballots.counted(evaluation)) & ~recused)
        )


class ChoiceQuerySet(models.QuerySet["Choice"]):
    def of(self, evaluation: Evaluation) -> Self:
        """What was recorded, with all that pages tell of it."""
        chosen = self.filter(evaluation=evaluation)
        return chosen.select_related("chosen", "runner_up", "by")


class MatrixImportQuerySet(models.QuerySet["MatrixImport"]):
    def visible_to(self, user: User) -> Self:
        """Those a person brought, where they still may be: nobody else's at all."""
        return self.filter(in_teams_of(user), owner=user)

    def waiting(self) -> Self:
        return self.filter(taken_at=None)

    def taken(self, pk: int) -> MatrixImport | None:
        """Return the one with this key if it was taken: a confirmation sent twice."""
        return self.filter(pk=pk).exclude(taken_at=None).first()


class DiagnosisAnswerQuerySet(models.QuerySet["DiagnosisAnswer"]):
    def in_evaluation(self, evaluation: Evaluation) -> Self:
        """Those of people who left count too: they said it."""
        return self.filter(participant__evaluation=evaluation)

    def given(self) -> Self:
        return self.exclude(value="")


class ObjectiveQuerySet(models.QuerySet["Objective"]):
    def present(self) -> Self:
        return self.filter(removed_at=None)

    def in_order(self) -> Self:
        return self.order_by("created_at", "pk")


class CostLineQuerySet(models.QuerySet["CostLine"]):
    def visible_to(self, user: User) -> Self:
        """Lines of the evaluations that this user takes part in."""
        return self.filter(
            in_teams_of(user, "evaluation__team"),
            evaluation__participants__user=user,
            evaluation__participants__left_at=None,
        ).distinct()

    def present(self) -> Self:
        return self.filter(removed_at=None)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    def visible_to(self, user: User) -> Self:
        """Scenarios of the evaluations that this user takes part in."""
        return self.filter(
            in_teams_of(user, "evaluation__team"),
            evaluation__participants__user=user,
            evaluation__participants__left_at=None,
        ).distinct()

    def present(self) -> Self:
        return self.filter(removed_at=None)

    def removed(self) -> Self:
        return self.exclude(removed_at=None)
