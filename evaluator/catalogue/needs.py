"""What the catalogue claims about a need, to fill in a must-have beforehand."""

from collections.abc import Iterable
from types import MappingProxyType

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


def best_answer(answers: Iterable[Answer | None]) -> Answer:
    """Return the best of several answers, or unknown."""
    given = set(answers)
    return next((answer for answer in _BEST_FIRST if answer in given), Answer.UNKNOWN)
