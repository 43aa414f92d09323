import pytest

from evaluator.diagnosis.kinds import Pointer, Reach, is_of_another_kind, read_kinds

POINTERS = (
    Pointer("triggers", "marketing_automation", decides=True),
    Pointer("sources", "cdp"),
    Pointer("profile", "cdp"),
    Pointer("channels", "multichannel"),
    Pointer("together", "omnichannel"),
)


@pytest.mark.parametrize(
    ("yes", "kinds", "almost"),
    [
        ("", (), ()),
        ("triggers", ("marketing_automation",), ()),
        ("sources", (), ("cdp",)),
        ("sources profile", ("cdp",), ()),
        ("triggers sources profile", ("marketing_automation", "cdp"), ()),
    ],
)
def test_one_answer_that_decides_or_two_that_support_ask_for_a_kind(yes, kinds, almost):
    result = read_kinds(dict.fromkeys(yes.split(), True), POINTERS)

    assert (result.kinds, result.almost) == (kinds, almost)


@pytest.mark.parametrize(
    ("answers", "reach"),
    [
        ({}, Reach.UNKNOWN),
        ({"channels": False}, Reach.ONE),
        ({"channels": True}, Reach.MULTICHANNEL),
        ({"channels": True, "together": True}, Reach.OMNICHANNEL),
        ({"channels": None, "together": False}, Reach.UNKNOWN),
    ],
)
def test_how_far_the_channels_reach(answers, reach):
    assert read_kinds(answers, POINTERS).reach is reach


def test_a_result_names_the_answers_it_rests_on():
    result = read_kinds({"sources": True, "profile": True, "triggers": None}, POINTERS)

    assert result.because == {"cdp": ("sources", "profile")}
    assert result.answered == 2


@pytest.mark.parametrize(
    ("own", "asked", "is_other"),
    [
        (["crm"], ["marketing_automation"], True),
        (["crm", "cdp"], ["cdp"], False),
        (["customer_engagement"], ["marketing_automation"], False),
        ([], ["cdp"], False),
        (["crm"], [], False),
    ],
)
def test_only_known_kinds_can_be_another_kind(own, asked, is_other):
    assert is_of_another_kind(own, asked) is is_other
