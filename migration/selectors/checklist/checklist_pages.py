"""Which tasks a page of the checklist draws, however long the plan is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from migration.selectors.checklist.checklist import Checklist, PhaseBlock

ROWS = 120  # so many are drawn whole; a tick draws them again
PAGE = 50  # of a part of a longer list


@dataclass(frozen=True, slots=True)
class Place:
    """The part of a long list that is open, and its page; 0 is where the work is."""

    part: str = ""
    page: int = 0


def paged(checklist: Checklist, place: Place, *, keep: int = 0) -> Checklist:
    """Leave out what does not fit on a page: one part stays open, at one page.

    `keep` is the id of a task that must be drawn, because somebody is at it.
    """
    if sum(len(block.rows) for block in checklist.blocks) <= ROWS:
        return checklist
    key = open_part(checklist.blocks, place, keep)
    blocks = (
        cut(block, place.page if place.part == key else 0, keep)
        if block.key == key
        else replace(block, rows=(), left_out=len(block.rows))
        for block in checklist.blocks
    )
    return replace(checklist, blocks=tuple(blocks))


def open_part(blocks: Sequence[PhaseBlock], place: Place, keep: int) -> str:
    """Return the part with the kept task, the one asked for, or that of the work."""
    found = (
        [block for block in blocks if place_of(block, keep) is not None],
        [block for block in blocks if block.key == place.part and block.rows],
        [block for block in blocks if block.rows and not block.is_finished],
        [block for block in blocks if block.rows],
    )
    return next(group[0].key for group in found if group)


def cut(block: PhaseBlock, page: int, keep: int) -> PhaseBlock:
    pages = -(-len(block.rows) // PAGE)
    kept = place_of(block, keep)
    if kept is not None:
        page = kept // PAGE + 1
    page = min(page or page_of_work(block), pages)
    rows = block.rows[(page - 1) * PAGE : page * PAGE]
    left_out = len(block.rows) - len(rows)
    return replace(block, rows=rows, page=page, pages=pages, left_out=left_out)


def place_of(block: PhaseBlock, task_pk: int) -> int | None:
    places = (at for at, row in enumerate(block.rows) if row.pk == task_pk)
    return next(places, None)


def page_of_work(block: PhaseBlock) -> int:
    """Return the page on which the first task stands that is not done."""
    places = (at for at, row in enumerate(block.rows) if not row.is_done)
    return next(places, 0) // PAGE + 1
