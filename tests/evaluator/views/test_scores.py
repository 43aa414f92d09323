import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluator.models import Candidate, Criterion, Evaluation, Participant, Score
from evaluator.services.structure import bump_versions

pytestmark = pytest.mark.django_db

SEE = [
    ("lead", 403),
    ("evaluator", 200),
    ("second", 200),
    ("observer", 403),
    ("member", 404),
    ("outsider", 404),
]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def cell(scoring) -> tuple[int, int, int]:
    price = scoring.criteria.get(own_name="Price")
    return scoring.pk, price.pk, scoring.candidates.get(name="Acme").pk


@pytest.fixture
def page(client, people):
    client.force_login(people["evaluator"])
    return client


def url_of(name: str, *args: int) -> str:
    return reverse(f"evaluator:{name}", args=args)


def save(client, cell, entry, version=0, **fields):
    return client.post(
        url_of("score_save", *cell),
        {"entry": entry, "version": version, "part": "cell", **fields},
        headers=HTMX,
    )


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_sees_the_pages_of_scoring(client, scoring, cell, people, person, status):
    client.force_login(people[person])

    for url in (
        url_of("score_sheet", scoring.pk),
        url_of("score_criterion", scoring.pk, cell[1]),
        url_of("ballot_review", scoring.pk),
        url_of("recusal_edit", scoring.pk, cell[2]),
    ):
        assert client.get(url).status_code == status


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_saves_a_score(client, cell, people, person, status):
    client.force_login(people[person])

    assert save(client, cell, "4").status_code == status
    assert Score.objects.exists() == (status == 200)


@pytest.mark.parametrize(
    ("person", "target"),
    [
        ("evaluator", "score_sheet"),
        ("lead", "ballot_list"),
        ("observer", "ballot_list"),
    ],
)
def test_the_step_leads_everybody_to_their_page(
    client, scoring, people, person, target
):
    client.force_login(people[person])

    response = client.get(url_of("score_start", scoring.pk))

    assert response.headers["Location"] == url_of(target, scoring.pk)


def test_before_scoring_opens_the_page_says_what_comes(page, evaluation):
    response = page.get(url_of("score_sheet", evaluation.pk))

    assert "Scoring is not open yet" in response.content.decode()


@pytest.mark.parametrize(
    ("entry", "state", "value"),
    [
        ("4", "scored", 4),
        ("۴", "scored", 4),
        ("٤", "scored", 4),
        ("0", "scored", 0),
        ("a", "abstained", None),
        ("x", "not_shown", None),
        ("not shown", "not_shown", None),
        ("", "empty", None),
    ],
)
def test_an_entry_is_read_in_every_script(page, cell, entry, state, value):
    assert save(page, cell, entry).status_code == 200

    score = Score.objects.get()
    assert (score.state, score.value) == (state, value)


@pytest.mark.parametrize("entry", ["6", "9", "-1", "4.5", "five", "٦", "44"])
def test_what_is_no_score_is_refused(page, cell, entry):
    response = save(page, cell, entry)

    assert response.status_code == 422
    assert f'value="{entry}"' in response.content.decode()
    assert not Score.objects.exists()


def test_a_save_answers_with_the_cell_and_the_totals_alone(page, cell):
    content = save(page, cell, "4").content.decode()

    assert 'data-version="1"' in content
    assert 'hx-target="#score-totals"' in content
    assert 'hx-target="#score-progress"' in content
    assert "<html" not in content
    assert content.count("<td") == content.count("</td")


def test_a_version_must_be_sent(page, cell):  # R48
    response = page.post(url_of("score_save", *cell), {"entry": "4"}, headers=HTMX)

    assert response.status_code == 422
    assert not Score.objects.exists()


def test_a_stale_save_shows_both_values(page, cell):  # R48
    save(page, cell, "4")
    save(page, cell, "2", version=1)

    response = save(page, cell, "5", version=1)

    content = response.content.decode()
    assert response.status_code == 412
    assert "You entered 5. Elsewhere 2 was saved meanwhile." in content
    assert 'value="5" data-version="2"' in content
    assert Score.objects.get().value == 2


def test_a_note_and_a_rung_are_saved_beside_the_score(page, cell):
    save(page, cell, "4")

    save(page, cell, "4", 1, rung="tried", note="Trial of May", link="example.org/x")

    score = Score.objects.get()
    assert (score.rung, score.note) == ("tried", "Trial of May")
    assert score.link == "https://example.org/x"


def test_a_card_comes_back_as_a_card(page, cell):
    content = save(page, cell, "4", part="card").content.decode()

    assert f'id="card-{cell[1]}-{cell[2]}"' in content
    assert "score-totals" not in content


def test_without_a_script_a_card_leads_back_to_itself(page, cell):
    response = page.post(url_of("score_save", *cell), {"entry": "4", "version": 0})

    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"/{cell[1]}/#candidate-{cell[2]}")


def test_without_a_script_a_refused_card_stays_on_the_page(page, cell):
    response = page.post(
        url_of("score_save", *cell),
        {"entry": "4", "version": 0, "link": "javascript:alert(1)"},
    )

    assert response.status_code == 422
    assert "https://" in response.content.decode()


def test_a_frozen_score_is_not_saved(page, cell, people, now):  # R20
    save(page, cell, "4")
    Participant.objects.update(submitted_at=now)

    response = save(page, cell, "1", version=1)

    assert response.status_code == 409
    assert "frozen" in response.headers["HX-Trigger"]
    assert Score.objects.get().value == 4


@pytest.mark.parametrize("foreign", ["criterion", "candidate"])
def test_ids_of_another_evaluation_are_unknown(page, cell, scoring, foreign):  # R12
    other = Evaluation.objects.create(team=scoring.team, title="Other")
    pk, criterion, candidate = cell
    if foreign == "criterion":
        criterion = Criterion.objects.create(
            evaluation=other, kind="rated", own_name="Theirs"
        ).pk
    else:
        candidate = Candidate.objects.create(
            evaluation=other, name="Theirs", match_key="theirs", stage="short"
        ).pk

    assert save(page, (pk, criterion, candidate), "4").status_code == 404
    assert not Score.objects.exists()


def test_a_sheet_with_endless_ids_saves_nothing(page, scoring):
    url = reverse("evaluator:score_sheet_save", args=[scoring.pk])

    answer = page.post(url, {"rows": "9" * 5000, "columns": "1", "cells": "0.", "s": 3})

    assert answer.status_code == 302
    assert not Score.objects.exists()


def test_only_candidates_on_the_short_list_are_scored(page, cell, scoring):
    scoring.candidates.filter(pk=cell[2]).update(stage="long")

    assert save(page, cell, "4").status_code == 404


def test_the_own_totals_are_those_of_the_ranking(page, scoring, cell, say):
    for criterion in ("Price", "Growth", "Answers", "Training"):
        say(scoring, "evaluator", criterion, "Acme", 4)
    say(scoring, "evaluator", "Price", "Bolt", 5)
    say(scoring, "evaluator", "Growth", "Bolt", None)
    say(scoring, "second", "Price", "Acme", 0)

    content = page.get(url_of("score_sheet", scoring.pk)).content.decode()

    foot = content[content.index('id="score-totals"') :]
    assert foot.index("80.0") < foot.index("100.0")
    assert "5 of 12 answered" not in content
    assert "6 of 12 answered" in content


def test_only_the_own_scores_are_on_the_page(page, scoring, say):  # R17
    say(scoring, "second", "Price", "Acme", 3, note="A secret of the second")

    content = page.get(url_of("score_sheet", scoring.pk)).content.decode()

    assert "level-3" not in content
    assert "A secret" not in content


def test_a_measured_criterion_is_shown_and_not_asked(page, scoring):
    budget = scoring.criteria.get(own_name="Budget")
    price = Criterion.objects.create(
        evaluation=scoring,
        parent=budget,
        kind="measured",
        own_name="Price a year",
        unit="EUR",
        value_function={"kind": "linear", "worst": 50000, "best": 0},
    )
    acme = scoring.candidates.get(name="Acme")
    acme.measured_values.create(criterion=price, value=12500)

    content = page.get(url_of("score_sheet", scoring.pk)).content.decode()

    assert "12,500" in content
    assert "0 of 12 answered" in content
    url = url_of("score_criterion", scoring.pk, price.pk)
    assert page.get(url).status_code == 404


def test_each_kind_of_no_value_looks_different(page, scoring, say, part_of, now):
    say(scoring, "evaluator", "Price", "Acme", None)
    score = Score.objects.get()
    Score.objects.create(
        ballot=score.ballot,
        criterion=scoring.criteria.get(own_name="Growth"),
        state="not_shown",
        saved_at=now,
    )
    part_of(scoring, "evaluator").recusals.create(
        candidate=scoring.candidates.get(name="Cedar"), reason="Shares", at=now
    )

    content = page.get(url_of("score_sheet", scoring.pk)).content.decode()

    looks = ("is-abstained", "is-not-shown", "is-unscored", "score-recused")
    assert [content.count(f'{look}"') > 0 for look in looks] == [True] * 4


@pytest.mark.parametrize(
    ("query", "rows", "columns"),
    [
        ("", 4, 3),
        ("?missing=on", 3, 3),
        ("?category={}", 2, 3),
        ("?candidate={}", 4, 1),
    ],
)
def test_the_grid_can_be_narrowed(page, scoring, say, query, rows, columns):
    for candidate in ("Acme", "Bolt", "Cedar"):
        say(scoring, "evaluator", "Price", candidate, 3)
    wanted = (
        scoring.criteria.get(own_name="Budget")
        if "category" in query
        else scoring.candidates.get(name="Bolt")
    )

    url = url_of("score_sheet", scoring.pk) + query.format(wanted.pk)
    content = page.get(url).content.decode()

    assert content.count("data-criterion=") == rows
    assert content.count("data-candidate=") == columns


def test_what_cannot_be_read_narrows_nothing(page, scoring):
    url = url_of("score_sheet", scoring.pk)

    content = page.get(f"{url}?candidate=x&category=99999").content.decode()

    assert content.count("data-criterion=") == 4


def grown(evaluation: Evaluation, criteria: int, candidates: int) -> None:
    for number in range(criteria):
        Criterion.objects.create(
            evaluation=evaluation,
            parent=evaluation.criteria.get(own_name="Budget"),
            kind="rated",
            own_name=f"More {number}",
        )
    for number in range(candidates):
        Candidate.objects.create(
            evaluation=evaluation,
            name=f"More {number}",
            match_key=f"more {number}",
            stage="short",
        )
    bump_versions(evaluation)


@pytest.mark.parametrize("view", ["grid", "one"])
def test_a_page_costs_the_same_whatever_the_size(page, scoring, say, view):
    # session, user, teams, own part; recusals, ballots, own scores; the structure:
    # candidates, tree, must-haves that fail, measured values; counts of the frame;
    # one at a time: the scores of its criterion
    url = f"{url_of('score_sheet', scoring.pk)}?view={view}"
    say(scoring, "evaluator", "Price", "Acme", 4)
    with CaptureQueriesContext(connection) as small:
        page.get(url)
    grown(scoring, criteria=18, candidates=9)

    with CaptureQueriesContext(connection) as large:
        page.get(url)

    assert len(large) == len(small) <= 13


@pytest.mark.parametrize("view", ["grid", "one"])
def test_an_unchanged_page_is_not_drawn_again(
    page, scoring, view, django_assert_num_queries
):
    url = f"{url_of('score_sheet', scoring.pk)}?view={view}"
    first = page.get(url)

    with django_assert_num_queries(4):  # session, user, teams, own part
        second = page.get(url)

    assert len(second.content) == len(first.content)
    token = second.content.decode().partition('data-csrf="')[2][:64]
    assert token.isalnum()
    assert token not in first.content.decode()


def test_a_save_costs_the_same_whatever_the_size(page, scoring, cell):
    # session, user, teams, own part, candidate, criterion; begin, claim, recusal,
    # ballot, score, write, commit; recusals, ballots, own scores, the score
    save(page, cell, "4")
    with CaptureQueriesContext(connection) as small:
        save(page, cell, "3", version=1)
    grown(scoring, criteria=18, candidates=9)
    page.get(url_of("score_sheet", scoring.pk))

    with CaptureQueriesContext(connection) as large:
        save(page, cell, "2", version=2)

    assert len(large) == len(small) <= 17


@pytest.mark.parametrize(
    ("headers", "cookies", "is_grid"),
    [
        ({}, {}, True),
        ({"User-Agent": "Mozilla/5.0 (iPhone) Mobile/15E148"}, {}, False),
        ({}, {"viewport": "narrow"}, False),
        ({"User-Agent": "Mobile"}, {"viewport": "wide"}, True),
        ({"User-Agent": "Mobile"}, {"score_view": "grid"}, True),
        ({}, {"score_view": "one"}, False),
    ],
)
def test_a_phone_shows_one_at_a_time_until_somebody_chooses(
    page, scoring, headers, cookies, is_grid
):
    page.cookies.load(cookies)

    response = page.get(url_of("score_sheet", scoring.pk), headers=headers)

    assert ('id="score-grid"' in response.content.decode()) == is_grid


def test_the_choice_of_a_view_is_remembered(page, scoring):
    page.get(url_of("score_sheet", scoring.pk) + "?view=one")

    response = page.get(url_of("score_sheet", scoring.pk))

    assert 'id="score-grid"' not in response.content.decode()


def test_one_at_a_time_begins_with_what_is_missing(page, scoring, say):
    for candidate in ("Acme", "Bolt", "Cedar"):
        say(scoring, "evaluator", "Price", candidate, 3)

    response = page.get(url_of("score_sheet", scoring.pk) + "?view=one")

    assert response.context["criterion"].own_name == "Growth"


def sent_by_a_plain_browser(page, evaluation) -> dict[str, object]:
    context = page.get(url_of("score_sheet", evaluation.pk) + "?view=grid").context
    seen = context["seen"]
    entries = [token.partition(".")[2] for token in seen.cells.split()]
    fields = {"rows": seen.rows, "columns": seen.columns, "cells": seen.cells}
    return {**fields, "s": entries}


def test_without_a_script_the_whole_grid_is_sent(page, scoring, say):
    say(scoring, "evaluator", "Growth", "Bolt", 2)
    sent = sent_by_a_plain_browser(page, scoring)
    sent["s"][0], sent["s"][1] = "۵", "abstained"

    response = page.post(url_of("score_sheet_save", scoring.pk), sent)

    assert response.status_code == 302
    said = Score.objects.order_by("pk").values_list("state", "value", "version")
    assert list(said) == [
        ("scored", 2, 1),
        ("scored", 5, 1),
        ("abstained", None, 1),
    ]


def test_without_a_script_a_stale_cell_shows_both_values(page, scoring, cell):  # R48
    sent = sent_by_a_plain_browser(page, scoring)
    save(page, cell, "2")
    sent["s"][0], sent["s"][1] = "4", "3"

    response = page.post(url_of("score_sheet_save", scoring.pk), sent)

    content = response.content.decode()
    assert response.status_code == 412
    assert "You entered 4. Elsewhere 2 was saved meanwhile." in content
    assert sorted(Score.objects.values_list("value", flat=True)) == [2, 3]


def test_without_a_script_a_wrong_entry_is_marked(page, scoring):
    sent = sent_by_a_plain_browser(page, scoring)
    sent["s"][0], sent["s"][1] = "9", "3"

    response = page.post(url_of("score_sheet_save", scoring.pk), sent)

    assert response.status_code == 422
    assert list(Score.objects.values_list("value", flat=True)) == [3]


def test_a_grid_with_foreign_ids_saves_nothing(page, scoring, team):  # R12
    other = Evaluation.objects.create(team=team, title="Other")
    foreign = Criterion.objects.create(
        evaluation=other, kind="rated", own_name="Theirs"
    )
    sent = sent_by_a_plain_browser(page, scoring)
    sent["rows"] = " ".join([str(foreign.pk), *sent["rows"].split()[1:]])
    sent["s"][0] = "4"

    page.post(url_of("score_sheet_save", scoring.pk), sent)

    assert not Score.objects.exists()


@pytest.mark.parametrize(
    "change", [{"cells": "0."}, {"rows": "x"}, {"columns": ""}, {"s": ["1"]}]
)
def test_a_grid_that_does_not_add_up_saves_nothing(page, scoring, change):
    sent = sent_by_a_plain_browser(page, scoring) | change

    response = page.post(url_of("score_sheet_save", scoring.pk), sent)

    assert response.status_code == 302
    assert not Score.objects.exists()


def test_the_text_of_a_note_is_data(page, cell):  # R43
    content = save(
        page, cell, "4", part="card", note="<script>alert(1)</script>"
    ).content.decode()

    assert "<script>alert" not in content
    assert "&lt;script&gt;alert" in content
