"""The costs of an evaluation as a workbook that recalculates."""

from evaluator.workbooks.money.book import build_money_workbook
from evaluator.workbooks.money.content import NothingToCost

__all__ = ["NothingToCost", "build_money_workbook"]
