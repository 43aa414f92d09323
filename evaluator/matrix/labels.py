"""Words for people: roles of columns and rows, and problems, as gettext has them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluator.matrix.matrix import Problem
from evaluator.matrix.words import FieldRole, LineRole

FIELD_LABELS: Mapping[FieldRole, Promise] = {
    FieldRole.IGNORE: _("not read"),
    FieldRole.CATEGORY: _("category"),
    FieldRole.NAME: _("criterion"),
    FieldRole.DESCRIPTION: _("description"),
    FieldRole.WEIGHT: _("weight"),
    FieldRole.IMPORTANCE: _("must-have or not"),
    FieldRole.UNIT: _("unit"),
    FieldRole.SCORE: _("scores"),
    FieldRole.COMMENT: _("comments"),
}
LINE_LABELS: Mapping[LineRole, Promise] = {
    LineRole.IGNORE: _("not read"),
    LineRole.HEAD: _("headings"),
    LineRole.CATEGORY: _("category"),
    LineRole.RATED: _("rated"),
    LineRole.MEASURED: _("measured"),
    LineRole.MUST_HAVE: _("must-have"),
}
PROBLEMS: Mapping[str, Promise] = {
    "other_sheet": _("The settings are those of another sheet. Start again."),
    "too_large": _("A matrix has at most 1,000 rows and 120 columns."),
    "no_name_column": _("Say which column holds the criteria."),
    "no_criteria": _("No row is a criterion. Say which rows are rated or measured."),
    "vendor_twice": _(
        "“%(text)s” has two columns of scores. Read one of them, or name them apart."
    ),
    "name_missing": _("This row has no name. Write one, or do not read the row."),
    "name_too_long": _("The name is longer than 120 characters."),
    "name_twice": _(
        "“%(text)s” is in the same category twice. Rename one, or do not read the row."
    ),
    "weight_missing": _(
        "The weight is missing. Write 0 if the criterion should count nothing."
    ),
    "weight_unclear": _("“%(text)s” is no weight. Write a number."),
    "weight_out_of_range": _(
        "“%(text)s” is no weight: it must lie between 0 and 99,999,999."
    ),
    "word_unknown": _("Say what “%(text)s” is worth, under “What words are worth”."),
    "number_off_scale": _("“%(text)s” lies outside the scale."),
    "number_unclear": _("“%(text)s” is no number that can be measured."),
    "number_too_large": _("“%(text)s” is too large."),
}


def sentence_of(problem: Problem) -> str:
    return str(PROBLEMS[problem.code]) % {"text": problem.text}
