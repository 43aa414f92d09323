"""The demo team, and the sample that a new team may copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from evaluator.content.stories import DemoTeam, Story, demo_team, story
from evaluator.models import Evaluation
from evaluator.services.ballots import declare_recusal, submit_ballots
from evaluator.services.evaluations import (
    NewEvaluation,
    Start,
    change_settings,
    make_evaluation,
    open_scoring,
    settings_of,
)
from evaluator.services.people import Part, add_participant
from evaluator.services.reveal import reveal_scores
from evaluator.services.stories import (
    Play,
    fill_ballots,
    record_story_choice,
    set_up,
)
from evaluator.services.story_beginnings import play_beginnings
from evaluator.services.story_money import play_money
from workspace.models import Team, User
from workspace.registries import demo_parts
from workspace.services.accounts import create_account
from workspace.services.invitations import Guest, invite
from workspace.services.share_links import NewLink, Target, create_link
from workspace.services.teams import create_team, join_team

STORIES = ("platform", "messages")
SAMPLE = "platform"


def has_demo_team() -> bool:
    """Tell whether its owner is here; the team may bear another name by now."""
    owner = demo_team().people[demo_team().owner]
    return User.objects.filter(email__iexact=owner.email).exists()


@transaction.atomic
def create_demo(*, now: datetime) -> Team | None:
    """Make the demo team with its evaluations; None when it is here already."""
    if has_demo_team():
        return None
    told = demo_team()
    people = {
        who: create_account(
            email=person.email,
            password=told.password,
            name=person.name,
            language=person.language,
        )
        for who, person in told.people.items()
    }
    stories = [story(name) for name in STORIES]
    earliest = max(each.days.created for each in stories) + 1
    team = gather(told, people, now=now - timedelta(days=earliest))
    for each in stories:
        play_with_committee(each, team=team, people=people, now=now)
    for add_part in demo_parts:
        add_part(team=team, people=people, now=now)
    invite(team=team, guest=Guest(told.invited), actor=people[told.owner], now=now)
    # Nobody waits for mail about what happened before the first start.
    team.jobs.all().delete()
    return team


def gather(told: DemoTeam, people: Mapping[str, User], *, now: datetime) -> Team:
    owner = people[told.owner]
    team = create_team(name=told.name, time_zone=told.time_zone, actor=owner, now=now)
    for who, person in told.people.items():
        if who != told.owner:
            join_team(
                team=team, user=people[who], role=person.role, actor=owner, now=now
            )
    return team


def play_with_committee(
    told: Story, *, team: Team, people: Mapping[str, User], now: datetime
) -> Evaluation:
    """Play a story with the people it names, as far as its days go."""
    evaluation = make_evaluation(
        team=team,
        new=new_evaluation(told),
        actor=people[told.lead],
        now=now - timedelta(days=told.days.created),
    )
    mark_as_illustrative(evaluation)
    play = Play(told, evaluation, people, now)
    add_people(play)
    set_up(play)
    play_beginnings(play, voices=list(told.people))
    play_money(play)
    set_due_day(play)
    opened = play.ago(told.days.opened)
    open_scoring(evaluation=play.evaluation, actor=play.lead, now=opened)
    score(play)
    if told.days.revealed is not None:
        revealed = play.ago(told.days.revealed)
        reveal_scores(evaluation=play.evaluation, actor=play.lead, now=revealed)
    record_story_choice(play)
    share(play)
    return play.evaluation


def open_sample(
    *, team: Team, actor: User, form_key: UUID | None, now: datetime
) -> Evaluation:
    """Copy the finished story into the team; the same form sent twice copies once."""
    try:
        return play_alone(team=team, actor=actor, form_key=form_key, now=now)
    except IntegrityError:
        made = Evaluation.objects.filter(created_by=actor, form_key=form_key)
        if form_key is None or not made.exists():
            raise
        return made.get()


@transaction.atomic
def play_alone(
    *, team: Team, actor: User, form_key: UUID | None, now: datetime
) -> Evaluation:
    """Play it with the actor in every part.

    Alone, one scores openly: the made-up scores are one person's, whose notes are in
    the actor's language.
    """
    told = story(SAMPLE)
    new = replace(new_evaluation(told), is_committee=False, form_key=form_key)
    evaluation = make_evaluation(team=team, new=new, actor=actor, now=now)
    mark_as_illustrative(evaluation)
    people = dict.fromkeys(told.people, actor)
    play = Play(told, evaluation, people, now, since=now)
    set_up(play)
    play_beginnings(play, voices=[told.lead])
    play_money(play)
    language = (actor.language or get_language() or "en")[:2]
    who = told.sample_person.get(language) or told.lead
    fill_ballots(play, who=who, participant=evaluation.participants.get())
    record_story_choice(play)
    return evaluation


def new_evaluation(told: Story) -> NewEvaluation:
    return NewEvaluation(
        title=told.title,
        purpose=told.purpose,
        is_committee=True,
        start=Start(told.start),
    )


def mark_as_illustrative(evaluation: Evaluation) -> None:
    evaluation.is_illustrative = True
    evaluation.save(update_fields=["is_illustrative"])


def add_people(play: Play) -> None:
    at = play.ago(play.story.days.created)
    for who, said in play.story.people.items():
        if who != play.story.lead:
            add_participant(
                evaluation=play.evaluation,
                user=play.people[who],
                part=Part(said.role, said.scores),
                actor=play.lead,
                now=at,
            )


def set_due_day(play: Play) -> None:
    evaluation = play.evaluation
    evaluation.refresh_from_db()
    due_on = play.day(play.story.days.due)
    change_settings(
        evaluation=evaluation,
        settings=replace(settings_of(evaluation), due_on=due_on),
        version=evaluation.version,
        actor=play.lead,
        now=play.ago(play.story.days.answered),
    )


def score(play: Play) -> None:
    """Let each evaluator declare, score and submit, as far as the story says."""
    participants = {
        each.user_id: each for each in play.evaluation.participants.evaluators()
    }
    for who in play.story.scorers:
        participant = participants[play.people[who].pk]
        participant.evaluation = play.evaluation
        for recusal in play.story.recusals:
            if recusal.who == who:
                declare_recusal(
                    participant=participant,
                    candidate=play.candidates[recusal.candidate],
                    reason=recusal.reason,
                    now=play.ago(play.story.days.scored),
                )
        fill_ballots(play, who=who, participant=participant)
        days = play.story.submitted.get(who)
        if days is not None:
            submit_ballots(participant=participant, now=play.ago(days))


def share(play: Play) -> None:
    said = play.story.link
    if said is None or play.story.days.shared is None:
        return
    create_link(
        NewLink(label=said.label, days=said.days, shows_notes="notes" in said.shows),
        target=Target("evaluation", play.evaluation.pk, play.evaluation.team),
        actor=play.lead,
        now=play.ago(play.story.days.shared),
    )
