"""Every text that ships with the product, with the place it stands in."""

from collections.abc import Iterator
from itertools import chain

from evaluator.content.diagnosis import diagnosis, signs
from evaluator.content.glossary import glossary
from evaluator.content.goals import goal_content
from evaluator.content.kind_check import kind_questions
from evaluator.content.needs import needs_picker
from evaluator.content.readiness import readiness_points
from evaluator.content.requirement_template import requirement_template
from evaluator.content.return_claims import return_claims
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
    yield from names_before_the_requirements()


def names_before_the_requirements() -> Iterator[Place]:
    for sign in signs():
        for part in ("name", "figure", "metric"):
            yield f"{sign.key}: {part}", getattr(sign, part)
    yield "fee", diagnosis().fee
    for entry in (*readiness_points(), *goal_content().goals, *goal_content().kinds):
        yield f"{entry.key}: name", entry.name
    for kind in goal_content().kinds:
        for metric in kind.metrics:
            yield f"{kind.key}: metric", metric


def questions() -> Iterator[Place]:
    for question in kind_questions():
        yield f"{question.key}: text", question.text


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
    yield from sentences_of_signs()
    yield from sentences_of_readiness()
    for claim in return_claims():
        yield f"{claim.key}: claim", claim.published.text


def sentences_of_signs() -> Iterator[Place]:
    for sign in signs():
        for part in ("about", "repair", "must_have", "objective"):
            yield f"{sign.key}: {part}", getattr(sign, part)
        for statement in sign.statements:
            yield statement.key, statement.text


def sentences_of_readiness() -> Iterator[Place]:
    for question in kind_questions():
        yield f"{question.key}: reason", question.reason
    for point in readiness_points():
        yield f"{point.key}: help", point.help
        yield f"{point.key}: task", point.task
    for sample in goal_content().samples:
        yield f"{sample.key}: statement", sample.statement


def texts() -> list[Place]:
    return [*names(), *questions(), *sentences()]
