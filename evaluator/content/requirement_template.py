"""The shipped requirement template: six categories, about forty criteria."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluator.content.problems import ContentError, named_twice, raise_if_any
from evaluator.content.sections import SHIPPED, Section, read_section
from evaluator.content.words import Words

CATEGORIES = (
    "budget",
    "ease_of_use",
    "reporting",
    "integrations",
    "limits",
    "support",
)
SCALE_LENGTH = 6  # one sentence for each score from 0 to 5
QUICK_PER_CATEGORY = 2
RATED = "rated"
FOLDER = "requirements"


@dataclass(frozen=True, slots=True)
class TemplateCategory:
    key: str
    weight: int
    name: Words
    description: Words

    @property
    def scale(self) -> tuple[Words, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class TemplateCriterion:
    key: str
    category: str
    kind: str
    quick: bool
    weight: int  # local: points within the category
    name: Words
    description: Words
    scale: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """The weights are points of 100: a starting point, and never more than that."""

    categories: tuple[TemplateCategory, ...]
    criteria: tuple[TemplateCriterion, ...]

    @property
    def entries(self) -> list[Entry]:
        return [*self.categories, *self.criteria]

    def of_category(
        self, key: str, *, quick_only: bool = False
    ) -> tuple[TemplateCriterion, ...]:
        return tuple(
            criterion
            for criterion in self.criteria
            if criterion.category == key and (criterion.quick or not quick_only)
        )


Entry = TemplateCategory | TemplateCriterion


@cache
def requirement_template() -> Template:
    return read_requirement_template(SHIPPED)


@cache
def _entries() -> dict[str, Entry]:
    return {entry.key: entry for entry in requirement_template().entries}


def entry_by_key(key: str) -> Entry | None:
    """Return the category or criterion of this key; None when it is gone."""
    return _entries().get(key)


def read_requirement_template(folder: Path) -> Template:
    """Return the checked template, or raise ContentError with every problem."""
    problems: list[str] = []
    categories: list[TemplateCategory] = []
    criteria: list[TemplateCriterion] = []
    for key in CATEGORIES:
        try:
            file = read_section(folder / FOLDER / f"{key}.yaml", problems)
        except ContentError as error:
            problems.extend(error.problems)
            continue
        categories.append(_read_category(file.part("category"), key))
        criteria.extend(_read_criteria(file, key))
        file.close()
    template = Template(tuple(categories), tuple(criteria))
    problems.extend(named_twice((entry.key for entry in template.entries), FOLDER))
    raise_if_any(problems)
    return template


def _read_category(section: Section, key: str) -> TemplateCategory:
    category = TemplateCategory(
        key=section.text("key"),
        weight=section.whole("weight"),
        name=section.words("name"),
        description=section.words("description"),
    )
    if category.key != key:
        section.note(f"the key is '{category.key}' instead of '{key}'.")
    return category


def _read_criteria(file: Section, category: str) -> list[TemplateCriterion]:
    criteria = [_read_criterion(part, category) for part in file.parts("criteria")]
    quick = sum(criterion.quick for criterion in criteria)
    if quick != QUICK_PER_CATEGORY:
        file.note(f"{quick} criteria are quick instead of {QUICK_PER_CATEGORY}.")
    return criteria


def _read_criterion(section: Section, category: str) -> TemplateCriterion:
    criterion = TemplateCriterion(
        key=section.text("key"),
        category=category,
        kind=section.text("kind"),
        quick=section.flag("quick"),
        weight=section.whole("weight"),
        name=section.words("name"),
        description=section.words("description"),
        scale=section.word_list("scale", SCALE_LENGTH),
    )
    if criterion.kind and criterion.kind != RATED:
        section.note(f"the kind '{criterion.kind}' is not '{RATED}'.")
    section.close()
    return criterion
