"""A spreadsheet through the pages: file, picture, corrections, preview, taken."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluator.models import Ballot, Evaluation, MatrixImport, Platform
from tests.evaluator.matrix import sheets
from tests.evaluator.matrix.bringing import bring
from tests.evaluator.matrix.sheets import MadeSheet

pytestmark = pytest.mark.django_db

NEW = "evaluator:import_new"
PAGES = ("import_layout", "import_review")
SMALL = MadeSheet(
    [
        ["Category", "Criterion", "Weight", "Acme", "Bolt"],
        ["Budget", "Price", 60, 4, 2],
        ["Support", "Answers", 50, "fine", 1],
    ],
    name="small",
)
FINE = MadeSheet([*SMALL.rows[:2], ["Support", "Answers", 50, 5, 1]], name="fine")


def file_of(content: bytes, name: str = "matrix.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def row(team, people, now) -> MatrixImport:
    """What the member brought, on its way to an evaluation of its own."""
    return bring(SMALL, team=team, actor=people["member"], now=now)


@pytest.fixture
def into(team, people, evaluation, now) -> Callable[..., MatrixImport]:
    def bring_into(name: str, sheet: MadeSheet = FINE) -> MatrixImport:
        actor = people[name]
        return bring(sheet, team=team, actor=actor, now=now, evaluation=evaluation)

    return bring_into


def address(name: str, row: MatrixImport) -> str:
    return reverse(f"evaluator:{name}", args=[row.pk])


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("lead", 200),
        ("evaluator", 200),
        ("observer", 403),
        ("member", 404),
        ("outsider", 404),
    ],
)
def test_who_may_bring_a_sheet_into_an_evaluation(
    client, evaluation, people, person, status
):
    client.force_login(people[person])
    url = reverse("evaluator:import_into", args=[evaluation.pk])

    assert client.get(url).status_code == status
    assert client.post(url, {}).status_code == (422 if status == 200 else status)


@pytest.mark.parametrize("person", ["owner", "lead", "member", "outsider"])
def test_everybody_with_a_team_may_make_an_evaluation_of_a_sheet(
    client, people, person
):
    client.force_login(people[person])

    assert client.get(reverse(NEW)).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_what_somebody_brought_is_theirs_alone(client, people, row, page):  # R18
    seen = {}
    for person in ("member", "owner", "lead", "outsider"):
        client.force_login(people[person])
        seen[person] = client.get(address(page, row)).status_code

    assert seen == {"member": 200, "owner": 404, "lead": 404, "outsider": 404}


@pytest.mark.parametrize(
    "page", ["import_sheet", "import_take", "import_apart", "import_drop"]
)
def test_nobody_else_changes_it(client, people, row, page):
    client.force_login(people["owner"])

    assert client.post(address(page, row)).status_code == 404


def test_who_is_no_evaluator_any_more_does_not_get_on(client, people, into):
    row = into("evaluator")
    row.evaluation.participants.filter(user=people["evaluator"]).update(
        role="observer", is_evaluator=False
    )
    client.force_login(people["evaluator"])

    assert client.get(address("import_review", row)).status_code == 403


def test_from_the_file_to_the_evaluation(client, people):
    client.force_login(people["member"])
    form = {
        "file": file_of(FINE.as_xlsx()),
        "title": "Next platform",
        "people": "alone",
        "form_key": uuid4(),
    }

    layout = client.post(reverse(NEW), form)
    row = MatrixImport.objects.get()
    review = client.get(address("import_review", row))
    done = client.post(
        address("import_take", row), {"version": row.version, "structure_version": 0}
    )

    evaluation = Evaluation.objects.get()
    assert layout.url == address("import_layout", row)
    assert "Next platform" in review.content.decode()
    assert done.url == reverse("evaluator:evaluation_overview", args=[evaluation.pk])
    assert Ballot.objects.filter(participant__user=people["member"]).count() == 2


def test_confirming_twice_goes_to_the_same_evaluation(client, people, team, now):  # R49
    row = bring(FINE, team=team, actor=people["member"], now=now)
    client.force_login(people["member"])
    form = {"version": row.version, "structure_version": 0}

    first = client.post(address("import_take", row), form)
    second = client.post(address("import_take", row), form)

    assert first.url == second.url
    assert Evaluation.objects.count() == 1


def test_the_same_upload_twice_is_one(client, people):  # R49
    client.force_login(people["member"])
    key = uuid4()

    answers = [
        client.post(
            reverse(NEW),
            {"file": file_of(FINE.as_xlsx()), "people": "alone", "form_key": key},
        )
        for _time in range(2)
    ]

    assert answers[0].url == answers[1].url
    assert MatrixImport.objects.count() == 1


def test_a_file_that_was_taken_is_compared_with_what_it_became(client, people):  # R37
    client.force_login(people["member"])
    content = FINE.as_xlsx()

    def send() -> MatrixImport:
        form = {"file": file_of(content), "people": "alone", "form_key": uuid4()}
        client.post(reverse(NEW), form)
        return MatrixImport.objects.latest("pk")

    first = send()
    client.post(address("import_take", first), {"version": 1, "structure_version": 0})
    second = send()
    page = client.get(address("import_review", second)).content.decode()
    client.post(address("import_apart", second))

    assert second.evaluation == Evaluation.objects.get()
    assert "You brought this file before" in page
    assert "There is nothing to take" in page
    second.refresh_from_db()
    assert second.evaluation is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b"%PDF-1.7 nothing", "This is a PDF."),
        (b"one,two\n", "There is no sheet with a table in this file"),
    ],
)
def test_what_is_no_matrix_is_refused_in_a_sentence(client, people, content, sentence):
    client.force_login(people["member"])
    form = {"file": file_of(content, "m.csv"), "people": "alone", "form_key": uuid4()}

    answer = client.post(reverse(NEW), form)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not MatrixImport.objects.exists()


def test_a_csv_in_arabic_letters_of_old_is_read_when_one_says_so(client, people):
    client.force_login(people["member"])
    text = "المعيار;الوزن;Brevo\nالسعر;20;4\nالدعم;30;5\n".encode("cp1256")
    form = {"people": "alone", "form_key": uuid4(), "delimiter": ";"}

    refused = client.post(reverse(NEW), {**form, "file": file_of(text, "m.csv")})
    read = client.post(
        reverse(NEW), {**form, "file": file_of(text, "m.csv"), "encoding": "cp1256"}
    )

    assert refused.status_code == 422
    assert read.status_code == 302
    assert "السعر" in str(MatrixImport.objects.get().sheets)


def test_the_picture_tells_every_problem_with_row_and_column(client, people, row):
    client.force_login(people["member"])

    page = client.get(address("import_layout", row)).content.decode()

    assert '<b dir="ltr">D3</b> (row 3, column 4)' in page
    assert "Say what “fine” is worth" in page


def test_a_word_gets_its_worth_and_the_problem_is_gone(client, people, row):
    client.force_login(people["member"])
    form = {"version": row.version, "word-0": "fine", "worth-0": "4"}

    answer = client.post(address("import_layout", row), form)

    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.layout["scale"]["words"]["fine"] == 4
    assert ">D3<" not in client.get(address("import_layout", row)).content.decode()


def test_a_role_is_corrected_by_script_in_its_region(client, people, row):
    client.force_login(people["member"])
    form = {"version": row.version, "field-2": "ignore", "line-2": "ignore"}

    answer = client.post(
        address("import_layout", row), form, headers={"HX-Request": "true"}
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.lstrip().startswith('<section class="stack" id="matrix"')
    row.refresh_from_db()
    assert row.layout["fields"][2] == {"role": "ignore", "vendor": ""}
    assert row.layout["lines"] == ["head", "rated", "ignore"]


def test_a_column_that_becomes_scores_takes_its_vendor_from_the_head(
    client, people, team, now
):
    sheet = MadeSheet([["Criterion", "Notes", "Acme"], ["Price", 3, 4], ["Age", 1, 2]])
    row = bring(sheet, team=team, actor=people["member"], now=now)
    client.force_login(people["member"])

    client.post(
        address("import_layout", row), {"version": row.version, "field-1": "score"}
    )

    row.refresh_from_db()
    assert row.layout["fields"][1] == {"role": "score", "vendor": "Notes"}


def test_a_correction_of_an_old_page_is_refused(client, people, row):  # R48
    client.force_login(people["member"])
    url = address("import_layout", row)
    client.post(url, {"version": row.version, "field-2": "ignore"})

    answer = client.post(url, {"version": row.version, "field-2": "unit"})

    assert answer.status_code == 422
    assert "in another window" in answer.content.decode()


def test_the_sheet_is_turned_chosen_and_guessed_afresh(client, people, row):
    client.force_login(people["member"])
    url = address("import_sheet", row)

    client.post(url, {"version": 1, "way": "turn"})
    row.refresh_from_db()
    turned = row.layout["turned"]
    client.post(url, {"version": 2, "way": "afresh"})
    row.refresh_from_db()
    answer = client.post(url, {"version": 3, "way": "sheet", "sheet": 7}, follow=True)

    assert turned
    assert not row.layout["turned"]
    assert "not those of this sheet" in answer.content.decode()


def test_a_doubtful_vendor_is_asked_about_and_settled(client, people, team, now):
    platform = Platform.objects.create(
        key="klaviyo", name="Klaviyo", match_key="klaviyo"
    )
    sheet = MadeSheet([["Criterion", "Klavyo"], ["Price", 3], ["Age", 1]])
    row = bring(sheet, team=team, actor=people["member"], now=now)
    client.force_login(people["member"])
    url = address("import_review", row)
    asked = client.get(url).content.decode()

    client.post(
        url,
        {"version": 1, "title": "A", "people": "alone", "vendor-0": platform.pk},
    )

    row.refresh_from_db()
    assert "“Klavyo” is" in asked
    assert "Make the evaluation</button>" not in asked
    assert row.choices == {"klavyo": platform.pk}
    assert not row.takes_scores
    assert "Make the evaluation</button>" in client.get(url).content.decode()


def test_the_preview_of_an_existing_evaluation_is_a_difference(client, people, into):
    row = into("lead")
    client.force_login(people["lead"])

    page = client.get(address("import_review", row)).content.decode()

    assert "Nothing is deleted" in page
    assert "<s>50</s> 60" in page
    assert "The scoring is not open yet." in page or "You do not score" in page


def test_taking_with_a_problem_left_answers_with_the_page(client, people, row):
    client.force_login(people["member"])

    answer = client.post(
        address("import_take", row), {"version": 1, "structure_version": 0}
    )

    assert answer.status_code == 422
    assert "still open" in answer.content.decode()


def test_a_dropped_sheet_is_forgotten(client, people, row):
    client.force_login(people["member"])

    answer = client.post(address("import_drop", row))

    assert answer.url == reverse("evaluator:evaluation_list")
    assert not MatrixImport.objects.exists()


@pytest.mark.parametrize("make", sheets.ALL)
def test_every_sheet_is_drawn_and_previewed(client, people, team, now, make):
    row = bring(make(), team=team, actor=people["member"], now=now)
    client.force_login(people["member"])

    assert client.get(address("import_layout", row)).status_code == 200
    assert client.get(address("import_review", row)).status_code == 200


@pytest.mark.parametrize(
    ("page", "queries"), [("import_layout", 5), ("import_review", 6)]
)
def test_the_pages_ask_a_fixed_number_of_queries(
    client, people, row, django_assert_num_queries, page, queries
):
    client.force_login(people["member"])

    # session, user, memberships with their teams, the import, the role on the team; on
    # the review also the catalogue
    with django_assert_num_queries(queries):
        client.get(address(page, row))


def as_csv(sheet: MadeSheet) -> bytes:
    text = StringIO()
    csv.writer(text).writerows(sheet.rows)
    return text.getvalue().encode()


@pytest.mark.parametrize("make", sheets.ALL)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_file_says_the_same_as_the_sheet_it_was_made_of(
    client, people, team, now, make, kind
):
    made = make()
    # A csv has no merged cells: what lay below one is simply empty there.
    flat = made if kind == "xlsx" else MadeSheet(made.rows, name=made.name)
    content = made.as_xlsx() if kind == "xlsx" else as_csv(made)
    client.force_login(people["member"])
    form = {"file": file_of(content, f"m.{kind}"), "people": "alone"}

    client.post(reverse(NEW), {**form, "form_key": uuid4()})

    sent = MatrixImport.objects.latest("pk")
    straight = bring(flat, team=team, actor=people["member"], now=now)
    assert sent.layout == straight.layout
