from __future__ import annotations

import re

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from tests.routes import all_routes

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@pytest.fixture
def schema():
    GENERATOR_STATS.reset()
    return SchemaGenerator().get_schema(request=None, public=True)


def test_the_schema_is_drawn_without_a_warning(schema, capsys):
    assert not GENERATOR_STATS, capsys.readouterr().err


def test_every_address_of_the_api_stands_in_the_schema(schema):
    known = {
        PARAMETER.sub("{}", re.sub(r"{\w+}", "{}", path)) for path in schema["paths"]
    }
    patterns = {
        PARAMETER.sub("{}", f"/{route.pattern}")
        for route in all_routes()
        if route.name.startswith("api:")
    }

    assert patterns <= known
    assert len(patterns) > 70
