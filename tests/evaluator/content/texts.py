"""Every text that ships with the product, with the place it stands in."""

from collections.abc import Iterator
from itertools import chain

from evaluator.content.glossary import glossary
from evaluator.content.needs import needs_picker
from evaluator.content.requirement_template import requirement_template
from evaluator.content.words import Words

Place = tuple[str, Words]


def names() -> Iterator[Place]:
    for entry in requirement_template().entries:
        yield f"{entry.key}: name", entry.name
    picker = needs_picker()
    for item in chain(picker.departments, picker.processes, picker.needs):
        yield f"{item.key}: name", item.name
    for term in glossary():
        yield f"{term.key}: term", term.term


def sentences() -> Iterator[Place]:
    for entry in requirement_template().entries:
        yield f"{entry.key}: description", entry.description
        for score, words in enumerate(entry.scale):
            yield f"{entry.key}: scale {score}", words
    for need in needs_picker().needs:
        yield f"{need.key}: must-have", need.must_have
        yield f"{need.key}: help", need.help
        yield f"{need.key}: check", need.check
    for term in glossary():
        yield f"{term.key}: explanation", term.explanation


def texts() -> list[Place]:
    return [*names(), *sentences()]
