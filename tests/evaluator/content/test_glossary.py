from pathlib import Path

import pytest

from evaluator.content.glossary import glossary, read_glossary, term_by_key
from evaluator.content.problems import ContentError

ENTRY = """
  - key: {key}
    see: [{see}]
    en: {{term: Lead, explanation: A word.}}
    ar: {{term: عميل محتمل, explanation: كلمة.}}
    fa: {{term: سرنخ, explanation: یک واژه.}}
"""


def problems_of(tmp_path: Path, text: str) -> tuple[str, ...]:
    (tmp_path / "glossary.yaml").write_text(text)
    with pytest.raises(ContentError) as caught:
        read_glossary(tmp_path)
    return caught.value.problems


def test_the_glossary_explains_the_field_and_the_words_of_the_product():
    asked = """
    marketing_automation crm cdp dmp cms active_user multichannel omnichannel
    total_cost_of_ownership cost_per_lead conversion present_value rank_acceptability
    lead mql sql drip_campaign lead_scoring nurture segmentation ab_test landing_page
    deliverability dedicated_ip ip_warm_up suppression_list double_opt_in consent api
    webhook two_way_sync marketing_contact send_limit overage sealed_scoring reveal
    ballot abstain coverage weighted_total weight_stability_interval spread must_have
    waiver trust_mark competition_rank trimmed_mean
    """

    assert set(asked.split()) <= {term.key for term in glossary()}


def test_a_term_is_found_by_its_key():
    assert term_by_key("reveal").term.fa == "آشکارسازی"
    assert term_by_key("gone") is None


def test_every_term_leads_on_to_another():
    assert [term.key for term in glossary() if not term.see] == []


def test_explanations_stay_short():
    for term in glossary():
        assert len(term.explanation.en) <= 260, term.key


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "terms:" + ENTRY.format(key="lead", see="deal"),
            "glossary.yaml, lead: 'deal' under 'see' is not another term.",
        ),
        (
            "terms:" + ENTRY.format(key="lead", see="lead"),
            "glossary.yaml, lead: 'lead' under 'see' is not another term.",
        ),
        (
            "terms:" + 2 * ENTRY.format(key="lead", see=""),
            "glossary.yaml: the key 'lead' is used more than once.",
        ),
        (
            "terms:" + ENTRY.format(key="lead", see="").replace("term: سرنخ, ", ""),
            "glossary.yaml, lead.fa: the field 'term' is missing.",
        ),
        (
            "words:" + ENTRY.format(key="lead", see=""),
            "glossary.yaml: the field 'words' is not known.",
        ),
        ("terms: []", "glossary.yaml: the field 'terms' is not a list with something"),
        ("- lead", "glossary.yaml: there are no named fields here."),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path, text, problem):
    assert any(found.startswith(problem) for found in problems_of(tmp_path, text))
