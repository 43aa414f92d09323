"""The plan as a workbook, taken home."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from migration.services.people.stakeholders import StakeholderEdit, seat
from tests.migration.workbooks.filling import NOTE, TASK, Filling
from workspace.models import Activity, Job

pytestmark = pytest.mark.django_db

CAST = ("lead", "evaluator", "observer", "member", "outsider")


def url_of(name: str, *args: object) -> str:
    return reverse(f"migration:{name}", args=args)


@pytest.mark.parametrize(
    ("person", "status"), list(zip(CAST, (200, 200, 200, 404, 404), strict=True))
)
def test_who_may_take_the_plan_home(client, plan, people, person, status):
    client.force_login(people[person])

    page = client.get(url_of("plan_files", plan.pk))
    file = client.post(url_of("plan_workbook", plan.pk))

    assert (page.status_code, file.status_code) == (status, status)


def test_the_download_is_recorded_and_a_get_leads_to_the_page(client, plan, download):
    download("observer")

    answer = client.get(url_of("plan_workbook", plan.pk))

    assert answer.url == url_of("plan_files", plan.pk)
    assert Activity.objects.filter(verb="plan.exported").count() == 1


def test_a_large_plan_is_written_by_a_job(client, plan, people, monkeypatch):
    monkeypatch.setattr("migration.services.workbooks.MOST_CELLS_AT_ONCE", 10)
    client.force_login(people["lead"])

    first = client.post(url_of("plan_workbook", plan.pk))
    again = client.post(url_of("plan_workbook", plan.pk))

    job = Job.objects.get(kind="plan_workbook")
    assert (
        first.url == again.url == reverse("workspace:job_detail", args=[job.public_id])
    )


def test_what_people_fear_goes_to_a_lead_who_asks_for_it(download, plan, people, now):
    edit = StakeholderEdit(name="Nadia", role="web", fears="Losing the site")
    seat(plan=plan, edit=edit, actor=people["lead"], now=now)

    files = [
        download("lead"),
        download("evaluator", feelings="on"),
        download("observer", feelings="on"),
        download("lead", feelings="on"),
    ]

    told = [
        "Losing the site"
        in str(list(load_workbook(BytesIO(file))["Stakeholders"].values))
        for file in files
    ]
    assert told == [False, False, False, True]


def test_text_of_people_is_never_a_formula(plan, task_of, download):
    plan.tasks.filter(template_key="charter").update(own_title="=1+1", note="=2+2")

    filling = Filling(download())

    row = filling.row_of(task_of("charter"))
    kinds = {filling.at(row, column).data_type for column in (TASK, NOTE)}
    assert kinds == {"s"}


def test_it_reads_from_the_right_in_persian(people, download):
    people["lead"].language = "fa"
    people["lead"].save()

    book = load_workbook(BytesIO(download()))

    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets[:-1])


def test_the_page_asks_few_queries(client, plan, people, django_assert_max_num_queries):
    client.force_login(people["lead"])
    url = url_of("plan_files", plan.pk)
    client.get(url)

    # session, user, memberships, own role with plan and team
    with django_assert_max_num_queries(6):
        client.get(url)
