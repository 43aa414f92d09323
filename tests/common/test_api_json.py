"""R45: what JSON is refused, and that the sentence says why."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.api_json import OddJSON, read_json

NESTED = b"[" * 33 + b"]" * 33
JUST_DEEP_ENOUGH = b"[" * 32 + b"]" * 32
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**28), 10**28) | st.text("abé漢 \n"),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(st.text("abc", max_size=3), inside, max_size=4)
    ),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"a": NaN}', "NaN and Infinity"),
        (b'{"a": -Infinity}', "NaN and Infinity"),
        (b'{"a": 1, "a": 2}', "same key twice"),
        (b"1" * 400, "30 digits"),
        (b"1e999", "too large"),
        (NESTED, "32 levels"),
        (b"[" + b"0," * 10_000 + b"0]", "10,000 items"),
        (b'"a\\u0000b"', "NUL"),
        (b'{"a\\u0000": 1}', "NUL"),
        (b'["\\ud800"]', "surrogate"),
    ],
)
def test_odd_json_is_refused_with_the_reason(body, words):  # R35, R45
    with pytest.raises(OddJSON) as refused:
        read_json(body)

    assert words in str(refused.value.message)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[1,]", b"[" * 500_000])
def test_what_is_no_json_is_refused_at_once(body):  # R45
    started = time.perf_counter()

    with pytest.raises((ValueError, RecursionError)):
        read_json(body)

    assert time.perf_counter() - started < 1


def test_the_limits_themselves_pass():
    assert read_json(JUST_DEEP_ENOUGH)
    assert len(read_json(b"[" + b"0," * 9_999 + b"0]")) == 10_000


@given(values)
def test_what_is_written_is_read(value):
    assert read_json(json.dumps(value).encode()) == value
