"""What a reader of a share link sees of an evaluation: nothing that was not ticked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.formatting import number
from evaluator.models import Candidate, Criterion, Evaluation, Participant
from evaluator.permissions import Action, allowed_actions
from evaluator.selectors.results import Results
from workspace.models import ShareLink


def shared_evaluation(link: ShareLink) -> Evaluation | None:
    """Return the link's evaluation while it may be shared.

    It must be there and revealed, and the link's creator must still be allowed to
    share it: who loses the role loses the links (R14).
    """
    participants = link.created_by and link.created_by.participations.present()
    if not participants:
        return None
    participant = (
        participants.select_related("evaluation__team")
        .filter(
            evaluation_id=link.target_id,
            evaluation__deleted_at=None,
            evaluation__team__members__user=link.created_by,
        )
        .first()
    )
    if participant is None or Action.SHARE not in allowed_actions(participant):
        return None
    evaluation = participant.evaluation
    return evaluation if evaluation.is_revealed or evaluation.is_open_mode else None


def hides_prices(participant: Participant) -> bool:
    """Tell whether prices stay closed for the person (R21)."""
    return Action.SEE_PRICES not in allowed_actions(participant)


def seen_by(results: Results, participant: Participant) -> Results:
    """Return the results as the person may see them (R21)."""
    return results.without_prices() if hides_prices(participant) else results


def behind(link: ShareLink, results: Results) -> Results:
    """Return the results as readers of the link may see them (R22)."""
    return results if link.shows_prices else results.without_prices()


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """The scores of one person, criteria down, candidates across."""

    name: str
    rows: tuple[tuple[Criterion, tuple[str, ...]], ...]


def person_sheets(results: Results, link: ShareLink) -> list[PersonSheet]:
    """Return individual scores, under names only where that was ticked too."""
    if not link.shows_scores:
        return []
    rated = [each for each in results.tree.leaves if each.kind == Criterion.Kind.RATED]
    return [
        PersonSheet(
            name=str(participant.user)
            if link.shows_names
            else _("Evaluator %(number)s") % {"number": number(place)},
            rows=tuple(
                (leaf, tuple(score_texts(results, participant.pk, leaf)))
                for leaf in rated
            ),
        )
        for place, participant in enumerate(results.evaluators.values(), start=1)
    ]


def score_texts(
    results: Results, participant_pk: int, leaf: Criterion
) -> Iterator[str]:
    for candidate_pk in results.candidates:
        score = results.scores.get((participant_pk, candidate_pk, leaf.pk))
        if (participant_pk, candidate_pk) in results.recused:
            yield _("recused")
        elif score is None:
            yield "–"
        elif score.value is None:
            yield str(score.get_state_display())
        else:
            yield number(score.value)


@dataclass(frozen=True, slots=True)
class Note:
    candidate: Candidate
    criterion: Criterion
    text: str
    author: str


def shared_notes(results: Results, link: ShareLink) -> list[Note]:
    """Return the notes where ticked, under names only where that was ticked too."""
    if not link.shows_notes:
        return []
    return [
        Note(
            candidate=results.candidates[candidate_pk],
            criterion=results.tree.criteria[criterion_pk],
            text=score.note,
            author=author_of(results, person, link),
        )
        for (person, candidate_pk, criterion_pk), score in results.scores.items()
        if score.note and candidate_pk in results.candidates
    ]


def author_of(results: Results, person: int, link: ShareLink) -> str:
    return str(results.evaluators[person].user) if link.shows_names else ""
