"""Read a folder of platform files."""

import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from evaluator.catalogue.entries import PlatformEntry
from evaluator.catalogue.problems import CatalogueError, Findings, Problem
from evaluator.catalogue.schema import parse_platform

SHIPPED_PLATFORMS = Path(__file__).parent.parent / "data" / "platforms"

# libyaml reads ten times as fast, where it is present.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CatalogueLoader(_SafeLoader):  # type: ignore[misc]
    """Plain YAML without its traps.

    `yes` is a word, 2026-05-14 stays as it is written, 224.72 is exact, and a field
    written twice is a mistake instead of a lost fact.
    """

    yaml_implicit_resolvers: dict[str, Any] = {}

    def construct_unique_mapping(self, node: yaml.MappingNode) -> dict[Any, Any]:
        names = [self.construct_object(key, deep=True) for key, _ in node.value]
        for name in names:
            if names.count(name) > 1:
                raise yaml.MarkedYAMLError(
                    problem=f"the field '{name}' is written twice",
                    problem_mark=node.start_mark,
                )
        mapping: dict[Any, Any] = self.construct_mapping(node, deep=True)
        return mapping

    def construct_decimal(self, node: yaml.ScalarNode) -> Decimal:
        return Decimal(self.construct_scalar(node))


for _tag, _pattern, _first in (
    ("null", r"null|~|", ["n", "~", ""]),
    ("bool", r"true|false", list("tf")),
    ("int", r"-?(?:0|[1-9][0-9]*)", list("-0123456789")),
    ("float", r"-?[0-9]+\.[0-9]+", list("-0123456789")),
):
    CatalogueLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first
    )
CatalogueLoader.add_constructor(
    "tag:yaml.org,2002:map", CatalogueLoader.construct_unique_mapping
)
CatalogueLoader.add_constructor(
    "tag:yaml.org,2002:float", CatalogueLoader.construct_decimal
)


def read_catalogue(folder: Path = SHIPPED_PLATFORMS) -> list[PlatformEntry]:
    """Return every platform by name, or raise with all problems of all files."""
    entries: list[PlatformEntry] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            entries.append(read_platform(path))
        except CatalogueError as error:
            problems.extend(error.problems)
    problems.extend(_names_twice(entries))
    if problems:
        raise CatalogueError(problems)
    return sorted(entries, key=lambda entry: (entry.name.casefold(), entry.key))


def read_platform(path: Path) -> PlatformEntry:
    findings = Findings(path.name)
    try:
        # The loader builds plain values only: it is a SafeLoader.
        raw = yaml.load(path.read_bytes(), CatalogueLoader)  # noqa: S506
    except yaml.YAMLError as error:
        findings.at()(f"The file cannot be read: {error}.", "Mend its YAML.")
        findings.raise_if_any()
    entry = parse_platform(raw, path.name)
    if entry.key != path.stem:
        findings.at()(f"The key is '{entry.key}'.", "Name the file after its key.")
    findings.raise_if_any()
    return entry


def _names_twice(entries: Iterable[PlatformEntry]) -> list[Problem]:
    seen: dict[str, PlatformEntry] = {}
    problems = []
    for entry in entries:
        first = seen.setdefault(entry.name.casefold(), entry)
        if first is not entry:
            findings = Findings(f"{entry.key}.yaml")
            findings.at()(
                f"The name '{entry.name}' is that of {first.key}.yaml too.",
                "Give each platform its own name.",
            )
            problems.extend(findings.problems)
    return problems
