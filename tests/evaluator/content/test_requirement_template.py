from pathlib import Path
from shutil import copytree

import pytest

from evaluator.content.problems import ContentError
from evaluator.content.requirement_template import (
    CATEGORIES,
    entry_by_key,
    read_requirement_template,
    requirement_template,
)
from evaluator.content.sections import SHIPPED
from evaluator.content.words import LANGUAGES, Words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped template, to be broken."""
    copytree(SHIPPED / "requirements", tmp_path / "requirements")
    return tmp_path


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / "requirements" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def problems_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(ContentError) as caught:
        read_requirement_template(folder)
    return caught.value.problems


def test_the_template_has_six_categories_and_about_forty_criteria():
    template = requirement_template()

    assert tuple(category.key for category in template.categories) == CATEGORIES
    assert 36 <= len(template.criteria) <= 45
    for key in CATEGORIES:
        assert 6 <= len(template.of_category(key)) <= 8


def test_the_quick_evaluation_takes_two_criteria_of_each_category():
    template = requirement_template()

    quick = [template.of_category(key, quick_only=True) for key in CATEGORIES]

    assert [len(criteria) for criteria in quick] == [2] * 6


def test_the_weights_are_points_of_a_hundred():
    template = requirement_template()

    local = [sum(c.weight for c in template.of_category(key)) for key in CATEGORIES]

    assert sum(category.weight for category in template.categories) == 100
    assert local == [100] * 6


def test_every_criterion_is_rated_in_six_sentences_that_differ():
    for criterion in requirement_template().criteria:
        for language in LANGUAGES:
            scale = {words.in_language(language) for words in criterion.scale}

            assert len(scale) == 6, (criterion.key, language)


def test_what_a_committee_asks_about_is_all_in_the_template():
    asked = {
        "yearly_budget transparent_price price_growth add_on_fees people_needed",
        "learning_curve no_specialists visual_builder templates implementation",
        "time_to_value drip_results own_metrics own_dashboards reports_by_mail",
        "channel_return crm_sync shop_and_cms existing_data customer_view",
        "monthly_actions database_size monthly_sends room_to_grow answer_time",
        "knowledge_base vendor_experts migration_help team_training",
        "after_sale_service focus_on_need",
    }

    keys = {criterion.key for criterion in requirement_template().criteria}

    assert set(" ".join(asked).split()) <= keys


def test_an_entry_is_found_by_its_key():
    assert entry_by_key("support").name.en == "Support"
    assert entry_by_key("support").scale == ()
    assert entry_by_key("crm_sync").category == "integrations"
    assert entry_by_key("gone") is None


@pytest.mark.parametrize(
    ("code", "text"),
    [("fa", "سه"), ("fa-IR", "سه"), ("AR", "ثلاثة"), ("en", "three"), ("de", "three")],
)
def test_words_answer_in_the_language_or_else_in_english(code, text):
    words = Words(en="three", ar="ثلاثة", fa="سه")

    assert words.in_language(code) == text


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  weight: 15\n", "", "support.yaml.category: the field 'weight' is missing."),
        (
            "weight: 15",
            "weight: none",
            "support.yaml.category: the field 'weight' is not a whole number above "
            "zero.",
        ),
        (
            "key: support\n",
            "key: help\n",
            "support.yaml.category: the key is 'help' instead of 'support'.",
        ),
        (
            "    quick: true\n",
            "    quick: true\n    quickly: true\n",
            "support.yaml, answer_time: the field 'quickly' is not known.",
        ),
        (
            "    quick: true\n",
            "    quick: false\n",
            "support.yaml: 1 criteria are quick instead of 2.",
        ),
        (
            "    quick: true\n",
            "    quick: maybe\n",
            "support.yaml, answer_time: the field 'quick' is not true or false.",
        ),
        (
            "    kind: rated\n",
            "    kind: measured\n",
            "support.yaml, answer_time: the kind 'measured' is not 'rated'.",
        ),
        (
            "        - Every answer came within four working hours.\n",
            "",
            "support.yaml, answer_time.en: 'scale' has 5 sentences instead of 6.",
        ),
        (
            "- key: knowledge_base\n",
            "- key: answer_time\n",
            "requirements: the key 'answer_time' is used more than once.",
        ),
        (
            "- key: knowledge_base\n",
            "- key: budget\n",
            "requirements: the key 'budget' is used more than once.",
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_place(folder, old, new, problem):
    edit(folder, "support.yaml", old, new)

    assert problem in problems_of(folder)


def test_a_missing_language_is_refused(folder):
    edit(folder, "limits.yaml", "  fa:\n    name: محدودیت‌ها", "  xx:\n    name: x")

    assert problems_of(folder) == (
        "limits.yaml.category.fa: there are no named fields here.",
        "limits.yaml.category: the field 'xx' is not known.",
    )


def test_all_problems_of_all_files_come_together(folder):
    edit(folder, "budget.yaml", "quick: true", "quick: false")
    edit(folder, "reporting.yaml", "kind: rated", "kind: none")
    (folder / "requirements" / "limits.yaml").unlink()

    assert problems_of(folder) == (
        "budget.yaml: 1 criteria are quick instead of 2.",
        "reporting.yaml, drip_results: the kind 'none' is not 'rated'.",
        "limits.yaml: the file is missing.",
    )


def test_a_file_that_is_not_yaml_or_names_a_field_twice_is_refused(folder):
    edit(folder, "support.yaml", "  weight: 15\n", "  weight: 15\n  weight: 20\n")

    assert "support.yaml: the file cannot be read" in problems_of(folder)[0]
