"""The comparison of an evaluation as a workbook that recalculates."""

from evaluator.workbooks.comparison.book import STEPS, build_workbook, cells_of
from evaluator.workbooks.comparison.content import NothingToCompare
from evaluator.workbooks.comparison.options import WorkbookOptions

__all__ = [
    "STEPS",
    "NothingToCompare",
    "WorkbookOptions",
    "build_workbook",
    "cells_of",
]
