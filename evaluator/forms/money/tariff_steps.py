"""The steps of the tariff editor: each takes a draft and gives back the next one."""

from __future__ import annotations

from collections.abc import Callable

from django.http import QueryDict

from evaluator.forms.money.tariff_drafts import (
    Draft,
    add_part,
    add_plan,
    move,
    opened,
    place_of,
    remove,
)

Step = Callable[[Draft, str, QueryDict], Draft]


def open_place(draft: Draft, where: str, _data: QueryDict) -> Draft:
    return opened(draft, place_of(where, draft.tariff))


def close(draft: Draft, _where: str, _data: QueryDict) -> Draft:
    return opened(draft, None)


def add(draft: Draft, where: str, data: QueryDict) -> Draft:
    place = place_of(where, draft.tariff)
    if place is None:
        return opened(draft, None)
    return add_part(draft, place.plan, data.get(f"kind-{place.plan}", ""))


def more_plans(draft: Draft, _where: str, _data: QueryDict) -> Draft:
    return add_plan(draft)


def move_up(draft: Draft, where: str, _data: QueryDict) -> Draft:
    place = place_of(where, draft.tariff)
    return move(draft, place, -1) if place else opened(draft, None)


def move_down(draft: Draft, where: str, _data: QueryDict) -> Draft:
    place = place_of(where, draft.tariff)
    return move(draft, place, 1) if place else opened(draft, None)


def take_out(draft: Draft, where: str, _data: QueryDict) -> Draft:
    place = place_of(where, draft.tariff)
    return remove(draft, place) if place else opened(draft, None)


STEPS: dict[str, Step] = {
    "open": open_place,
    "close": close,
    "drop": close,
    "add": add,
    "plan": more_plans,
    "up": move_up,
    "down": move_down,
    "remove": take_out,
}


def goes_nowhere(name: str) -> bool:
    """Tell whether a step leaves what is typed wrongly behind on purpose."""
    return name in {"drop", "remove"}
