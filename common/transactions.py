"""State changes under a lock, tried again where the database asks for it (R50)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

Given = ParamSpec("Given")
Result = TypeVar("Result")

MOST_TRIES = 3
# Serialization failure and deadlock, as PostgreSQL numbers them.
TRY_AGAIN = frozenset({"40001", "40P01"})


def locked_change(change: Callable[Given, Result]) -> Callable[Given, Result]:
    """Run the function in a transaction; after a deadlock run it again, 3 times in all.

    Inside an outer transaction the outermost one decides, for it is rolled back whole.
    """

    @wraps(change)
    def changed(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        tries = 1 if connection.in_atomic_block else MOST_TRIES
        for left in reversed(range(tries)):
            try:
                with transaction.atomic():
                    return change(*args, **kwargs)
            except OperationalError as error:
                if not left or not is_worth_another_try(error):
                    raise
        raise AssertionError  # the last try returns or raises

    return changed


def is_worth_another_try(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", None) in TRY_AGAIN
