"""Schemathesis asks every operation of the schema: no 500, nothing undocumented.

It runs alone with `pytest -m fuzz`; FUZZ_EXAMPLES=50 makes it ask more of each.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import Failure, FailureGroup, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from evaluator.services.catalogue.shipped import load_catalogue
from tests.workspace.tokens import token_of

pytestmark = [pytest.mark.django_db, pytest.mark.fuzz]

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "4"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
PARAMETER = re.compile(r"([\w-]+)?/\{(\w+)\}")


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Let no request close the connection that the test's transaction is on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def operations() -> list[Any]:
    generated = SchemaGenerator().get_schema(request=None, public=True)
    schema = schemathesis.openapi.from_dict(
        json.loads(json.dumps(generated, default=str))
    )
    schema.app = get_wsgi_application()
    return [found.ok() for found in schema.get_all_operations()]


def places(path: str, known: Mapping[str, Sequence[Any]]) -> st.SearchStrategy[Any]:
    """Return ids to fill the path with: of things that are there, and of none."""
    filled = {
        name: st.sampled_from([*known.get(word if name == "id" else name, []), 0])
        for word, name in PARAMETER.findall(path)
    }
    return st.fixed_dictionaries(filled)


def ask_many(
    operation: Any, known: Mapping[str, Sequence[Any]], headers: dict[str, str]
) -> None:
    """Ask for the operation with bodies that fit the schema, and ones that do not."""
    cases = st.one_of(
        operation.as_strategy(generation_mode=mode)
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    )

    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, ids=places(operation.path, known))
    def ask(case: Any, ids: dict[str, Any]) -> None:
        case.path_parameters = {name: str(value) for name, value in ids.items()}
        with transaction.atomic():  # each asks of the same stage
            try:
                case.call_and_validate(headers=headers, checks=CHECKS)
            finally:
                transaction.set_rollback(True)

    ask()


@pytest.mark.parametrize("person", ["lead", "owner"])
def test_no_answer_is_a_fault_or_a_surprise(person, known, team, people, now):
    load_catalogue(now=now)
    _token, shown = token_of(people[person], team, scope="manage")
    headers = {"Authorization": f"Bearer {shown}"}
    surprises = []

    for operation in operations():
        try:
            ask_many(operation, known, headers)
        except (FailureGroup, Failure) as failure:
            surprises.append(f"{operation.label}: {failure}")

    assert not surprises, "\n\n".join(surprises)
