"""A team's layer as YAML: read with limits, written so that it reads back the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import yaml

from evaluator.catalogue.own_layer import Fault, LayerError, Place, RawFact, RawPlatform
from evaluator.catalogue.reader import CatalogueLoader

LARGEST = 2 * 1024 * 1024
DEEPEST = 12
MOST_NODES = 400_000
TOP = "platforms"

_OPENS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSES = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_NODES = (*_OPENS, yaml.ScalarEvent)


class LayerDumper(yaml.SafeDumper):
    """Writes figures as people do: never with an exponent."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_float(dumper: LayerDumper, value: float) -> yaml.ScalarNode:
    text = format(Decimal(repr(value)), "f")
    text = text if "." in text else f"{text}.0"
    return dumper.represent_scalar("tag:yaml.org,2002:float", text)


LayerDumper.add_representer(float, _represent_float)


def write_own_yaml(platforms: Sequence[Mapping[str, Any]], *, top: str = TOP) -> str:
    return str(
        yaml.dump(
            {top: [dict(each) for each in platforms]},
            Dumper=LayerDumper,
            sort_keys=False,
            allow_unicode=True,
            width=88,
        )
    )


def read_own_yaml(content: bytes) -> list[RawPlatform]:
    """Return what the file says, or raise LayerError: nothing is guessed."""
    if len(content) > LARGEST:
        raise refusal(1, "The file is larger than 2 MB. Split it.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refusal(
            line, "This line is not UTF-8. Save the file as UTF-8."
        ) from error
    try:
        check_events(text)
        loader = CatalogueLoader(text)
        try:
            return list(platforms_of(loader, loader.get_single_node()))
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise refusal(line, f"This is no YAML: {error.problem}.") from error
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, LayerError):
            raise
        raise refusal(1, "The file cannot be read as YAML.") from error


def check_events(text: str) -> None:
    """Refuse what could grow or nest beyond measure, before anything is built."""
    depth = 0
    nodes = 0
    for event in yaml.parse(text, Loader=CatalogueLoader):
        line = line_of(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise refusal(line, "Anchors and aliases (& and *) are not read here.")
        if isinstance(event, _NODES):
            nodes += 1
            if event.tag is not None and event.tag != "!":
                raise refusal(line, "Tags such as !!binary are not read here.")
        depth += isinstance(event, _OPENS) - isinstance(event, _CLOSES)
        if depth > DEEPEST:
            raise refusal(line, f"This is nested deeper than {DEEPEST} levels.")
        if nodes > MOST_NODES:
            raise refusal(line, "The file holds too much. Split it.")


def platforms_of(loader: Any, node: Any) -> Iterator[RawPlatform]:
    """Yield each platform with the lines on which it and its facts begin."""
    top = parts_of(loader, node) if isinstance(node, yaml.MappingNode) else {}
    if set(top) != {TOP} or not isinstance(top[TOP], yaml.SequenceNode):
        line = node.start_mark.line + 1 if node is not None else 1
        what = f"The file must be a list under '{TOP}', as the one that you take out."
        raise refusal(line, what)
    for each in top[TOP].value:
        parts = parts_of(loader, each)
        facts = parts.get("facts")
        if facts is not None and not isinstance(facts, yaml.SequenceNode):
            raise refusal(line_of(facts), "The field 'facts' must be a list.")
        # Builds the mapping once more for the sake of fields written twice.
        raw = loader.construct_object(each, deep=True)
        yield RawPlatform(
            raw={name: value for name, value in raw.items() if name != "facts"},
            place=Place(line_of(each)),
            facts=[
                RawFact(loader.construct_object(fact, deep=True), Place(line_of(fact)))
                for fact in (facts.value if facts is not None else ())
            ],
        )


def parts_of(loader: Any, node: Any) -> dict[str, Any]:
    if not isinstance(node, yaml.MappingNode):
        line = line_of(node) if node is not None else 1
        raise refusal(line, "There must be named fields here, such as 'name: Acme'.")
    return {str(loader.construct_object(key)): value for key, value in node.value}


def line_of(node: Any) -> int:
    return int(node.start_mark.line) + 1


def refusal(line: int, what: str) -> LayerError:
    return LayerError([Fault(Place(line), what)])
