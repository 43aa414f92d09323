from decimal import Decimal

import pytest

from evaluator.catalogue.problems import CatalogueError
from evaluator.catalogue.reader import read_catalogue

HEAD = """\
key: {key}
name: {name}
vendor: Acme Ltd
kinds: [crm]
compiled_on: 2026-11-22
facts:
  - key: limits.api_rate
    value: 224.72
    unit: calls per second
    as_of: 2026-05-14
    source: {{text: a study}}
"""


def write(folder, key, name, more=""):
    text = HEAD.format(key=key, name=name) + more
    (folder / f"{key}.yaml").write_text(text, encoding="utf-8")


def test_unquoted_dates_words_and_figures_are_read_as_they_stand(tmp_path):
    claim = (
        "  - key: channels.sms\n    value: yes\n    answer: yes\n"
        "    as_of: 2026\n    source: {text: a study}\n"
    )
    write(tmp_path, "acme", "Acme", claim)

    rate, sms = read_catalogue(tmp_path)[0].facts

    assert (rate.value, rate.as_of) == (Decimal("224.72"), "2026-05-14")
    assert (sms.value, sms.answer, sms.as_of) == ("yes", "yes", "2026")


def test_the_problems_of_all_files_come_together(tmp_path):
    write(tmp_path, "acme", "Acme", "colour: red\n")
    write(tmp_path, "bolt", "Bolt", "  - key: unheard\n")

    with pytest.raises(CatalogueError) as caught:
        read_catalogue(tmp_path)

    assert [problem.file for problem in caught.value.problems] == [
        "acme.yaml",
        "bolt.yaml",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("key: acme\nkey: bolt\n", "the field 'key' is written twice"),
        ("key: [acme\n", "The file cannot be read"),
        ("", "This file has no named fields."),
    ],
)
def test_a_file_that_is_no_platform_is_refused(tmp_path, text, said):
    (tmp_path / "acme.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(CatalogueError, match=said):
        read_catalogue(tmp_path)


def test_a_file_is_named_after_its_key(tmp_path):
    write(tmp_path, "acme", "Acme")
    (tmp_path / "acme.yaml").rename(tmp_path / "bolt.yaml")

    with pytest.raises(CatalogueError, match="Name the file after its key"):
        read_catalogue(tmp_path)


def test_two_platforms_of_one_name_are_refused(tmp_path):
    write(tmp_path, "acme", "Acme")
    write(tmp_path, "bolt", "ACME")

    with pytest.raises(CatalogueError, match=r"is that of acme\.yaml too"):
        read_catalogue(tmp_path)
