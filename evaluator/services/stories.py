"""Play a story: the same services that people's clicks reach, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy

from common.errors import DomainError
from evaluator.content.stories import (
    ABSTAINED,
    NOT_SCORED,
    NOT_SHOWN,
    Remark,
    Story,
    TrialSaid,
)
from evaluator.models import (
    Candidate,
    Criterion,
    Evaluation,
    Fact,
    MustHaveAnswer,
    Participant,
    Platform,
    Score,
)
from evaluator.services.candidates import (
    CandidateEdit,
    add_platforms,
    edit_candidate,
    move_candidate,
)
from evaluator.services.choices import ChoiceEdit, record_choice
from evaluator.services.criteria import CriterionEdit, add_criterion
from evaluator.services.measured import MeasuredEdit, set_measured_value
from evaluator.services.must_haves import (
    MustHaveEdit,
    Waiver,
    answer_must_have,
    waive_must_have,
)
from evaluator.services.planting import add_needs
from evaluator.services.scores import CellEdit, Entry, ScoreEdit, save_sheet
from evaluator.services.trials import add_trial
from workspace.models import User

ENTRIES = {
    ABSTAINED: Entry(Score.State.ABSTAINED),
    NOT_SHOWN: Entry(Score.State.NOT_SHOWN),
    NOT_SCORED: Entry(),
}
MUST_HAVE, MEASURED = Criterion.Kind.MUST_HAVE, Criterion.Kind.MEASURED


class CatalogueLacks(DomainError):
    """A story names a platform or a figure that the shipped catalogue has not."""

    message = gettext_lazy(
        "The sample needs the shipped catalogue, which lacks: %(names)s. An"
        " administrator loads it with manage.py load_catalogue."
    )


@dataclass
class Play:
    """A story on its way: who plays whom, and what has been made so far.

    `since` is the earliest moment that may be written, when the team is younger than
    the story.
    """

    story: Story
    evaluation: Evaluation
    people: Mapping[str, User]
    now: datetime
    since: datetime | None = None
    criteria: dict[str, Criterion] = field(default_factory=dict)
    candidates: dict[str, Candidate] = field(default_factory=dict)

    @property
    def lead(self) -> User:
        return self.people[self.story.lead]

    def ago(self, days: int) -> datetime:
        moment = self.now - timedelta(days=days)
        return max(moment, self.since) if self.since else moment

    def day(self, days: int | None) -> date | None:
        team = self.evaluation.team
        return None if days is None else team.day_of(self.now) - timedelta(days=days)


def set_up(play: Play) -> None:
    """Do all that comes before the first score."""
    add_requirements(play)
    list_candidates(play)
    log_trials(play)
    answer_must_haves(play)
    take_figures(play)


def add_requirements(play: Play) -> None:
    at = play.ago(play.story.days.created)
    evaluation, lead = play.evaluation, play.lead
    needs = play.story.needs
    add_needs(evaluation=evaluation, keys=needs, actor=lead, now=at)
    for each in evaluation.criteria.present():
        play.criteria[each.template_key or each.need_key] = each
    for own in play.story.own_must_haves:
        edit = CriterionEdit(
            kind=MUST_HAVE, name=own.name, wanted_by=own.wanted_by, why=own.why
        )
        play.criteria[own.key] = add_criterion(
            evaluation=evaluation, edit=edit, actor=lead, now=at
        )
    for measure in play.story.measured:
        edit = CriterionEdit(
            kind=MEASURED,
            name=measure.name,
            parent=play.criteria[measure.category],
            description=measure.description,
            wanted_by=measure.wanted_by,
            why=measure.why,
            unit=measure.unit,
            value_function=measure.value_function,
            fact_key=measure.fact_key,
            money_figure=measure.money_figure,
        )
        play.criteria[measure.key] = add_criterion(
            evaluation=evaluation, edit=edit, actor=lead, now=at
        )


def list_candidates(play: Play) -> None:
    at = play.ago(play.story.days.listed)
    keys = [each.platform for each in play.story.candidates]
    platforms = Platform.objects.filter(team=None, withdrawn_at=None, key__in=keys)
    of_key = {platform.key: platform for platform in platforms}
    if lacking := set(keys) - of_key.keys():
        raise CatalogueLacks(names=", ".join(sorted(lacking)))
    added = add_platforms(
        evaluation=play.evaluation,
        platforms=[of_key[key] for key in keys],
        actor=play.lead,
        now=at,
    )
    play.candidates.update(zip(keys, added, strict=True))
    for said in play.story.candidates:
        candidate = play.candidates[said.platform]
        if said.incumbent or said.note:
            edit = CandidateEdit(
                candidate.name, said.note, said.incumbent, candidate.version
            )
            edit_candidate(candidate=candidate, edit=edit, actor=play.lead, now=at)
        if said.stage != Candidate.Stage.LONG:
            move_candidate(
                candidate=candidate,
                stage=said.stage,
                version=candidate.version,
                actor=play.lead,
                now=at,
                why=said.why,
            )


def log_trials(play: Play) -> None:
    for said in play.story.trials:
        add_trial(
            candidate=play.candidates[said.candidate],
            fields=trial_fields(play, said),
            actor=play.lead,
            now=play.ago(play.story.days.answered),
        )


def trial_fields(play: Play, said: TrialSaid) -> dict[str, object]:
    return {
        "kind": said.kind,
        "asked_on": play.day(said.asked),
        "held_on": play.day(said.held),
        "starts_on": play.day(said.starts),
        "ends_on": play.day(said.ends),
        "attended": said.attended,
        "tried": said.tried,
        "open_questions": said.open_questions,
    }


def answer_must_haves(play: Play) -> None:
    at = play.ago(play.story.days.answered)
    for said in play.story.answers:
        answer_must_have(
            candidate=play.candidates[said.candidate],
            criterion=play.criteria[said.must_have],
            edit=MustHaveEdit(
                answer=said.answer, version=1, rung=said.rung, evidence=said.evidence
            ),
            actor=play.people[said.who],
            now=at,
        )
    for waived in play.story.waivers:
        answer = MustHaveAnswer.objects.get(
            candidate=play.candidates[waived.candidate],
            criterion=play.criteria[waived.must_have],
        )
        waive_must_have(
            answer=answer,
            waiver=Waiver(waived.because, play.day(-waived.lasts), answer.version),
            today=play.evaluation.team.day_of(at),
            actor=play.lead,
            now=at,
        )


def take_figures(play: Play) -> None:
    """Fill measured criteria from the catalogue."""
    for figure in play.story.figures:
        candidate = play.candidates[figure.candidate]
        criterion = play.criteria[figure.criterion]
        fact = Fact.objects.filter(
            platform=candidate.platform_id,
            team=None,
            key=criterion.fact_key,
            slot=figure.slot,
            withdrawn_at=None,
        ).first()
        if fact is None:
            raise CatalogueLacks(names=f"{figure.candidate}: {figure.slot}")
        edit = MeasuredEdit(Decimal(str(fact.value)), "", version=0, fact=fact)
        set_measured_value(
            candidate=candidate,
            criterion=criterion,
            edit=edit,
            actor=play.lead,
            now=play.ago(play.story.days.answered),
        )


def fill_ballots(play: Play, *, who: str, participant: Participant) -> None:
    """Enter what `who` says, as the participant's own scores."""
    remarks = {
        (each.criterion, each.candidate): each for each in play.story.remarks_of(who)
    }
    edits = [
        CellEdit(
            play.criteria[criterion],
            play.candidates[platform],
            score_edit(play.story, platform, mark, remarks.get((criterion, platform))),
        )
        for criterion, platform, mark in play.story.marks_of(who)
    ]
    participant.evaluation = play.evaluation
    at = play.ago(play.story.submitted.get(who, play.story.days.scored))
    save_sheet(participant=participant, edits=edits, now=at)


def score_edit(
    story: Story, platform: str, mark: str, remark: Remark | None
) -> ScoreEdit:
    if mark in ENTRIES:
        return ScoreEdit(0, ENTRIES[mark], note=remark.text if remark else None)
    entry = Entry(Score.State.SCORED, int(mark))
    edit = ScoreEdit(0, entry, rung=story.rungs[platform])
    if remark is None:
        return edit
    return replace(edit, note=remark.text, rung=remark.rung or edit.rung)


def record_story_choice(play: Play) -> None:
    said = play.story.choice
    if said is None or play.story.days.chosen is None:
        return
    record_choice(
        evaluation=play.evaluation,
        edit=ChoiceEdit(
            chosen=play.candidates[said.chosen],
            runner_up=play.candidates[said.runner_up],
            reasons=said.reasons,
            conditions=said.conditions,
            version=0,
        ),
        actor=play.lead,
        now=play.ago(play.story.days.chosen),
    )
