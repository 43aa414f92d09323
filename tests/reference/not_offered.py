"""What the product does not offer: the one reviewed list of skipped cases.

A line leaves this list in the change that brings the function to a user.
"""


class NotOffered(Exception):
    """The case asks for what no user of the product reaches."""


AHP = "Weights come from direct numbers and points; no pairwise comparison yet."
SIMULATED = "Robustness is the closed-form weight interval; nothing is simulated yet."
ONE_BY_ONE = "Robustness moves one weight, the others in proportion."
AGREEMENT = "Agreement is shown as the spread of each cell only."
OTHER_METHOD = "The weighted sum is the one method; no cross-check by others yet."
NO_CASE = "The cases' README names it, and no published case shows its inputs."
UNDATED = "Money is told by the month of the horizon: no flow has a date."
DRAWN = "Exact, where the product draws; test_simulation holds it against them."
PLAN = "The product samples no lists and plans no warm-up yet."
WHOLE_TABLE = "Each criterion has a value function of its own: see value_function."

FUNCTIONS = {
    "target_matrix": WHOLE_TABLE,
    "piecewise_table": WHOLE_TABLE,
    "geometric_mean": AHP,
    "aij_aip": AHP,
    "rank_weights": "Weights come from direct numbers and points; not from ranks yet.",
    "ahp": AHP,
    "ahp_synthesis": AHP,
    "bwm": AHP,
    "two_line_crossing": ONE_BY_ONE,
    "delta_percent": ONE_BY_ONE,
    "smallest_change": ONE_BY_ONE,
    "smaa": SIMULATED,
    "entropy": SIMULATED,
    "score_uncertainty_normal": SIMULATED,
    "leave_one_criterion": "Nothing is left out for comparison yet.",
    "leave_one_evaluator": "Nothing is left out for comparison yet.",
    "kendall_w": AGREEMENT,
    "tie_correction": AGREEMENT,
    "icc": AGREEMENT,
    "krippendorff": AGREEMENT,
    "consensus": AGREEMENT,
    "rank_similarity": AGREEMENT,
    "topsis": OTHER_METHOD,
    "vikor": OTHER_METHOD,
    "promethee": OTHER_METHOD,
    "electre1": OTHER_METHOD,
    "wpm": OTHER_METHOD,
    "xnpv": UNDATED,
    "npv_both": NO_CASE,
    "irr_roots": NO_CASE,
    "discounted_payback": NO_CASE,
    "profile": NO_CASE,
    "savings_case": NO_CASE,
    "parallel_triangular": DRAWN,
    "sum_two_uniform": DRAWN,
    "zero_failure": PLAN,
    "hyper_zero": PLAN,
    "hyper_upper": PLAN,
    "krejcie": PLAN,
    "acceptance": PLAN,
    "find_plan": PLAN,
    "clopper": PLAN,
    "reconcile": PLAN,
    "ramp": PLAN,
    "growth_rate": PLAN,
    "schedule": PLAN,
    "capacity": PLAN,
}

RELATIVE = "Values have absolute anchors: adding a candidate must not move the others."

# (function, input, value) of a function that the product has in another setting.
SETTINGS = {
    ("weighted_sum", "normalisation", "minmax"): RELATIVE,
    ("weighted_sum", "normalisation", "max_linear"): RELATIVE,
    ("weighted_sum", "normalisation", "invert_then_sum"): RELATIVE,
    ("missing", "policy", "midpoint"): "A missing score has its weight spread or is 0.",
}

COMPETITION_ONLY = "Totals are ranked 1-2-2-4 only."
INCLUSIVE = "Percentiles are interpolated as Excel's PERCENTILE.INC, nowhere else."
TRIANGULAR = "Ranges are triangular, and nobody chooses another shape."

# (function, result) of a function whose other results are compared.
RESULTS = {
    ("ranks", "modified"): COMPETITION_ONLY,
    ("ranks", "dense"): COMPETITION_ONLY,
    ("ranks", "ordinal"): COMPETITION_ONLY,
    ("ranks", "fractional"): COMPETITION_ONLY,
    ("percentile", "exclusive"): INCLUSIVE,
    ("percentile", "nearest_rank"): INCLUSIVE,
    ("three_point", "pert_mean"): TRIANGULAR,
    ("three_point", "pert_alpha"): TRIANGULAR,
    ("three_point", "pert_beta"): TRIANGULAR,
    ("three_point", "pert_variance"): TRIANGULAR,
}
