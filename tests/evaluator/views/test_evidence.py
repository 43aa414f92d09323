import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from evaluator.models import Ballot, Evaluation, Recusal, Score
from evaluator.services.ballots import submit_ballots
from evaluator.services.endings import purge_evaluation
from evaluator.services.reveal import reveal_scores
from workspace.models import StoredFile

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 an offer"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def send(client, scoring, people):
    """Send a file with the score of Price for Acme, as the evaluator."""
    client.force_login(people["evaluator"])
    cell = [
        scoring.pk,
        scoring.criteria.get(own_name="Price").pk,
        scoring.candidates.get(name="Acme").pk,
    ]

    def post(content: bytes = PDF, name: str = "Offer.pdf", version: int = 0, **more):
        fields = {"entry": "4", "version": version, "part": "card"}
        file = SimpleUploadedFile(name, content, content_type="text/html")
        url = reverse("evaluator:score_save", args=cell)
        return client.post(url, {**fields, "file": file, **more}, headers=HTMX)

    return post


def open_as(client, person) -> HttpResponse:
    client.force_login(person)
    score = Score.objects.get()
    pk = score.ballot.participant.evaluation_id
    answer = client.get(reverse("evaluator:evidence_open", args=[pk, score.pk]))
    answer.said = b"".join(answer)
    return answer


def test_a_file_is_kept_with_the_score(send, client, people):
    response = send()

    file = Score.objects.get().file
    assert (file.name, file.content_type) == ("Offer.pdf", "application/pdf")
    assert "Offer.pdf" in response.content.decode()
    answer = open_as(client, people["evaluator"])
    assert answer.said == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>alert(1)</script>", "Offer.pdf"),
        (b"PK\x03\x04", "Offer.xlsx"),
        (b"", "Offer.pdf"),
        (PDF + b" " * (10 * 1024 * 1024), "Offer.pdf"),
    ],
)
def test_what_a_file_is_its_content_says(send, content, name):  # R31
    response = send(content, name)

    assert response.status_code == 422
    assert not StoredFile.objects.exists()
    assert not Score.objects.exists()


def test_a_new_file_takes_the_place_of_the_old_one(
    send, django_capture_on_commit_callbacks
):
    send()
    old = StoredFile.objects.get().path

    with django_capture_on_commit_callbacks(execute=True):
        send(PDF + b", the second", version=1)

    assert Score.objects.get().file == StoredFile.objects.get()
    assert not default_storage.exists(old)


def test_a_file_can_be_taken_away(send):
    send()

    send(b"", version=1, drops_file="on", file="")

    assert Score.objects.get().file is None
    assert not StoredFile.objects.exists()


def test_a_stale_save_stores_no_file(send):  # R48
    send()

    response = send(PDF + b", another", version=0)

    assert response.status_code == 412
    assert StoredFile.objects.count() == 1


def test_a_submitted_file_is_kept_beside_its_successor(send, now):  # R20
    send()
    Ballot.objects.update(submitted_at=now, returned_because="Look again.")

    send(PDF + b", the second", version=1)

    assert StoredFile.objects.count() == 2


@pytest.mark.parametrize("person", ["lead", "second", "observer", "member", "outsider"])
def test_a_sealed_file_is_unknown_to_others(send, client, people, person):  # R17
    send()

    assert open_as(client, people[person]).status_code == 404


def test_after_the_reveal_a_submitted_file_opens(
    send, client, people, scoring, part_of, now
):
    send()
    submit_ballots(participant=part_of(scoring, "evaluator"), now=now)
    reveal_scores(evaluation=scoring, actor=people["lead"], now=now)

    seen = {
        name: open_as(client, people[name]).status_code
        for name in ("lead", "second", "observer", "member", "outsider")
    }

    assert seen == {
        "lead": 200,
        "second": 200,
        "observer": 200,
        "member": 404,
        "outsider": 404,
    }


def test_in_a_live_evaluation_a_recused_file_does_not_count(
    send, client, people, scoring, part_of, now
):
    send()
    Evaluation.objects.update(mode="open")
    before = open_as(client, people["second"]).status_code
    Recusal.objects.create(
        participant=part_of(scoring, "evaluator"),
        candidate=scoring.candidates.get(name="Acme"),
        reason="Shares",
        at=now,
    )

    after = open_as(client, people["second"]).status_code

    assert (before, after) == (200, 404)


def test_files_go_with_their_evaluation(
    send, scoring, django_capture_on_commit_callbacks
):
    send()
    path = StoredFile.objects.get().path

    with django_capture_on_commit_callbacks(execute=True):
        purge_evaluation(scoring)

    assert not StoredFile.objects.exists()
    assert not default_storage.exists(path)
