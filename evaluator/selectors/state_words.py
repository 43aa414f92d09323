"""What no number stands for, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluator.costs.outcomes import State

STATE_WORDS: dict[State, str | Promise] = {
    State.QUOTE: _("quote needed"),
    State.UNKNOWN_RUNG: _("rung not known"),
    State.BLOCKED: _("blocked"),
}
