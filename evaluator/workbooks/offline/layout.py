"""Where things stand on a score sheet.

The child process that reads uploads imports this, so it knows no framework.
"""

from __future__ import annotations

# Columns, counted from 1. The last one is hidden: it names the cell of its row.
CANDIDATE, SCORE, RUNG, NOTE, LINK, KEY = range(1, 7)
FIRST_INPUT = SCORE
HEAD_ROW = 5
# The hidden sheet: whose sheet this is, in pieces down its first column; beside them
# what the two lists offer.
HIDDEN = "changeover"
IDENTITY_COLUMN, ENTRIES_COLUMN, RUNGS_COLUMN = 1, 2, 3
PIECE = 30_000
LONGEST_NOTE = 4_000
# A matrix of 60 criteria and 60 candidates, each criterion with three rows above.
MOST_ROWS = 20_000


def key_of(criterion: int, candidate: int) -> str:
    return f"c{criterion}-{candidate}"
