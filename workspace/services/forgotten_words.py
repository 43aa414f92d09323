"""Take a person's name and address out of what others wrote and what was recorded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from workspace.models import User
from workspace.registries import data_parts

BATCH = 500
OWN_APPS = {"workspace", "evaluator", "migration"}


@dataclass(frozen=True, slots=True)
class Words:
    """What is looked for, and what stands in its place.

    A name of several words is replaced wherever it stands. A single word may be
    anything, so it is replaced only where it is all that stands there, as in the
    activities: “Price”, or “Price (evaluator)”.
    """

    email: str
    name: str
    instead: str

    def replaced(self, text: str) -> str:
        text = re.sub(re.escape(self.email), self.instead, text, flags=re.IGNORECASE)
        if not self.name:
            return text
        if " " in self.name:
            pattern = rf"(?<!\w){re.escape(self.name)}(?!\w)"
        else:
            pattern = rf"\A{re.escape(self.name)}(?=\Z| \()"
        return re.sub(pattern, lambda _found: self.instead, text)

    def replaced_within(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.replaced(value)
        if isinstance(value, list):
            return [self.replaced_within(each) for each in value]
        if isinstance(value, dict):
            return {
                self.replaced(key): self.replaced_within(each)
                for key, each in value.items()
            }
        return value


def forget_words(words: Words) -> int:
    """Replace them in every column of text or JSON; return how many rows changed."""
    return sum(
        forget_in_column(model, field, words)
        for model in own_models()
        for field in text_columns(model)
    )


def own_models() -> Iterator[type[models.Model]]:
    """Yield the models of the apps that keep data of teams; people's own row is not."""
    labels = {part.model._meta.app_label for part in data_parts}
    for label in sorted(labels & OWN_APPS):
        found = apps.get_app_config(label).get_models()
        yield from (model for model in found if model is not User)


def text_columns(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    kinds = (models.CharField, models.TextField, models.JSONField)
    for field in model._meta.concrete_fields:
        if isinstance(field, kinds) and not field.choices:
            yield field


def forget_in_column(
    model: type[models.Model], field: models.Field[Any, Any], words: Words
) -> int:
    changed = []
    for row in rows_with(model, field, words).iterator(chunk_size=BATCH):
        value = getattr(row, field.attname)
        new = words.replaced_within(value)
        if isinstance(new, str) and field.max_length:
            new = new[: field.max_length]
        if new != value:
            setattr(row, field.attname, new)
            changed.append(row)
    if changed:
        model._default_manager.bulk_update(changed, [field.name], batch_size=BATCH)
    return len(changed)


def rows_with(
    model: type[models.Model], field: models.Field[Any, Any], words: Words
) -> models.QuerySet[Any]:
    """Return the rows that may hold a word, found by the database."""
    as_text = Cast(field.attname, models.TextField())
    found = Q()
    for word in filter(None, (words.email, words.name)):
        # JSON is kept with its letters escaped on one database, plain on the other.
        for spelling in {word, json.dumps(word)[1:-1]}:
            found |= Q(as_text__icontains=spelling)
    return (
        model._default_manager.annotate(as_text=as_text)
        .filter(found)
        .only("pk", field.attname)
    )
