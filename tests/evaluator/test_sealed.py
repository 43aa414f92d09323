"""R19: nothing on the whole site tells that somebody else is saving drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluator.models import Evaluation
from evaluator.services.ballots import declare_recusal, submit_ballots
from evaluator.services.offline import make_score_sheet, read_returned, take_sheet
from evaluator.services.scores import Entry, ScoreEdit, save_score
from tests.evaluator.crawling import Crawl, ask, differences
from tests.evaluator.filled import filled
from tests.routes import addresses, all_routes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch, now) -> None:
    """Stop the clock: what changes by itself would hide what changes by others."""
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def crawl_as(known, people) -> Callable[[str], Crawl]:
    return lambda name: Crawl(people[name], known)


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def save_drafts(evaluation: Evaluation, name: str, part_of, now) -> None:
    """Score every cell but the last as this person: values, states, notes."""
    participant = part_of(evaluation, name)
    leaves = evaluation.criteria.present().filter(kind="rated").in_order()
    *scored, conflicted = evaluation.candidates.by_name()
    entries = [Entry("scored", 5), Entry("scored", 0), Entry("abstained"), Entry()]
    for place, leaf in enumerate(leaves):
        for candidate in scored:
            save_score(
                participant=participant,
                criterion=leaf,
                candidate=candidate,
                edit=ScoreEdit(0, entries[place % 4], rung="tried", note="Secret"),
                now=now,
            )
    declare_recusal(
        participant=participant, candidate=conflicted, reason="Secret", now=now
    )


def send_back_a_sheet(
    evaluation: Evaluation, name: str, part_of, now, *, value: int
) -> None:
    """Download the own sheet, fill in a cell, look at it, and take it."""
    participant = part_of(evaluation, name)
    content = make_score_sheet(participant, now=now)[1]
    file = filled(
        content, evaluation, ("Price", "Acme", {"score": value, "note": "Secret"})
    )
    changes = read_returned(participant, file, today=now.date()).changes
    seen = participant.ballots_version
    take_sheet(participant=participant, changes=changes, seen=seen, now=now)


@pytest.mark.parametrize(
    ("person", "pages"),
    [("evaluator", set()), ("lead", {"evaluator:ballot_list"}), ("observer", set())],
)
def test_what_another_scores_changes_no_answer(
    crawl_as, staged, part_of, now, person, pages
):  # R17, R18, R19
    """A sheet that came back is told to the lead alone, and by day only."""
    crawl = crawl_as(person)
    before = crawl()

    with undone():
        save_drafts(staged, "second", part_of, now)
        with_drafts = crawl()
    send_back_a_sheet(staged, "second", part_of, now, value=5)
    with_sheet = crawl()
    send_back_a_sheet(staged, "second", part_of, now, value=1)
    with_another = crawl()

    assert differences(before, with_drafts) == []
    told = {each.split(" ")[0] for each in differences(before, with_sheet)}
    assert told == pages
    # A second one, whatever is in it, tells nothing at all.
    assert differences(with_sheet, with_another) == []
    assert min(map(len, (with_drafts, with_sheet, with_another))) > 400


def test_after_a_submission_its_content_is_still_sealed(
    crawl_as, staged, part_of, now
):  # R17
    save_drafts(staged, "second", part_of, now)
    submit_ballots(participant=part_of(staged, "second"), now=now)

    after = crawl_as("lead")()

    assert [name for name, answer in after.items() if b"Secret" in answer.body] == []


def test_the_comparison_would_see_a_draft(staged, part_of, people, now):
    client = Client()
    client.force_login(people["second"])
    path = reverse("evaluator:score_sheet", args=[staged.pk])
    before = {path: ask(client, path)}
    save_drafts(staged, "second", part_of, now)

    after = {path: ask(client, path)}

    assert f"{path}: body" in differences(before, after)


def test_an_unknown_parameter_fails_with_a_clear_message(known):
    route = next(each for each in all_routes() if each.name == "evaluator:trial_edit")
    del known["trials"]

    with pytest.raises(pytest.fail.Exception, match="Add 'trials' to what it knows"):
        list(addresses(route, known))


def test_looking_at_every_page_changes_nothing(crawl_as, staged):  # R41
    crawl = crawl_as("lead")
    before = rows()

    crawl()

    assert rows() == before


def rows() -> dict[str, str]:
    """Return the content of the tables as text.

    Sessions know when they were used, and wrong links are counted (R28).
    """
    tables = set(connection.introspection.table_names()) - {
        "django_session",
        "usersessions_usersession",
        "workspace_attemptcount",
    }
    content = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (our own tables)
            content[table] = repr(sorted(map(repr, cursor.fetchall())))
    return content
