"""Fill an evaluation with submitted scores, plainly, for tests of what comes after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from evaluator.models import Ballot, Evaluation, Participant, Score

# Person -> candidate -> scores of Price, Growth, Answers, Training; None: abstained.
Sheets = Mapping[str, Mapping[str, tuple[int | None, ...]]]

SHEETS: Sheets = {
    "evaluator": {"Acme": (5, 4, 3, 2), "Bolt": (3, 3, 3, 3), "Cedar": (1, 2, 5, 5)},
    "second": {"Acme": (4, 4, None, 2), "Bolt": (2, 3, 5, 4), "Cedar": (1, 1, 4, 5)},
}


def submit_sheets(evaluation: Evaluation, sheets: Sheets, *, at: datetime) -> None:
    criteria = list(evaluation.criteria.filter(kind="rated").order_by("pk"))
    for person, rows in sheets.items():
        participant = Participant.objects.get(
            evaluation=evaluation, user__email=f"{person}@example.org"
        )
        Participant.objects.filter(pk=participant.pk).update(submitted_at=at)
        for name, values in rows.items():
            ballot = Ballot.objects.create(
                participant=participant,
                candidate=evaluation.candidates.get(name=name),
                state="submitted",
                submitted_at=at,
            )
            for criterion, value in zip(criteria, values, strict=True):
                Score.objects.create(
                    ballot=ballot,
                    criterion=criterion,
                    state="abstained" if value is None else "scored",
                    value=value,
                    note=f"{person} on {name}",
                    saved_at=at,
                )


def reveal_with(evaluation: Evaluation, sheets: Sheets, *, at: datetime) -> Evaluation:
    submit_sheets(evaluation, sheets, at=at)
    Evaluation.objects.filter(pk=evaluation.pk).update(
        state="revealed", opened_at=at, revealed_at=at
    )
    evaluation.refresh_from_db()
    return evaluation
