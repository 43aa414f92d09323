import pytest

from evaluator.content.problems import ContentError
from evaluator.content.return_claims import FILE, read_return_claims, return_claims


def test_each_claim_has_an_address_a_date_and_a_trust_mark():
    assert len(return_claims()) >= 3
    for claim in return_claims():
        source = claim.published.source
        assert source.url.startswith("https://")
        assert source.as_of
        assert source.trust in {"vendor", "third_party", "unverified"}


def test_a_claim_without_an_address_or_a_kind_is_named(tmp_path):
    words = "en: {text: T.}, ar: {text: T.}, fa: {text: T.}"
    (tmp_path / FILE).write_text(
        "claims:\n"
        f"  - {{key: a, kind: luck, {words}, source: S, as_of: x, trust: vendor}}\n",
        encoding="utf-8",
    )

    with pytest.raises(ContentError) as error:
        read_return_claims(tmp_path)

    told = str(error.value)
    assert "luck" in told
    assert "without an address" in told
