"""Words for people; the only module here that knows a framework."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from evaluator.diagnosis.kinds import Reach
from evaluator.diagnosis.signs import Level, Outcome
from evaluator.diagnosis.smart import Gap, Letter

LEVEL_LABELS = {
    Level.UNKNOWN: _("not known yet"),
    Level.CALM: _("no sign of it"),
    Level.MILD: _("some signs"),
    Level.STRONG: _("clear signs"),
}
LEVEL_PILLS = {
    Level.UNKNOWN: "",
    Level.CALM: "ok",
    Level.MILD: "warn",
    Level.STRONG: "bad",
}
OUTCOME_LABELS = {
    Outcome.UNKNOWN: _("Too little is known for a reading"),
    Outcome.STAY: _("Stay: nothing presses"),
    Outcome.REPAIR: _("Stay and repair"),
    Outcome.LOOK: _("Look around, with staying as a candidate"),
    Outcome.CHANGE: _("It is time to change"),
}
OUTCOME_TEXTS = {
    Outcome.UNKNOWN: _("A reading needs at least three of the five signs."),
    Outcome.STAY: _(
        "No sign speaks for a change. Note the day, and ask again in half a year."
    ),
    Outcome.REPAIR: _(
        "What troubles you can be mended where you are. Try that first: it costs less"
        " than a move."
    ),
    Outcome.LOOK: _(
        "Two clear signs that cannot be mended where you are. Compare, and let the"
        " platform of today be one of the candidates."
    ),
    Outcome.CHANGE: _(
        "Three or more clear signs that cannot be mended where you are. Still let the"
        " platform of today be one of the candidates, so that staying has its figure."
    ),
}
KIND_LABELS = {
    "marketing_automation": _("Marketing automation"),
    "crm": _("CRM"),
    "cdp": _("Customer data platform"),
    "dmp": _("Data management platform"),
    "cms": _("CMS"),
}
REACH_LABELS = {
    Reach.UNKNOWN: _("Not known yet"),
    Reach.ONE: _("One channel"),
    Reach.MULTICHANNEL: _("Multichannel"),
    Reach.OMNICHANNEL: _("Omnichannel"),
}
LETTER_LABELS = {
    Letter.SPECIFIC: _("specific"),
    Letter.MEASURABLE: _("measurable"),
    Letter.ACHIEVABLE: _("achievable"),
    Letter.RELEVANT: _("relevant"),
    Letter.TIME_BOUND: _("time-bound"),
}
GAP_TEXTS = {
    Gap.STATEMENT: _("Say in a sentence what is to be reached."),
    Gap.OWNER: _("Name one person who answers for it."),
    Gap.METRIC: _("Name the metric that tells."),
    Gap.TARGET: _("Say which figure is to be reached."),
    Gap.BASELINE: _("Say where it stands today."),
    Gap.SAME: _("The target is what you have today already."),
    Gap.FAR: _("The target is more than ten times away from today."),
    Gap.GOAL: _("Choose the company goal that it serves."),
    Gap.DEADLINE: _("Set the day by which it is reached."),
    Gap.BEFORE: _("The deadline is not after the day of the figure of today."),
}
