"""The API's schema as a page draws it: groups of operations, with what each takes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator

METHODS = ("get", "post", "put", "patch", "delete")
Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of a body or an answer, or a parameter; nested ones have dotted names."""

    name: str
    kind: str
    is_required: bool
    note: str


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    meaning: str
    content: str  # the name of the shape, or the media type of a file
    fields: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[FieldRow, ...]
    body: tuple[FieldRow, ...]
    sends: str  # media type of the body
    answers: tuple[Answer, ...]  # good ones; refusals are `refusals`
    refusals: tuple[tuple[str, str], ...]
    example: str


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    title: str
    operations: tuple[Operation, ...]


@cache
def groups() -> tuple[Group, ...]:
    """Read the schema once in a process; it is written in English."""
    with translation.override("en"):
        schema = SchemaGenerator().get_schema(request=None, public=True)
    # Through JSON, so that lazy words and special types are plain here.
    return read_groups(json.loads(json.dumps(schema, default=str)))


def group_of(key: str) -> Group | None:
    return next((group for group in groups() if group.key == key), None)


def read_groups(schema: Node) -> tuple[Group, ...]:
    by_tag: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if method in methods:
                found = methods[method]
                operation = read_operation(schema, path, method, found)
                by_tag.setdefault(found["tags"][0], []).append(operation)
    return tuple(
        Group(tag.replace(" ", "-"), tag.capitalize(), tuple(by_tag[tag]))
        for tag in sorted(by_tag)
    )


def read_operation(schema: Node, path: str, method: str, found: Node) -> Operation:
    sends, body = content_of(found.get("requestBody", {}))
    rows = tuple(fields_of(schema, body))
    answers = [(status, answer) for status, answer in found["responses"].items()]
    return Operation(
        id=found["operationId"],
        method=method.upper(),
        path=path,
        summary=found.get("summary", ""),
        description=found.get("description", ""),
        parameters=tuple(map(parameter_of, found.get("parameters", ()))),
        body=rows,
        sends=sends,
        answers=tuple(
            read_answer(schema, status, answer)
            for status, answer in answers
            if status < "400"
        ),
        refusals=tuple(
            (status, answer["description"])
            for status, answer in answers
            if status >= "400"
        ),
        example=example_of(path, method, found, rows if "json" in sends else ()),
    )


def read_answer(schema: Node, status: str, answer: Node) -> Answer:
    media, content = content_of(answer)
    name = media if "json" not in media else name_of(content)
    return Answer(
        status, answer["description"], name, tuple(fields_of(schema, content))
    )


def content_of(holder: Node) -> tuple[str, Node]:
    """Return the first media type and its schema."""
    for media, content in holder.get("content", {}).items():
        return media, content.get("schema", {})
    return "", {}


def name_of(content: Node) -> str:
    """Name a shape: `Candidate`, `list of Candidate`, `page of Candidate`."""
    if "$ref" in content:
        return str(content["$ref"].rsplit("/", 1)[-1])
    if content.get("type") == "array":
        return f"list of {name_of(content.get('items', {}))}"
    results = content.get("properties", {}).get("results")
    if results:
        return f"page of {name_of(results.get('items', {}))}"
    return str(content.get("type", ""))


def fields_of(schema: Node, content: Node, prefix: str = "") -> Iterator[FieldRow]:
    """Yield the fields of an object; of a list or a page, those of its rows."""
    node = resolved(schema, content)
    if node.get("type") == "array":
        yield from fields_of(schema, node.get("items", {}), prefix)
        return
    properties = node.get("properties", {})
    if "results" in properties:
        yield from fields_of(schema, properties["results"], prefix)
        return
    for name, found in properties.items():
        child = resolved(schema, found)
        yield FieldRow(
            prefix + name,
            kind_of(schema, found),
            name in node.get("required", ()),
            child.get("description", ""),
        )
        if not prefix:
            yield from fields_of(schema, inside(schema, child), f"{name}.")


def inside(schema: Node, node: Node) -> Node:
    is_list = node.get("type") == "array"
    return resolved(schema, node.get("items", {})) if is_list else node


def resolved(schema: Node, node: Node) -> Node:
    """Follow a reference, also the one that is wrapped to carry more words."""
    for wrapped in node.get("allOf", ())[:1]:
        return {**resolved(schema, wrapped), **node}
    if "$ref" not in node:
        return node
    name = node["$ref"].rsplit("/", 1)[-1]
    found: Node = schema["components"]["schemas"][name]
    return found


def kind_of(schema: Node, node: Node) -> str:
    found = resolved(schema, node)
    if "enum" in found:
        return " | ".join(json.dumps(each) for each in found["enum"])
    choices = found.get("oneOf") or found.get("anyOf")
    if choices:
        return " | ".join(kind_of(schema, each) for each in choices)
    kind = found.get("type", "any")
    if kind == "array":
        kind = f"list of {kind_of(schema, found.get('items', {}))}"
    kind = found.get("format", kind) if kind == "string" else kind
    limits = [
        f"{sign} {found[key]}"
        for key, sign in (("minimum", "≥"), ("maximum", "≤"), ("maxLength", "length ≤"))
        if key in found
    ]
    text = ", ".join([str(kind), *limits])
    return f"{text} | null" if found.get("nullable") else text


def parameter_of(found: Node) -> FieldRow:
    schema = found.get("schema", {})
    return FieldRow(
        found["name"],
        f"{schema.get('format') or schema.get('type', '')}, in the {found['in']}",
        found.get("required", False),
        found.get("description", ""),
    )


def example_of(path: str, method: str, found: Node, body: tuple[FieldRow, ...]) -> str:
    """Write the request for a shell, with a token in the environment."""
    lines = [f'curl "{settings.SITE_URL}{path}"', '-H "Authorization: Bearer $TOKEN"']
    if method != "get":
        lines.insert(1, f"-X {method.upper()}")
    for parameter in found.get("parameters", ()):
        if parameter["in"] == "header" and parameter.get("required"):
            lines.append(f"-H '{parameter['name']}: \"1\"'")
    if body:
        wanted = [each for each in body if each.is_required and "." not in each.name]
        content = {each.name: sample_of(each.kind) for each in wanted or body[:1]}
        lines += ["-H 'Content-Type: application/json'", f"-d '{json.dumps(content)}'"]
    return " \\\n  ".join(lines)


def sample_of(kind: str) -> object:
    """Return a value of that kind, for the example."""
    if kind.startswith('"'):
        return json.loads(kind.split(" | ", 1)[0])
    samples: dict[str, object] = {"integer": 1, "number": 1.5, "boolean": True}
    for start, sample in samples.items():
        if kind.startswith(start):
            return sample
    return [] if kind.startswith("list") else "…"
