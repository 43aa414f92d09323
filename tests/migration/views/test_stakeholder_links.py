import re
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from migration.models import LinkTick, PlanMember, Stakeholder, TaskLink
from migration.selectors.people.stakeholders import tasks_of
from workspace.models import ShareLink

pytestmark = pytest.mark.django_db


def url_of(name: str, *pks: int) -> str:
    return reverse(f"migration:{name}", args=pks)


@pytest.fixture
def person(plan) -> Stakeholder:
    """Somebody without account on the chair of privacy."""
    return plan.stakeholders.create(role="legal", name="Dana")


@pytest.fixture
def make_link(client, person, people):
    """Return the address of a new personal link of the person."""

    def make(**sent: str) -> str:
        client.force_login(people["lead"])
        page = client.post(
            url_of("personal_link_make", person.pk),
            {"label": "Dana", "days": "14", **sent},
        )
        found = re.search(
            r'value="(http[^"]+/shared/open/[^"]+)"', page.content.decode()
        )
        assert found, page.content.decode()
        return found[1]

    return make


@pytest.fixture
def reader(make_link) -> Client:
    """The browser of somebody who opened a personal link; it checks for CSRF."""
    browser = Client()
    browser.get(make_link())
    return browser


@pytest.fixture
def task(plan, person):
    found = tasks_of(person).filter(needs_proof=False).first()
    assert found is not None
    return found


def test_the_token_is_stored_as_a_hash_and_shown_once(client, make_link, person):  # R24
    token = make_link().rstrip("/").rsplit("/", 1)[1]

    later = client.get(url_of("stakeholder_edit", person.pk)).content.decode()

    assert len(token) >= 43
    assert token not in ShareLink.objects.values_list("token_hash", flat=True).get()
    assert token not in later


@pytest.mark.parametrize("sent", [{"days": "91"}, {"days": "0"}, {"password": "short"}])
def test_a_link_with_refused_terms_is_not_made(
    client, person, people, sent
):  # R25, R28
    client.force_login(people["lead"])
    sent = {"label": "Dana", "days": "14", **sent}

    answer = client.post(url_of("personal_link_make", person.pk), sent)

    assert answer.status_code == 422
    assert not ShareLink.objects.exists()


def test_the_way_in_leaves_the_token_behind(make_link):  # R26
    answer = Client().get(make_link())

    assert answer.headers["Location"] == reverse("migration:shared_tasks")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_page_is_kept_out_of_caches_and_search(reader):  # R26
    answer = reader.get(reverse("migration:shared_tasks"))

    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_a_reader_without_account_is_told_the_time_of_the_team(reader, plan):
    plan.team.time_zone = "Asia/Tehran"
    plan.team.save()

    page = reader.get(reverse("migration:shared_tasks"))

    until = page.context["link"].expires_at.astimezone(ZoneInfo("Asia/Tehran"))
    assert f"to tick until {until:%-d %b %Y, %H:%M}." in page.content.decode()


def test_opening_the_link_ticks_and_uses_nothing(reader, person):  # R26
    reader.get(reverse("migration:shared_tasks"))
    reader.head(reverse("migration:shared_tasks"))

    assert not tasks_of(person).filter(done_at__isnull=False).exists()
    assert ShareLink.objects.get().last_used_at is None


def test_the_reader_sees_the_own_tasks_and_no_other(reader, plan, person):  # R27
    page = reader.get(reverse("migration:shared_tasks")).content.decode()

    shown = {int(pk) for pk in re.findall(r'id="task-(\d+)"', page)}
    assert shown == set(tasks_of(person).values_list("pk", flat=True))
    assert len(shown) < plan.tasks.count()


def test_the_reader_ticks_and_takes_it_back(reader, task):  # R27
    url = reverse("migration:shared_task_complete")
    reader.post(url, {"task": task.pk, "anyway": "1"})
    task.refresh_from_db()
    was_done = task.is_done

    reader.post(
        reverse("migration:shared_task_reopen"),
        {"task": task.pk, "version": task.version},
    )

    task.refresh_from_db()
    assert was_done
    assert not task.is_done
    assert not LinkTick.objects.exists()


def test_the_reader_hears_how_many_tasks_come_before_and_not_which(
    reader, task, plan, person
):  # R22
    others = plan.tasks.open().exclude(pk__in=tasks_of(person).values("pk"))
    before = others.first()
    TaskLink.objects.get_or_create(before=before, after=task)

    asked = reader.post(reverse("migration:shared_task_complete"), {"task": task.pk})

    page = asked.content.decode()
    assert asked.status_code == 422
    assert re.search(r'role="alert"[^>]*>It waits for', page)
    assert before.title not in page


def test_the_plan_tells_whose_link_ticked(client, reader, task, plan, people):
    url = reverse("migration:shared_task_complete")
    reader.post(url, {"task": task.pk, "anyway": "1"})

    client.force_login(people["lead"])
    told = client.get(reverse("api:plan-activity", args=[plan.pk])).json()
    assert "over the personal link of Dana" in str(told)


def test_a_task_with_proof_asks_the_reader_for_it(reader, task):
    type(task).objects.filter(pk=task.pk).update(needs_proof=True)
    url = reverse("migration:shared_task_complete")

    said = {"task": task.pk, "anyway": "1"}
    asked = reader.post(url, said)
    given = reader.post(url, said | {"proof": "Signed on paper"})

    task.refresh_from_db()
    assert asked.status_code == 422
    assert given.status_code == 302
    assert task.proof == "Signed on paper"


def test_the_tick_of_somebody_else_is_not_taken_back(reader, task, people, now):  # R27
    type(task).objects.filter(pk=task.pk).update(done_at=now, done_by=people["lead"])

    answer = reader.post(
        reverse("migration:shared_task_reopen"),
        {"task": task.pk, "version": task.version},
    )

    task.refresh_from_db()
    assert answer.status_code == 409
    assert task.is_done


def test_a_foreign_task_is_not_ticked(reader, plan, person):  # R27
    own = tasks_of(person).values_list("pk", flat=True)
    foreign = plan.tasks.exclude(pk__in=list(own)).first()

    answer = reader.post(
        reverse("migration:shared_task_complete"), {"task": foreign.pk}
    )

    foreign.refresh_from_db()
    assert answer.status_code == 409
    assert not foreign.is_done


def test_a_tick_needs_the_token_of_the_form(make_link, task):  # R27
    browser = Client(enforce_csrf_checks=True)
    browser.get(make_link())

    answer = browser.post(reverse("migration:shared_task_complete"), {"task": task.pk})

    task.refresh_from_db()
    assert answer.status_code == 403
    assert not task.is_done


def test_a_link_opens_nothing_of_an_account(reader, plan):  # R27
    answer = reader.get(url_of("plan_checklist", plan.pk))

    assert answer.status_code == 302
    assert "login" in answer.headers["Location"]


def test_a_link_of_an_evaluation_opens_no_tasks(reader):  # R27
    ShareLink.objects.update(target_kind="evaluation")

    assert reader.get(reverse("migration:shared_tasks")).status_code == 404


@pytest.mark.parametrize("ended", ["revoked", "expired", "removed", "demoted", "bin"])
def test_an_ended_link_is_dead_at_once_in_an_open_browser(
    client, reader, plan, person, people, task, now, ended
):  # R14, R25
    if ended == "revoked":
        link = ShareLink.objects.get()
        client.post(url_of("personal_link_revoke", person.pk, link.pk))
    elif ended == "expired":
        ShareLink.objects.update(expires_at=timezone.now())
    elif ended == "removed":
        client.post(url_of("stakeholder_remove", person.pk))
    elif ended == "demoted":
        PlanMember.objects.filter(user=people["lead"]).update(role="observer")
    else:
        type(plan).objects.update(deleted_at=now)

    seen = reader.get(reverse("migration:shared_tasks"))
    ticked = reader.post(reverse("migration:shared_task_complete"), {"task": task.pk})

    assert (seen.status_code, ticked.status_code) == (404, 404)


def test_guessing_links_is_slowed_down(reader):  # R28
    url = reverse("workspace:share_enter", args=["a" * 43])

    answers = [Client().get(url).status_code for _try in range(21)]

    assert answers[-1] == 429
