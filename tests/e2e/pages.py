"""Every page by its name: who opens it, and with which ids.

A new route is here or in `not_visited.py`, or `test_every_route_is_looked_at` fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

OWNER, SCORER, OBSERVER, NEWCOMER, TEAMLESS = "emma", "reza", "omar", "nora", "sam"
GUARDED, HALF_WAY = "mia", "mia half-way"  # with a second factor


@dataclass(frozen=True)
class Visit:
    """One look at a page; `ids` name entries of what tests.e2e.stage prints."""

    name: str
    person: str = ""
    ids: tuple[str, ...] = ()
    query: str = ""
    before: str = ""  # a route that has to be opened first
    before_ids: tuple[str, ...] = ()
    note: str = ""  # tells two looks at one page apart

    def address(self, ids: Mapping[str, Any]) -> str:
        path = reverse(self.name, args=[ids[name] for name in self.ids])
        query = self.query.format(**ids).lstrip("&")
        return f"{path}?{query}" if query else path

    def way_in(self, ids: Mapping[str, Any]) -> str:
        return reverse(self.before, args=[ids[name] for name in self.before_ids])

    def __str__(self) -> str:
        return f"{self.name} {self.note or self.person}".strip()


VISITS = (
    # Accounts, without a login and with one
    Visit("account_login"),
    Visit("account_signup"),
    Visit("account_reset_password"),
    Visit("account_reset_password_done"),
    Visit("account_reset_password_from_key_done"),
    Visit("account_reset_password_from_key", ids=("reset_user", "reset_key")),
    Visit("account_email_verification_sent"),
    Visit("account_confirm_email", ids=("confirmation",)),
    Visit("account_inactive"),
    Visit("account_logout", OWNER),
    Visit("account_reauthenticate", OWNER),
    Visit("account_email", OWNER),
    Visit("account_change_password", OWNER),
    Visit("mfa_index", OWNER),
    Visit("mfa_activate_totp", OWNER),
    Visit("mfa_authenticate", HALF_WAY),
    Visit("mfa_index", GUARDED),
    Visit("mfa_reauthenticate", GUARDED),
    Visit("mfa_deactivate_totp", GUARDED),
    Visit("mfa_view_recovery_codes", GUARDED),
    Visit("mfa_generate_recovery_codes", GUARDED),
    Visit("sessions_list", OWNER),
    # The team
    Visit("workspace:home", OWNER),
    Visit("workspace:home", NEWCOMER),
    Visit("workspace:home", TEAMLESS),
    Visit("workspace:own_settings", OWNER),
    Visit("workspace:api_index", OWNER),
    Visit("workspace:api_group", OWNER, ("api_group",)),
    Visit("workspace:token_list", OWNER),
    Visit("workspace:own_data", OWNER),
    Visit("workspace:own_erase", OWNER),
    Visit("workspace:member_list", OWNER, ("team",)),
    Visit("workspace:member_list", OBSERVER, ("team",)),
    Visit("workspace:member_remove", OWNER, ("member",)),
    Visit("workspace:member_erase", OWNER, ("member",)),
    Visit("workspace:team_edit", OWNER, ("team",)),
    Visit("workspace:team_data", OWNER, ("team",)),
    Visit("workspace:team_leave", OBSERVER, ("team",)),
    Visit(
        "workspace:invitation_accept",
        before="workspace:invitation_open",
        before_ids=("invitation",),
    ),
    Visit("workspace:job_list", OWNER),
    Visit("workspace:job_detail", OWNER, ("job",)),
    # Evaluations
    Visit("evaluator:evaluation_list", OWNER),
    Visit("evaluator:evaluation_list", NEWCOMER),
    Visit("evaluator:evaluation_archived", OWNER),
    Visit("evaluator:evaluation_bin", OWNER),
    Visit("evaluator:evaluation_new", OWNER),
    Visit("evaluator:sample_open", NEWCOMER),
    Visit("evaluator:import_new", OWNER),
    Visit("evaluator:import_into", SCORER, ("scoring",)),
    Visit("evaluator:import_layout", OWNER, ("brought",)),
    Visit("evaluator:import_layout", OWNER, ("brought_persian",), note="persian"),
    Visit("evaluator:import_review", OWNER, ("brought",)),
    Visit("evaluator:import_review", OWNER, ("brought_into",), note="difference"),
    Visit("evaluator:evaluation_overview", OWNER, ("setup",), note="set-up"),
    Visit("evaluator:evaluation_overview", OWNER, ("scoring",), note="scoring"),
    Visit("evaluator:evaluation_overview", OBSERVER, ("revealed",), note="revealed"),
    Visit("evaluator:scoring_open", OWNER, ("setup",)),
    Visit("evaluator:evaluation_settings", OWNER, ("setup",)),
    Visit("evaluator:evaluation_settings", OWNER, ("revealed",), note="revealed"),
    Visit("evaluator:participant_list", OWNER, ("scoring",)),
    # Diagnose and goals
    Visit("evaluator:diagnosis", OWNER, ("revealed",), note="answered"),
    Visit("evaluator:diagnosis", SCORER, ("scoring",), note="first look"),
    Visit("evaluator:diagnosis_sign", OWNER, ("revealed", "sign")),
    Visit("evaluator:diagnosis_sign", SCORER, ("scoring", "sign"), note="own first"),
    Visit("evaluator:diagnosis_figure", OWNER, ("revealed", "figure")),
    Visit("evaluator:kind_check", OWNER, ("revealed",)),
    Visit("evaluator:kind_check", OBSERVER, ("revealed",)),
    Visit("evaluator:readiness", OWNER, ("revealed",)),
    Visit("evaluator:readiness", OBSERVER, ("revealed",)),
    Visit("evaluator:goals", OWNER, ("revealed",)),
    Visit("evaluator:money", OWNER, ("revealed",), note="filled"),
    Visit("evaluator:money", SCORER, ("scoring",), note="empty"),
    Visit("evaluator:cost_results", OWNER, ("revealed",), note="filled"),
    Visit("evaluator:cost_results", SCORER, ("scoring",), note="empty"),
    Visit("evaluator:cost_line_list", OWNER, ("revealed",), note="filled"),
    Visit("evaluator:cost_line_list", SCORER, ("scoring",), note="empty"),
    Visit("evaluator:cost_line_add", OWNER, ("revealed",)),
    Visit("evaluator:cost_line_edit", OWNER, ("cost_line",)),
    Visit("evaluator:usage", OWNER, ("revealed",), note="filled"),
    Visit("evaluator:usage", SCORER, ("scoring",), note="empty"),
    Visit("evaluator:usage_history", OWNER, ("revealed",)),
    Visit("evaluator:cost_year", OWNER, ("revealed", "first", "first_year")),
    Visit("evaluator:returns", OWNER, ("revealed",), note="filled"),
    Visit("evaluator:return_detail", OWNER, ("revealed", "first")),
    Visit("evaluator:returns", SCORER, ("scoring",), note="empty"),
    Visit("evaluator:scenario_list", OWNER, ("revealed",), note="filled"),
    Visit("evaluator:scenario_list", SCORER, ("scoring",), note="empty"),
    Visit("evaluator:scenario_add", OWNER, ("revealed",)),
    Visit("evaluator:scenario_edit", OWNER, ("scenario",)),
    Visit("evaluator:money_settings", OWNER, ("revealed",), note="filled"),
    Visit("evaluator:money_settings", SCORER, ("scoring",), note="empty"),
    Visit("evaluator:goals", OWNER, ("empty",), note="empty"),
    Visit("evaluator:objective_add", OWNER, ("setup",)),
    Visit("evaluator:objective_edit", OWNER, ("revealed", "objective")),
    Visit("evaluator:objective_edit", OBSERVER, ("revealed", "objective")),
    # Money
    Visit("evaluator:price_list", OWNER, ("revealed",)),
    Visit("evaluator:price_list", OWNER, ("empty",), note="empty"),
    Visit("evaluator:price_detail", OWNER, ("revealed", "first")),
    Visit("evaluator:price_quote", OWNER, ("revealed", "first")),
    Visit("evaluator:tariff_edit", OWNER, ("revealed", "first")),
    Visit("evaluator:price_version", OWNER, ("revealed", "first", "built_in")),
    # Requirements
    Visit("evaluator:requirement_tree", OWNER, ("setup",), note="set-up"),
    Visit("evaluator:requirement_tree", OWNER, ("empty",), note="empty"),
    Visit("evaluator:requirement_tree", SCORER, ("revealed",), note="revealed"),
    Visit("evaluator:criterion_detail", OWNER, ("setup", "setup_criterion")),
    Visit("evaluator:criterion_detail", OWNER, ("revealed", "measured"), note="fixed"),
    Visit("evaluator:criterion_costs", OWNER, ("setup", "setup_criterion")),
    Visit("evaluator:criterion_costs", OWNER, ("revealed", "bound"), note="fixed"),
    Visit("evaluator:need_picker", OWNER, ("setup",)),
    Visit("evaluator:weight_table", OWNER, ("setup",)),
    # Candidates
    Visit("evaluator:candidate_list", OWNER, ("setup",), note="set-up"),
    Visit("evaluator:candidate_list", OWNER, ("empty",), note="empty"),
    Visit("evaluator:candidate_list", SCORER, ("revealed",), note="revealed"),
    Visit("evaluator:candidate_detail", OWNER, ("first",)),
    Visit("evaluator:trial_edit", OWNER, ("trial",)),
    Visit("evaluator:must_have_list", OWNER, ("scoring",)),
    Visit("evaluator:must_have_list", OBSERVER, ("revealed",)),
    Visit("evaluator:must_have_answer", OWNER, ("scoring_candidate", "must_have")),
    Visit("evaluator:measured_list", OWNER, ("revealed",)),
    Visit("evaluator:measured_edit", OWNER, ("first", "measured")),
    Visit("evaluator:measured_costs", OWNER, ("revealed",), note="bound"),
    Visit("evaluator:measured_costs", SCORER, ("scoring",), note="none"),
    # Scores
    Visit("evaluator:score_sheet", SCORER, ("scoring",)),
    Visit("evaluator:score_sheet", SCORER, ("revealed",), note="revealed"),
    Visit("evaluator:score_offline", SCORER, ("scoring",)),
    Visit("evaluator:score_offline_changes", SCORER, ("scoring", "returned_sheet")),
    Visit("evaluator:score_criterion", SCORER, ("scoring", "scoring_criterion")),
    Visit("evaluator:recusal_edit", SCORER, ("scoring", "scoring_candidate")),
    Visit("evaluator:ballot_list", OWNER, ("scoring",)),
    Visit("evaluator:ballot_review", SCORER, ("scoring",)),
    Visit("evaluator:ballot_reopen", OWNER, ("scoring", "submitted")),
    Visit("evaluator:score_reveal", OWNER, ("scoring",)),
    # Results
    Visit("evaluator:results", OWNER, ("revealed",)),
    Visit("evaluator:results", OBSERVER, ("revealed",)),
    Visit("evaluator:results", OWNER, ("scoring",), note="sealed"),
    Visit("evaluator:result_total", OWNER, ("revealed", "first")),
    Visit("evaluator:result_cell", OWNER, ("revealed", "first", "rated")),
    Visit("evaluator:result_cell", OWNER, ("revealed", "first", "measured"), note="m"),
    Visit("evaluator:result_cell", OWNER, ("revealed", "first", "bound"), note="b"),
    Visit("evaluator:choice_edit", OWNER, ("revealed",)),
    Visit("evaluator:link_list", OWNER, ("revealed",)),
    # Readers of a link
    Visit(
        "evaluator:shared_results",
        before="workspace:share_enter",
        before_ids=("token",),
    ),
    Visit("migration:shared_done"),
    Visit(
        "migration:shared_status",
        before="workspace:share_enter",
        before_ids=("status_token",),
    ),
    Visit(
        "migration:shared_tasks",
        before="workspace:share_enter",
        before_ids=("personal_token",),
    ),
    Visit(
        "workspace:share_password",
        before="workspace:share_enter",
        before_ids=("guarded_token",),
    ),
    # The catalogue
    Visit("evaluator:platform_list", OWNER),
    Visit("evaluator:platform_list", OWNER, query="search=zzzz", note="nothing found"),
    Visit("evaluator:platform_detail", OWNER, ("platform",)),
    Visit("evaluator:platform_detail", OWNER, ("own_platform",), note="own"),
    Visit("evaluator:platform_add", OWNER),
    Visit("evaluator:platform_edit", OWNER, ("own_platform",)),
    Visit("evaluator:layer_file", OWNER),
    Visit("evaluator:layer_review", OWNER, ("layer",)),
    Visit("evaluator:layer_review", OWNER, ("layer_wrong",), note="mistakes"),
    Visit("evaluator:platform_compare", OWNER, query="{compared}"),
    Visit("evaluator:platform_compare", OWNER, note="nothing chosen"),
    Visit("evaluator:own_fact_add", OWNER, ("platform",)),
    Visit(
        "evaluator:own_fact_add",
        OWNER,
        ("platform",),
        query="key=support.hours",
        note="form",
    ),
    Visit("evaluator:own_fact_edit", OWNER, ("fact",)),
    Visit("evaluator:glossary", OWNER),
    # Moving
    Visit("migration:plan_list", OWNER),
    Visit("migration:plan_list", NEWCOMER),
    Visit("migration:plan_archived", OWNER),
    Visit("migration:plan_bin", OWNER),
    Visit("migration:plan_new", OWNER),
    Visit("migration:template_list", OWNER),
    Visit("migration:template_list", NEWCOMER),
    Visit("migration:plan_checklist", OWNER, ("plan",)),
    Visit("migration:plan_checklist", OBSERVER, ("plan",)),
    Visit("migration:task_detail", OWNER, ("task",)),
    Visit("migration:my_tasks", OWNER),
    Visit("migration:my_calendar", OWNER),
    Visit("migration:plan_overview", OWNER, ("plan",)),
    Visit("migration:plan_status", OWNER, ("plan",)),
    Visit("migration:plan_stakeholders", OWNER, ("plan",)),
    Visit("migration:plan_stakeholders", OBSERVER, ("plan",)),
    Visit("migration:stakeholder_edit", OWNER, ("stakeholder",)),
    Visit("migration:plan_schedule", OWNER, ("plan",)),
    Visit("migration:plan_schedule", OBSERVER, ("plan",)),
    Visit("migration:plan_gantt", OWNER, ("plan",)),
    Visit("migration:task_dates", OWNER, ("task",)),
    Visit("migration:plan_assets", OWNER, ("plan",)),
    Visit("migration:plan_assets", OBSERVER, ("plan",)),
    Visit("migration:asset_grid", OWNER, ("plan",)),
    Visit("migration:plan_effort", OWNER, ("plan",)),
    Visit("migration:plan_effort", OBSERVER, ("plan",)),
    Visit("migration:asset_edit", OWNER, ("asset",)),
    Visit("migration:asset_import", OWNER, ("plan",)),
    Visit("migration:asset_import_review", OWNER, ("plan", "asset_table")),
    Visit("migration:plan_lists", OWNER, ("plan",)),
    Visit("migration:plan_lists", OBSERVER, ("plan",)),
    Visit("migration:list_edit", OWNER, ("contact_list",)),
    Visit("migration:plan_fields", OWNER, ("plan",)),
    Visit("migration:field_edit", OWNER, ("field",)),
    Visit("migration:plan_adoption", OWNER, ("plan",)),
    Visit("migration:plan_adoption", OBSERVER, ("plan",)),
    Visit("migration:measure_edit", OWNER, ("measure",)),
    Visit("migration:training_edit", OWNER, ("training",)),
    Visit("migration:plan_files", OWNER, ("plan",)),
    Visit("migration:plan_files", OBSERVER, ("plan",)),
    Visit("migration:ticks_review", OWNER, ("plan", "returned_plan")),
    Visit("migration:plan_people", OWNER, ("plan",)),
    Visit("migration:plan_settings", OWNER, ("plan",)),
    Visit("migration:plan_risks", OWNER, ("plan",)),
    Visit("migration:risk_edit", OWNER, ("risk",)),
    Visit("migration:loss_edit", OWNER, ("loss",)),
    Visit("migration:plan_raci", OWNER, ("plan",)),
    Visit("migration:deliverable_edit", OWNER, ("deliverable",)),
    Visit("migration:plan_gates", OWNER, ("plan",)),
    Visit("migration:plan_gates", OBSERVER, ("plan",)),
    Visit("migration:gate_detail", OWNER, ("gate",)),
    Visit("migration:gate_detail", OWNER, ("passed_gate",)),
    Visit("migration:gate_edit", OWNER, ("gate",)),
    Visit("migration:gate_criterion_edit", OWNER, ("gate_criterion",)),
    Visit("migration:plan_template", OWNER, ("plan",)),
    Visit("migration:plan_purchase", OWNER, ("plan",)),
    Visit("migration:plan_purchase", OBSERVER, ("plan",)),
    Visit("migration:plan_defects", OWNER, ("plan",)),
    Visit("migration:defect_report", OWNER, ("plan",)),
    Visit("migration:defect_edit", OWNER, ("defect",)),
    Visit("migration:comment_edit", OWNER, ("comment",)),
)

# Routes that are no page of their own, and what they are instead.
