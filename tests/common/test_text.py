import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text import (
    clean_line,
    clean_text,
    match_key,
    one_line,
    sort_key,
    to_latin_digits,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brevo", "BREVO"),
        ("Straße", "strasse"),
        ("علي", "علی"),
        ("كاربر", "کاربر"),
        ("می‌خواهم", "میخواهم"),
        ("کـــتاب", "کتاب"),
        ("طرح ۱۲", "طرح ١٢"),
        ("Plan 12", "Plan １２"),
        ("\u200fBrevo\u200e", "Brevo"),
        ("\u2068Brevo\u2069", "Brevo"),
        ("Br\u200bevo\ufeff", "Brevo"),
        ("a\u200db", "ab"),
        (" Active   Campaign ", "Active Campaign"),
        ("ﻛﺘﺎب", "کتاب"),
        ("مسئول", "مسي\u0654ول"),
    ],
)
def test_spellings_of_one_name_share_a_match_key(one, other):  # R36
    assert match_key(one) == match_key(other)


def test_different_names_keep_different_match_keys():  # R36
    names = ["Brevo", "Brevo 2", "علی", "عالی", "Active Campaign", "ActiveCampaign"]

    assert len({match_key(name) for name in names}) == len(names)


@given(st.text())
def test_a_match_key_is_its_own_match_key(text):  # R36
    assert match_key(match_key(text)) == match_key(text)


@given(st.text())
def test_a_match_key_does_not_change_with_hidden_marks(text):  # R36
    hidden = "\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2066\u2069\ufeff\u0640"

    assert match_key(hidden.join([text, ""])) == match_key(text)


@pytest.mark.parametrize("typed", ["۱۴۰۵", "١٤٠٥", "1405", "१४०५"])
def test_digits_of_every_script_become_latin(typed):
    assert to_latin_digits(typed) == "1405"


@given(st.text())
def test_one_line_leaves_nothing_that_could_end_a_line(text):  # R43
    line = one_line(text)

    assert len(line.splitlines()) <= 1
    assert not any(ord(char) < 32 for char in line)


def test_a_typed_line_keeps_its_letters_and_loses_its_controls():  # R36, R43
    typed = " Cafe\u0301 \u0000\r\nBcc: x "

    assert clean_line(typed) == "Café    Bcc: x"


def test_a_typed_text_keeps_its_line_breaks_and_tabs_alone():  # R43
    typed = "one\r\ntwo\rthree\u0007\u2028\tfour\n"

    assert clean_text(typed) == "one\ntwo\nthree\tfour"


def test_a_key_holds_no_control_characters():  # R36
    assert match_key("Ac\0me\x1b") == match_key("Acme")
    assert match_key("Acme\tSend\n") == match_key("Acme Send")


def test_names_are_ordered_without_accents_and_with_persian_letters_in_place():
    latin = sorted(["Österreich", "Oman", "Peru", "Ägypten"], key=sort_key)
    persian = sorted(["تایلند", "پرو", "بلژیک", "یونان", "گرجستان"], key=sort_key)

    assert latin == ["Ägypten", "Oman", "Österreich", "Peru"]
    assert persian == ["بلژیک", "پرو", "تایلند", "گرجستان", "یونان"]
