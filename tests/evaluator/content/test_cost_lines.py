import pytest

from evaluator.content.cost_lines import FILE, read_usual_lines, usual_lines
from evaluator.content.problems import ContentError


def test_the_library_asks_a_question_in_each_language():
    assert len(usual_lines()) > 15
    for line in usual_lines():
        for language in ("en", "ar", "fa"):
            assert line.question.in_language(language)[-1] in "?؟"


def test_a_wrong_library_names_every_problem(tmp_path):
    words = "en: {name: A, question: B}, ar: {name: A, question: B}"
    (tmp_path / FILE).write_text(
        "lines:\n"
        f"  - {{key: a, category: people, rhythm: daily, {words}}}\n"
        f"  - {{key: a, category: subscription, rhythm: once, {words}}}\n",
        encoding="utf-8",
    )

    with pytest.raises(ContentError) as error:
        read_usual_lines(tmp_path)

    told = str(error.value)
    for part in ("daily", "subscription", "fa", "more than once"):
        assert part in told


def test_a_published_figure_says_where_it_stands_and_how_far_to_trust_it():
    figures = [each for line in usual_lines() for each in line.published]

    assert len(figures) >= 4
    for each in figures:
        assert each.source.text
        assert each.source.as_of
        assert each.source.trust in {"vendor", "third_party"}
        assert each.text.fa != each.text.en != each.text.ar


def test_a_published_figure_without_a_source_is_named(tmp_path):
    words = "en: {name: A, question: B}, ar: {name: A, question: B}"
    figure = "{en: {text: T}, ar: {text: T}, fa: {text: T}, as_of: x, trust: sure}"
    (tmp_path / FILE).write_text(
        "lines:\n"
        f"  - {{key: a, category: people, rhythm: once, {words},"
        f" fa: {{name: A, question: B}}, published: [{figure}]}}\n",
        encoding="utf-8",
    )

    with pytest.raises(ContentError) as error:
        read_usual_lines(tmp_path)

    assert "source" in str(error.value)
    assert "sure" in str(error.value)
