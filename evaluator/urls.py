"""Addresses of choosing; one section per room."""

from django.urls import path

from evaluator.catalogue_urls import CATALOGUE
from evaluator.diagnosis_urls import BEGINNINGS
from evaluator.money_urls import MONEY
from evaluator.views import (
    ballots,
    candidates,
    criteria,
    evaluations,
    evidence,
    measured,
    must_haves,
    needs,
    offline,
    people,
    recusals,
    results,
    reveal,
    samples,
    scores,
    settings,
    share_links,
    tables,
    weights,
    workbooks,
)
from evaluator.views.matrix import imports as matrix_imports
from evaluator.views.matrix import layouts as matrix_layouts
from evaluator.views.money import values as money_values

app_name = "evaluator"

EVALUATIONS = [
    path("evaluations/", evaluations.evaluation_list, name="evaluation_list"),
    path(
        "evaluations/archived/",
        evaluations.evaluation_list,
        {"shelf": "archived"},
        name="evaluation_archived",
    ),
    path(
        "evaluations/bin/",
        evaluations.evaluation_list,
        {"shelf": "bin"},
        name="evaluation_bin",
    ),
    path("evaluations/new/", evaluations.evaluation_new, name="evaluation_new"),
    path("evaluations/sample/", samples.sample_open, name="sample_open"),
    path(
        "evaluations/<int:pk>/",
        evaluations.evaluation_overview,
        name="evaluation_overview",
    ),
    path(
        "evaluations/<int:pk>/opening/", evaluations.scoring_open, name="scoring_open"
    ),
    path(
        "evaluations/<int:pk>/settings/",
        settings.evaluation_settings,
        name="evaluation_settings",
    ),
    path(
        "evaluations/<int:pk>/archive/",
        settings.evaluation_archive,
        name="evaluation_archive",
    ),
    path(
        "evaluations/<int:pk>/unarchive/",
        settings.evaluation_unarchive,
        name="evaluation_unarchive",
    ),
    path(
        "evaluations/<int:pk>/delete/",
        settings.evaluation_delete,
        name="evaluation_delete",
    ),
    path(
        "evaluations/<int:pk>/restore/",
        settings.evaluation_restore,
        name="evaluation_restore",
    ),
]

IMPORTS = [
    path("evaluations/imports/new/", matrix_imports.import_new, name="import_new"),
    path(
        "evaluations/<int:pk>/import/", matrix_imports.import_into, name="import_into"
    ),
    path("imports/<int:pk>/", matrix_layouts.import_layout, name="import_layout"),
    path("imports/<int:pk>/sheet/", matrix_layouts.import_sheet, name="import_sheet"),
    path(
        "imports/<int:pk>/review/", matrix_imports.import_review, name="import_review"
    ),
    path("imports/<int:pk>/take/", matrix_imports.import_take, name="import_take"),
    path("imports/<int:pk>/apart/", matrix_imports.import_apart, name="import_apart"),
    path("imports/<int:pk>/drop/", matrix_imports.import_drop, name="import_drop"),
]

PEOPLE = [
    path(
        "evaluations/<int:pk>/people/",
        people.participant_list,
        name="participant_list",
    ),
    path(
        "evaluations/<int:pk>/people/add/",
        people.participant_add,
        name="participant_add",
    ),
    path(
        "evaluations/<int:pk>/people/invite/",
        people.participant_invite,
        name="participant_invite",
    ),
    path(
        "evaluations/<int:pk>/people/<int:participant_pk>/role/",
        people.participant_role,
        name="participant_role",
    ),
    path(
        "evaluations/<int:pk>/people/<int:participant_pk>/prices/",
        people.participant_prices,
        name="participant_prices",
    ),
    path(
        "evaluations/<int:pk>/people/<int:participant_pk>/remove/",
        people.participant_remove,
        name="participant_remove",
    ),
]

REQUIREMENTS = [
    path(
        "evaluations/<int:pk>/requirements/",
        criteria.requirement_tree,
        name="requirement_tree",
    ),
    path(
        "evaluations/<int:pk>/requirements/add/",
        criteria.criterion_add,
        name="criterion_add",
    ),
    path(
        "evaluations/<int:pk>/requirements/move/",
        criteria.criterion_move,
        name="criterion_move",
    ),
    path(
        "evaluations/<int:pk>/requirements/grow/",
        criteria.template_grow,
        name="template_grow",
    ),
    path(
        "evaluations/<int:pk>/requirements/needs/",
        needs.need_picker,
        name="need_picker",
    ),
    path(
        "evaluations/<int:pk>/requirements/weights/",
        weights.weight_table,
        name="weight_table",
    ),
    path(
        "evaluations/<int:pk>/requirements/weights/equalise/",
        weights.weight_equalise,
        name="weight_equalise",
    ),
    path(
        "evaluations/<int:pk>/requirements/<int:criterion_pk>/",
        criteria.criterion_detail,
        name="criterion_detail",
    ),
    path(
        "evaluations/<int:pk>/requirements/<int:criterion_pk>/delete/",
        criteria.criterion_delete,
        name="criterion_delete",
    ),
    path(
        "evaluations/<int:pk>/requirements/<int:criterion_pk>/restore/",
        criteria.criterion_restore,
        name="criterion_restore",
    ),
    path(
        "evaluations/<int:pk>/requirements/<int:criterion_pk>/costs/",
        money_values.criterion_costs,
        name="criterion_costs",
    ),
]

CANDIDATES = [
    path(
        "evaluations/<int:pk>/candidates/",
        candidates.candidate_list,
        name="candidate_list",
    ),
    path(
        "evaluations/<int:pk>/candidates/add/",
        candidates.candidate_add,
        name="candidate_add",
    ),
    path("candidates/<int:pk>/", candidates.candidate_detail, name="candidate_detail"),
    path(
        "candidates/<int:pk>/stage/", candidates.candidate_stage, name="candidate_stage"
    ),
    path(
        "candidates/<int:pk>/remove/",
        candidates.candidate_remove,
        name="candidate_remove",
    ),
    path("candidates/<int:pk>/trials/", candidates.trial_add, name="trial_add"),
    path("trials/<int:pk>/", candidates.trial_edit, name="trial_edit"),
    path("trials/<int:pk>/remove/", candidates.trial_remove, name="trial_remove"),
    path(
        "evaluations/<int:pk>/must-haves/",
        must_haves.must_have_list,
        name="must_have_list",
    ),
    path(
        "candidates/<int:candidate_pk>/must-haves/<int:criterion_pk>/",
        must_haves.must_have_answer,
        name="must_have_answer",
    ),
    path(
        "candidates/<int:candidate_pk>/must-haves/<int:criterion_pk>/waive/",
        must_haves.must_have_waive,
        name="must_have_waive",
    ),
    path(
        "candidates/<int:candidate_pk>/must-haves/<int:criterion_pk>/end-waiver/",
        must_haves.must_have_unwaive,
        name="must_have_unwaive",
    ),
    path(
        "evaluations/<int:pk>/measurements/",
        measured.measured_list,
        name="measured_list",
    ),
    path(
        "evaluations/<int:pk>/measurements/costs/",
        money_values.measured_costs,
        name="measured_costs",
    ),
    path(
        "candidates/<int:candidate_pk>/measurements/<int:criterion_pk>/",
        measured.measured_edit,
        name="measured_edit",
    ),
]

SCORING = [
    path("evaluations/<int:pk>/scoring/", ballots.score_start, name="score_start"),
    path("evaluations/<int:pk>/scores/", scores.score_sheet, name="score_sheet"),
    path(
        "evaluations/<int:pk>/scores/save/",
        scores.score_sheet_save,
        name="score_sheet_save",
    ),
    path(
        "evaluations/<int:pk>/scores/offline/",
        offline.score_offline,
        name="score_offline",
    ),
    path(
        "evaluations/<int:pk>/scores/offline/sheet/",
        offline.score_offline_sheet,
        name="score_offline_sheet",
    ),
    path(
        "evaluations/<int:pk>/scores/offline/<uuid:public_id>/",
        offline.score_offline_changes,
        name="score_offline_changes",
    ),
    path(
        "evaluations/<int:pk>/scores/<int:criterion_pk>/",
        scores.score_criterion,
        name="score_criterion",
    ),
    path(
        "evaluations/<int:pk>/scores/<int:criterion_pk>/<int:candidate_pk>/",
        scores.score_detail,
        name="score_detail",
    ),
    path(
        "evaluations/<int:pk>/scores/<int:criterion_pk>/<int:candidate_pk>/save/",
        scores.score_save,
        name="score_save",
    ),
    path(
        "evaluations/<int:pk>/evidence/<int:score_pk>/",
        evidence.evidence_open,
        name="evidence_open",
    ),
    path(
        "evaluations/<int:pk>/recusals/<int:candidate_pk>/",
        recusals.recusal_edit,
        name="recusal_edit",
    ),
    path(
        "evaluations/<int:pk>/recusals/<int:candidate_pk>/withdraw/",
        recusals.recusal_withdraw,
        name="recusal_withdraw",
    ),
    path("evaluations/<int:pk>/ballots/", ballots.ballot_list, name="ballot_list"),
    path(
        "evaluations/<int:pk>/ballots/review/",
        ballots.ballot_review,
        name="ballot_review",
    ),
    path(
        "evaluations/<int:pk>/ballots/submit/",
        ballots.ballot_submit,
        name="ballot_submit",
    ),
    path(
        "evaluations/<int:pk>/ballots/remind/",
        ballots.ballot_remind,
        name="ballot_remind",
    ),
    path(
        "evaluations/<int:pk>/ballots/send-sheets/",
        offline.score_sheets_send,
        name="score_sheets_send",
    ),
    path(
        "evaluations/<int:pk>/ballots/<int:participant_pk>/reopen/",
        ballots.ballot_reopen,
        name="ballot_reopen",
    ),
    path("evaluations/<int:pk>/reveal/", reveal.score_reveal, name="score_reveal"),
]

TABLES = [
    path(
        "evaluations/<int:pk>/tables/<slug:table>.csv",
        tables.table_csv,
        name="table_csv",
    ),
]

RESULTS = [
    path("evaluations/<int:pk>/results/", results.results_page, name="results"),
    path(
        "evaluations/<int:pk>/results/<int:candidate_pk>/",
        results.result_total,
        name="result_total",
    ),
    path(
        "evaluations/<int:pk>/results/<int:candidate_pk>/<int:criterion_pk>/",
        results.result_cell,
        name="result_cell",
    ),
    path("evaluations/<int:pk>/choice/", results.choice_edit, name="choice_edit"),
]

SHARING = [
    path("evaluations/<int:pk>/links/", share_links.link_list, name="link_list"),
    path(
        "evaluations/<int:pk>/links/add/", share_links.link_create, name="link_create"
    ),
    path(
        "evaluations/<int:pk>/links/<int:link_pk>/revoke/",
        share_links.link_revoke,
        name="link_revoke",
    ),
    path("shared/evaluation/", share_links.shared_results, name="shared_results"),
]

WORKBOOK = [
    path(
        "evaluations/<int:pk>/workbook/",
        workbooks.workbook_download,
        name="workbook_download",
    ),
    path(
        "shared/evaluation/workbook/",
        workbooks.shared_workbook,
        name="shared_workbook",
    ),
]

urlpatterns = [
    *EVALUATIONS,
    *IMPORTS,
    *PEOPLE,
    *BEGINNINGS,
    *MONEY,
    *REQUIREMENTS,
    *CANDIDATES,
    *SCORING,
    *RESULTS,
    *TABLES,
    *SHARING,
    *CATALOGUE,
    *WORKBOOK,
]
