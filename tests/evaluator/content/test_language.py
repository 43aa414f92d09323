"""The shipped Arabic, Persian and English keep the rules of their script."""

import re
from pathlib import Path

import pytest

from evaluator.content.glossary import glossary
from evaluator.content.words import LANGUAGES
from tests.evaluator.content.texts import names, sentences, texts

TERMS = Path(__file__).parents[3] / "locale" / "TERMS.md"

ZWNJ = "\u200c"
ARABIC_DIGITS = "٠-٩"
PERSIAN_DIGITS = "۰-۹"
# Letters as they are typed on the keyboard of the other language.
FORBIDDEN = {
    "ar": f"[پچژگکیۀہے{PERSIAN_DIGITS}{ZWNJ}]",
    "fa": f"[يكىةۃ{ARABIC_DIGITS}]",
    "en": "[\u0600-\u06ff]",
}
LATIN_MARK = re.compile(r"[,;?%]")
INVISIBLE = re.compile(r"[\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
# A prefix or ending that must be tied to its word by a ZWNJ, not parted by a blank.
PARTED_PERSIAN = re.compile(r"(?<!\w)(?:ن?می \w|\w+ (?:ها|های|هایی|ترین)(?!\w))")
STRAY_ZWNJ = re.compile(rf"(?:^|\W){ZWNJ}|{ZWNJ}(?:\W|$)")


def wrong(pattern, language, places):
    found = re.compile(pattern)
    return [
        (place, getattr(words, language))
        for place, words in places
        if found.search(getattr(words, language))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_or_digit_of_another_language_slips_in(language):
    assert wrong(FORBIDDEN[language], language, texts()) == []


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_digits_are_those_of_the_script(language):
    assert wrong(r"[0-9]", language, texts()) == []


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_commas_semicolons_and_question_marks_are_those_of_the_script(language):
    assert wrong(LATIN_MARK, language, texts()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_holds_invisible_marks_or_needless_blanks(language):
    blanks = r"^\s|\s$|\s\s|\n|\s[.،؛:]"

    assert wrong(INVISIBLE, language, texts()) == []
    assert wrong(blanks, language, texts()) == []


def test_persian_ties_prefixes_and_endings_by_a_zero_width_non_joiner():
    assert wrong(PARTED_PERSIAN, "fa", texts()) == []
    assert wrong(STRAY_ZWNJ, "fa", texts()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_end_with_a_full_stop_and_names_do_not(language):
    assert wrong(r"[^.]$", language, sentences()) == []
    assert wrong(r"[.:؛،]$", language, names()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_short_enough_for_a_table(language):
    long = [words for _, words in names() if len(getattr(words, language)) > 45]

    assert long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_term_of_the_glossary_has_a_word_of_its_own(language):
    terms = [getattr(term.term, language).casefold() for term in glossary()]

    assert len(terms) == len(set(terms))


def test_the_glossary_uses_the_words_that_the_translators_follow():
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in TERMS.read_text().splitlines()
        if line.startswith("| ")
    ]
    agreed = {row[0].casefold(): tuple(row[1:3]) for row in cells}

    differing = [
        (term.key, agreed[english])
        for term in glossary()
        if (english := term.term.en.casefold()) in agreed
        and agreed[english] != (term.term.ar, term.term.fa)
    ]

    assert len(agreed.keys() & {t.term.en.casefold() for t in glossary()}) > 30
    assert differing == []


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_the_terms_hold_no_letter_of_the_other_language(language):
    column = LANGUAGES.index(language)
    rows = [
        line.strip("|").split("|")
        for line in TERMS.read_text().splitlines()
        if line.startswith("| ") and "---" not in line
    ]

    assert [row for row in rows if re.search(FORBIDDEN[language], row[column])] == []
