"""What each operation of the API takes and gives, said once beside its method.

    class CandidateList(APIView):
        @described(answer=CandidateShape, many=True)
        def get(self, request: Request, pk: int) -> Response: ...

        @described(body=CandidateBody, answer=CandidateShape, status=201)
        def post(self, request: Request, pk: int) -> Response: ...

Shapes are the TypedDicts that the shape functions return, so that the type checker, the
schema and the answers cannot part. Refusals are added by what the operation does; all
are problems in the form of RFC 9457.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypeVar

from drf_spectacular.drainage import warn
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import (
    ResolvedComponent,
    build_basic_type,
    resolve_type_hint,
)
from drf_spectacular.utils import OpenApiParameter

from common.api import Body

Method = TypeVar("Method", bound=Callable[..., Any])

JSON, PROBLEM = "application/json", "application/problem+json"
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
VERSION = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": 'The version that was read, such as "3".',
    "schema": {"type": "string", "pattern": r'^"\d{1,9}"$'},
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Sent again within a day with the same key, it is done once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
}
PROBLEM_SCHEMA = {
    "type": "object",
    "description": "Why the request was refused (RFC 9457).",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence for a person."},
        "errors": {
            "description": "By field, what is wrong with the body.",
            "oneOf": [{"type": "object"}, {"type": "array"}],
        },
        "current": {"description": "With 412: what is stored now."},
    },
    "required": ["type", "title", "status", "detail"],
}


@dataclass(frozen=True, slots=True)
class Described:
    """What an operation takes and gives."""

    # A TypedDict, or None for an answer without a body.
    answer: Any = None
    status: int = HTTPStatus.OK
    many: bool = False  # a plain list of it
    paged: bool = False  # a page of a list of it
    # The media type of a file that is answered instead of JSON.
    file: str = ""
    body: type[Body] | None = None
    # The media type of a body that is no JSON.
    sends: str = JSON
    query: type[Body] | None = None
    needs_version: bool = False  # If-Match: 428 without, 412 with an old one
    gives_version: bool = False  # ETag
    # Statuses besides the usual ones, each with what it means.
    also: dict[int, str] = field(default_factory=dict)


def described(**said: Any) -> Callable[[Method], Method]:
    """Say what a method of a view takes and gives; see `Described`."""

    def mark(method: Method) -> Method:
        vars(method)["described"] = Described(**said)
        return method

    return mark


class Schema(AutoSchema):
    """Reads `@described`. A method without it fails the schema's test."""

    @property
    def said(self) -> Described:
        if not hasattr(self.handler, "described"):
            warn(f"{type(self.view).__name__}.{self.method} is not described.")
            return Described()
        said: Described = self.handler.described
        return said

    @property
    def handler(self) -> Any:
        return getattr(self.view, self.method.lower())

    def get_operation_id(self) -> str:
        words = re.findall("[A-Z][a-z0-9]*", type(self.view).__name__)
        return "_".join([*words, self.method]).lower()

    def get_tags(self) -> list[str]:
        """Name the room: "money prices" of `evaluator.api.money.prices`.

        One that is called as what it stands in, as `gates.gates`, is named once.
        """
        rooms = type(self.view).__module__.partition(".api.")[2].split(".")
        return [" ".join(dict.fromkeys(rooms)).replace("_", " ")]

    def get_summary(self) -> str:
        return self.sentences[0]

    def get_description(self) -> str:
        return self.sentences[1]

    @property
    def sentences(self) -> tuple[str, str]:
        """The first paragraph of the docstring, of method or view, and the rest."""
        own = vars(type(self.view)).get("__doc__")
        text = inspect.cleandoc(self.handler.__doc__ or own or "")
        first, _, rest = text.partition("\n\n")
        return " ".join(first.split()), rest

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False  # lists are described like all else

    def get_response_serializers(self) -> None:
        return None

    def get_request_serializer(self) -> Any:
        return self.said.body

    def map_parsers(self) -> list[str]:
        return [self.said.sends]

    def get_override_parameters(self) -> list[Any]:
        if self.said.paged:
            return [*self.query_parameters(), *PAGE_PARAMETERS]
        return self.query_parameters()

    def query_parameters(self) -> list[Any]:
        return [self.said.query] if self.said.query else []

    def _get_parameters(self) -> list[dict[str, Any]]:
        parameters: list[dict[str, Any]] = super()._get_parameters()
        if self.said.needs_version:
            parameters.append(VERSION)
        if self.method == "POST":
            parameters.append(KEY)
        return parameters

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        said = self.said
        answers: dict[str, Any] = {str(int(said.status)): self.good_answer()}
        for code, meaning in sorted((self.refusals() | said.also).items()):
            answers[str(code)] = self.refusal(meaning)
        return answers

    def good_answer(self) -> dict[str, Any]:
        said = self.said
        answer: dict[str, Any] = {"description": HTTPStatus(said.status).phrase}
        if said.file:
            binary = {"type": "string", "format": "binary"}
            answer["content"] = {said.file: {"schema": binary}}
        elif said.answer is not None:
            answer["content"] = {JSON: {"schema": self.answer_schema()}}
        if said.gives_version or (said.needs_version and said.answer is not None):
            version = {"description": "The version.", "schema": {"type": "string"}}
            answer["headers"] = {"ETag": version}
        return answer

    def answer_schema(self) -> dict[str, Any]:
        row = self.component(self.said.answer)
        if self.said.paged:
            return page_of(row)
        return {"type": "array", "items": row} if self.said.many else row

    def component(self, kind: Any) -> dict[str, Any]:
        """Return a reference to the shape, which the schema holds once by its name."""
        name = kind.__name__.removesuffix("Shape")
        schema = resolve_type_hint(kind)
        found = ResolvedComponent(name, ResolvedComponent.SCHEMA, schema, kind)
        self.registry.register_on_missing(found)
        reference: dict[str, Any] = found.ref
        return reference

    def refusal(self, meaning: str) -> dict[str, Any]:
        found = ResolvedComponent(
            "Problem", ResolvedComponent.SCHEMA, PROBLEM_SCHEMA, PROBLEM
        )
        self.registry.register_on_missing(found)
        return {
            "description": meaning,
            "content": {PROBLEM: {"schema": found.ref}},
        }

    def refusals(self) -> dict[int, str]:
        """Return the statuses that follow from what the operation does."""
        said, found = self.said, dict(ALWAYS)
        if said.body or said.query or said.paged or said.needs_version:
            found |= {400: "A field, a filter or a header is wrong."}
        if self.method in UNSAFE:
            found |= WRITING
        if "{" in self.path or said.paged or said.body or said.query:
            found |= {404: "There is nothing here, or nothing you may see."}
        if said.needs_version:
            found |= VERSIONED
        return found


ALWAYS = {
    401: "Who are you? The token is missing, wrong or over.",
    403: "Your role does not allow this, or nobody is logged in.",
    406: "This media type is not offered.",
    429: "Too many requests; Retry-After says when.",
}
WRITING = {
    400: "The body or a header is wrong.",
    409: "A rule stands against it, or somebody was first.",
    413: "The body is too large.",
    415: "This media type is not read.",
    422: "The Idempotency-Key was used for another body.",
}
VERSIONED = {
    412: "Somebody saved this since you read it; `current` shows what.",
    428: "If-Match is missing.",
}
PAGE_PARAMETERS = [
    OpenApiParameter("page", int, description="Counted from 1."),
    OpenApiParameter("page_size", int, description="At most 100."),
]


def page_of(row: dict[str, Any]) -> dict[str, Any]:
    address = {"type": "string", "format": "uri", "nullable": True}
    return {
        "type": "object",
        "properties": {
            "count": build_basic_type(int),
            "next": address,
            "previous": address,
            "results": {"type": "array", "items": row},
        },
        "required": ["count", "next", "previous", "results"],
    }
