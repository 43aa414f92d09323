import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from common.tables.cell_kinds import Cell
from migration.models import Asset
from migration.planning.asset_kinds import asset_kinds
from migration.selectors.inventory.asset_imports import BY_KEY
from migration.selectors.inventory.assets import kind_names

pytestmark = pytest.mark.django_db

TABLE = "ID,Name,Type,Size,Owner,Last used,Volume\n"


@pytest.fixture
def bring(client, plan, people):
    def upload(text: str):
        client.force_login(people["lead"])
        url = reverse("migration:asset_import", args=[plan.pk])
        file = SimpleUploadedFile("assets.csv", text.encode())
        return client.post(url, {"file": file}).url

    return upload


def take(client, url):
    page = client.get(url)
    seen = page.context["take_form"].initial["seen"]
    return client.post(url, {"seen": seen})


@pytest.mark.parametrize(
    ("person", "status"), [("evaluator", 403), ("observer", 403), ("outsider", 404)]
)
def test_only_leads_bring_tables(client, plan, people, bring, person, status):
    url = bring(TABLE + "1,Welcome,Workflow,L,,,")
    client.force_login(people[person])

    answers = [
        client.get(reverse("migration:asset_import", args=[plan.pk])),
        client.get(url),
        client.post(url, {"seen": "x"}),
    ]

    assert {answer.status_code for answer in answers} == {status}


def test_a_table_is_looked_at_and_then_taken(client, plan, people, bring):
    mail = people["second"].email
    url = bring(TABLE + f"1,Welcome,Workflow,large,{mail},2026-01-02,۱۲۰\n2,News,email")

    page = client.get(url)
    assert page.context["difference"].new
    assert not plan.assets.exists()
    answer = take(client, url)

    assert answer.status_code == 302
    asset = plan.assets.get(key="1")
    assert (asset.size, asset.volume) == ("L", 120)
    assert asset.owner.user == people["second"]
    assert plan.assets.get(key="2").kind == "email"


def test_the_same_table_changes_nothing_and_another_updates_by_key(client, plan, bring):
    take(client, bring(TABLE + "1,Welcome,Workflow,L,,,"))

    same = client.get(bring(TABLE + "1,Welcome,Workflow,L,,,"))
    other = bring(TABLE + "1,Welcome anew,Workflow,,,,5")
    take(client, other)

    assert not same.context["difference"].is_any
    asset = plan.assets.get()
    assert (asset.name, asset.size, asset.volume) == ("Welcome anew", "L", 5)


def test_without_a_key_type_and_name_are_the_key(client, plan, bring):
    take(client, bring("Name,Type,Volume\nWelcome,Workflow,1"))
    take(client, bring("Name,Type,Volume\nWELCOME,Workflow,2"))

    assert plan.assets.get().volume == 2


def test_one_wrong_row_keeps_all_out_and_every_one_is_named(client, plan, bring):
    url = bring(TABLE + "1,Welcome,Workflow,L,,,\n2,,Workflow\n3,News,carpet")

    page = client.get(url)
    answer = client.post(url, {"seen": "0-0-0"})

    assert len(page.context["problems"]) >= 2
    assert answer.status_code == 422
    assert not plan.assets.exists()


def test_what_is_wrong_in_the_same_way_is_said_once(client, bring):
    url = bring(TABLE + "\n".join(f"{n},Thing {n},carpet" for n in range(900)))

    [problem] = client.get(url).context["problems"]

    assert "assets.csv, C2, C3, C4, C5, C6, C7 and 894 more: " in problem.sentence
    assert "carpet" in problem.sentence


def test_a_kept_table_is_read_in_another_way_without_a_second_upload(client, bring):
    url = bring(TABLE + "1,Welcome,Workflow,L,,3/4/2026")

    asked = client.get(url)
    told = client.get(url, {"date_order": "day"})

    assert "two ways" in asked.context["problems"][0].sentence
    assert b'name="date_order"' in asked.content
    [row] = told.context["difference"].new
    assert row.values["last_used_on"].isoformat() == "2026-04-03"


def test_a_long_table_says_how_much_of_it_is_not_shown(client, bring):
    url = bring(TABLE + "\n".join(f"{n},Mail {n},email" for n in range(61)))

    page = client.get(url).content.decode()

    assert "And 11 more assets." in page


def test_columns_with_other_titles_are_mapped_by_hand(client, plan, bring):
    url = bring("Thing,Sort\nWelcome,Workflow")

    asked = client.get(url)
    answer = take(client, f"{url}?name=1&kind=2")

    assert "take_form" not in asked.context
    assert answer.status_code == 302
    assert plan.assets.get().name == "Welcome"


@pytest.mark.parametrize(
    ("table", "said"),
    [(TABLE, "no row with an asset below it"), ("\n \n,,\n", "This table is empty.")],
)
def test_a_table_without_rows_says_so(client, bring, table, said):
    page = client.get(bring(table))

    assert said in page.content.decode()
    assert "difference" not in page.context


def test_an_asset_twice_in_the_table_is_refused(client, bring, plan):
    url = bring(TABLE + "1,Welcome,Workflow\n1,Hello,Workflow")

    page = client.get(url)

    assert "stands in the table already" in page.content.decode()


def test_an_inventory_that_moved_meanwhile_is_looked_at_again(client, plan, bring):
    url = bring(TABLE + "1,Welcome,Workflow")
    seen = client.get(url).context["take_form"].initial["seen"]
    plan.assets.create(name="Other", kind="form", import_key="form:other")

    answer = client.post(url, {"seen": seen})

    assert answer.status_code == 409
    assert plan.assets.count() == 1


def test_thousands_of_assets_come_in_by_the_block(client, plan, bring):
    rows = "\n".join(f"{n},Mail {n},email,S,,2026-01-02,{n}" for n in range(5000))
    page = bring(TABLE + rows)

    with CaptureQueriesContext(connection) as queries:
        take(client, page)

    assert plan.assets.count() == 5000
    assert len(queries) < 250  # SQLite takes a few hundred rows at once


def test_scripts_bring_rows_at_once(client, plan, people):
    client.force_login(people["lead"])
    rows = [{"name": "Welcome", "kind": "workflow", "owner": "Somebody"}]
    url = reverse("api:asset-import", args=[plan.pk])

    first = client.post(url, {"assets": rows}, content_type="application/json")
    again = client.post(url, {"assets": rows}, content_type="application/json")

    assert first.json() == {"new": 1, "changed": 0, "unchanged": 0}
    assert again.json() == {"new": 0, "changed": 0, "unchanged": 1}
    assert Asset.objects.get().owner_name == "Somebody"


def test_a_refused_cell_offers_words_and_places_of_the_reader(client, people, bring):
    url = bring("نام,نوع,اندازه\nخبرنامه,کشتی,غول\n")
    people["lead"].language = "fa"
    people["lead"].save()
    names = [kind.name.fa for kind in asset_kinds().kinds]

    page = client.get(url)

    kind, size = (each.sentence for each in page.context["problems"])
    assert "، ".join(names) in kind
    assert "small" not in size
    assert "۲" in kind or "B2" in kind


@pytest.mark.parametrize("language", ["en", "ar", "fa"])
def test_every_word_that_is_offered_is_understood(language):
    with translation.override(language):
        for key, offered in (
            ("kind", kind_names().values()),
            ("size", Asset.Size.labels),
        ):
            for word in offered:
                assert BY_KEY[key].read(Cell(str(word)))


def test_headings_that_tell_nothing_are_asked_about(client, bring):
    page = client.get(bring("One,Two\na,b"))

    assert b"do not tell which column holds the name" in page.content


def test_columns_that_are_left_out_are_named(client, bring):
    page = client.get(bring("Name,Type,Colour,ID\nWelcome,Form,red,7"))

    assert b"Columns that are not read: Colour." in page.content


def test_a_table_of_one_type_needs_no_column_that_says_it(client, plan, bring):
    url = bring("Title,Send date,Audience\nSpring sale,2026-03-02,News\nAutumn,,")

    asked = client.get(url)
    answer = take(client, f"{url}?name=1&kind=all:email&last_used_on=2")

    assert b"All rows are of the type" in asked.content
    assert answer.status_code == 302
    found = dict(plan.assets.values_list("name", "kind"))
    assert found == {"Spring sale": "email", "Autumn": "email"}
    assert str(plan.assets.get(name="Spring sale").last_used_on) == "2026-03-02"


@pytest.mark.parametrize("kind", ["all:boat", "all:", "9", "all:1"])
def test_a_type_that_is_none_is_not_taken(client, plan, bring, kind):
    page = client.get(bring("Title\nSpring sale") + f"?name=1&kind={kind}")

    assert "take_form" not in page.context
    assert page.context["mapping"].errors["kind"]


def test_what_stands_above_the_headings_is_no_heading(client, plan, bring):
    url = bring("Exported on 2 March 2026\n\nName,Type\nWelcome,Form\n")

    page = client.get(url)
    answer = take(client, url)
    bare = client.get(bring("Exported on 2 March 2026\n\nName,Type\n"))

    assert answer.status_code == 302
    assert list(plan.assets.values_list("name", "kind")) == [("Welcome", "form")]
    assert b"The headings are read from row 3" in page.content
    assert b"no row with an asset below it" in bare.content
