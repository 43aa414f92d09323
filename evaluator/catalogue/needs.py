"""What the catalogue claims about a need, to fill in a must-have beforehand."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from evaluator.catalogue.entries import FactEntry, PlatformEntry
from evaluator.catalogue.vocabulary import Answer

# Need -> the fact key whose answer says whether it is met.
NEEDS = MappingProxyType(
    {
        "forms": "features.forms",
        "segmentation": "features.segmentation",
        "lead_scoring": "features.lead_scoring",
        "nurture": "features.nurture",
        "ab_test": "features.ab_test",
        "landing_pages": "features.landing_pages",
        "popups": "features.popups",
        "sms": "channels.sms",
        "whatsapp": "channels.whatsapp",
        "messenger": "channels.messenger",
        "web_push": "channels.web_push",
        "social": "channels.social",
        "chat": "channels.chat",
        "cart_recovery": "features.cart_recovery",
        "cross_channel_workflow": "features.cross_channel_workflow",
        "personalisation": "features.personalisation",
    }
)

# Where several facts answer, the best one holds: a yes on one plan is a yes.
_BEST_FIRST = (Answer.YES, Answer.PARTLY, Answer.NO)


@dataclass(frozen=True, slots=True)
class Claim:
    """A claimed answer (yes, partly, no or unknown) and the facts it rests on."""

    answer: Answer
    facts: tuple[FactEntry, ...] = ()


def claimed_answer(platform: PlatformEntry, need: str) -> Claim:
    facts = platform.facts_of(NEEDS[need])
    answer = best_answer(fact.answer for fact in facts)
    return Claim(answer, tuple(fact for fact in facts if fact.answer is answer))


def best_answer(answers: Iterable[Answer | None]) -> Answer:
    """Return the best of several answers, or unknown."""
    given = set(answers)
    return next((answer for answer in _BEST_FIRST if answer in given), Answer.UNKNOWN)
