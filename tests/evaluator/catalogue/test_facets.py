from itertools import pairwise

import pytest

from evaluator.catalogue.schema import parse_platform
from evaluator.catalogue.vocabulary import AUDIENCE_SIZES, TAGS, Facet
from tests.evaluator.catalogue.conftest import platform, problems_of, statement


def test_sizes_of_company_leave_no_gap():
    sizes = list(AUDIENCE_SIZES.values())

    assert (sizes[0].to_staff, sizes[1].to_staff, sizes[2].to_staff) == (49, 250, None)
    for smaller, larger in pairwise(sizes):
        assert larger.from_staff == smaller.to_staff + 1


def test_a_channel_counts_when_claimed_at_least_partly():
    entry = parse_platform(
        platform(
            statement("channels.sms", "via partner", answer="partly"),
            statement("channels.email", "yes", answer="yes"),
            statement("channels.social", "no", answer="no"),
            statement("channels.ads", "not listed", answer="unknown"),
            {"key": "channels.whatsapp", "value": None},
        )
    )

    assert entry.tags(Facet.CHANNEL) == ("email", "sms")


def test_filter_words_stand_beside_the_words_of_the_source():
    entry = parse_platform(
        platform(
            statement("audience.sizes", ["SMB"], tags=["mid_size", "small"]),
            statement("integrations.data.other", "Make and n8n", tags=["make"]),
        )
    )

    assert entry.facts[0].value == ("SMB",)
    assert entry.tags(Facet.AUDIENCE) == ("small", "mid_size")
    assert entry.tags(Facet.INTEGRATION) == ("make",)


def test_a_word_outside_the_closed_list_is_refused():
    problems = problems_of(statement("audience.sizes", ["SMB"], tags=["tiny"]))

    assert "'tiny' is no word of 'tags'. Use small, mid_size, large." in problems[0]


@pytest.mark.parametrize(
    ("facet", "tag", "found"),
    [
        (Facet.KIND, "cdp", 6),
        (Facet.DEPLOYMENT, "self_hosted", 2),
        (Facet.AUDIENCE, "large", 15),
        (Facet.CHANNEL, "whatsapp", 16),
        (Facet.INTEGRATION, "shopify", 22),
    ],
)
def test_the_shipped_platforms_are_found_by_their_words(shipped, facet, tag, found):
    assert sum(tag in entry.tags(facet) for entry in shipped) == found


def test_every_shipped_platform_has_kind_deployment_size_and_channel(shipped):
    for facet in (Facet.KIND, Facet.DEPLOYMENT, Facet.AUDIENCE, Facet.CHANNEL):
        assert all(entry.tags(facet) for entry in shipped)


def test_no_filter_word_repeats():
    assert all(len(set(tags)) == len(tags) for tags in TAGS.values())
