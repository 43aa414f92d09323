"""Sentences of the activity list, after the name of who did it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluator.models import (
    Candidate,
    Criterion,
    Evaluation,
    MustHaveAnswer,
    Participant,
    Trial,
)
from evaluator.selectors.money.cost_words import CATEGORY_LABELS

ACTIVITY_TEXTS = {
    "costs.entered": _("entered costs"),
    "return.changed": _("changed what the change is to bring"),
    "cost_line.added": _("added a cost line: %(after_cost_category)s"),
    "cost_line.changed": _("changed a cost line: %(after_cost_category)s"),
    "cost_line.removed": _("removed a cost line: %(after_cost_category)s"),
    "cost_line.restored": _("brought a cost line back: %(after_cost_category)s"),
    "pricing.plan_changed": _("chose the plan of %(subject)s"),
    "pricing.tariff_changed": _("chose the tariff of %(subject)s"),
    "usage.changed": _("changed the usage"),
    "scenario.added": _("added a scenario of costs"),
    "scenario.changed": _("changed a scenario of costs"),
    "scenario.removed": _("removed a scenario of costs"),
    "scenario.restored": _("brought a scenario of costs back"),
    "money.settings_changed": _("changed how costs are told"),
    "money.rate_set": _("entered the exchange rate of %(after_currency)s"),
    "money.rate_removed": _("removed the exchange rate of %(after_currency)s"),
    "evaluation.created": _("made the evaluation"),
    "evaluation.settings_changed": _("changed the settings"),
    "evaluation.archived": _("archived the evaluation"),
    "evaluation.unarchived": _("took the evaluation out of the archive"),
    "evaluation.deleted": _("put the evaluation into the bin"),
    "evaluation.restored": _("took the evaluation out of the bin"),
    "evaluation.revealed": _("revealed the scores"),
    "participant.added": _("added %(after_person)s as %(after_role)s"),
    "participant.role_changed": _("made %(after_person)s %(after_role)s"),
    "participant.price_right_changed": _(
        "decided who sees prices: %(after_person)s %(after_sees_prices)s"
    ),
    "participant.removed": _("removed %(before_person)s"),
    "scoring.opened": _("opened the scoring"),
    "diagnosis.answered": _("answered the diagnosis"),
    "diagnosis.figure_set": _("entered a figure of the diagnosis"),
    "diagnosis.figure_removed": _("took back a figure of the diagnosis"),
    "kind_check.changed": _("answered the kind check"),
    "readiness.changed": _("changed the readiness"),
    "goals.chosen": _("chose the company goals: %(after_goals)s"),
    "goal.removed": _("took back the company goal “%(before_goal)s”"),
    "objective.added": _("added the objective “%(after_objective)s”"),
    "objective.edited": _("changed the objective “%(after_objective)s”"),
    "objective.removed": _("removed the objective “%(after_objective)s”"),
    "objective.restored": _("brought back the objective “%(after_objective)s”"),
    "criterion.added": _("added “%(after_criterion)s”"),
    "criterion.changed": _("changed “%(after_criterion)s”"),
    "criterion.moved": _("moved “%(after_criterion)s”"),
    "criterion.deleted": _("deleted “%(before_criterion)s”"),
    "criterion.restored": _("restored “%(after_criterion)s”"),
    "template.grown": _("added the other criteria of the template"),
    "matrix.taken": _(
        "brought in “%(after_file)s”: %(after_criteria)s criteria,"
        " %(after_candidates)s candidates, %(after_values)s values"
    ),
    "needs.added": _("made needs must-haves: %(after_needs)s"),
    "weights.changed": _("changed weights: %(after_weights)s"),
    "structure.changed": _("changed what was frozen: %(after_what)s"),
    "candidate.added": _("added the candidate %(after_candidate)s"),
    "candidate.edited": _("changed the candidate %(after_name)s"),
    "candidate.moved": _("moved %(after_candidate)s: %(after_stage)s"),
    "candidate.removed": _("removed the candidate %(before_candidate)s"),
    "must_have.answered": _(
        "answered “%(after_must_have)s” for %(after_candidate)s: %(after_answer)s"
    ),
    "must_have.waived": _("waived “%(after_must_have)s” for %(after_candidate)s"),
    "must_have.waiver_ended": _(
        "ended the waiver of “%(after_must_have)s” for %(after_candidate)s"
    ),
    "measured.changed": _(
        "entered “%(after_criterion)s” for %(after_candidate)s: %(after_value)s"
    ),
    "measured.price_changed": _(
        "entered “%(after_criterion)s” for %(after_candidate)s"
    ),
    "measured.taken": _("took values from the costs: %(after_criteria)s"),
    "trial.added": _("noted a %(after_kind)s of %(after_candidate)s"),
    "trial.edited": _("changed the note on a %(after_kind)s of %(after_candidate)s"),
    "trial.removed": _("removed the note on a %(after_kind)s of %(after_candidate)s"),
    "ballots.submitted": _("submitted the scores"),
    "ballots.reopened": _("reopened the scores of %(after_person)s"),
    "recusal.declared": _("declared a conflict of interest with %(after_candidate)s"),
    "recusal.withdrawn": _("took back the recusal on %(after_candidate)s"),
    "link.created": _("made a share link"),
    "link.extended": _("kept a share link for longer"),
    "link.revoked": _("revoked a share link"),
    "workbook.exported": _("took the workbook"),
    "workbook.costs_exported": _("took the workbook of costs"),
    "sheets.sent": _("sent score sheets by mail to those who have not submitted"),
    "reminders.sent": _("reminded those who have not submitted"),
    "choice.recorded": _("recorded the choice"),
    "platform.added": _("added the platform %(subject)s"),
    "platform.edited": _("changed the platform %(subject)s"),
    "platform.removed": _("removed the platform %(subject)s"),
    "fact.added": _("entered an own fact on %(subject)s"),
    "fact.edited": _("changed an own fact on %(subject)s"),
    "layer.imported": _("brought own facts on %(subject)s from a file"),
    "fact.removed": _("removed an own fact on %(subject)s"),
}

ACTIVITY_WORDS: dict[str, Mapping[str, str | Promise]] = {
    "role": dict(Participant.Role.choices),
    "stage": dict(Candidate.Stage.choices),
    "answer": dict(MustHaveAnswer.Answer.choices),
    "mode": dict(Evaluation.Mode.choices),
    "sees_prices": {
        "as_role": _("as the role has it"),
        "yes": _("yes"),
        "no": _("no"),
    },
    "cost_category": {key.value: word for key, word in CATEGORY_LABELS.items()},
    "kind": dict(Criterion.Kind.choices) | dict(Trial.Kind.choices),
}
