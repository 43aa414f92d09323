"""The pages of scoring, and a cell as a script saves it."""

from django.urls import reverse

HTMX = {"HX-Request": "true"}


def url_of(name: str, *args: int) -> str:
    return reverse(f"evaluator:{name}", args=args)


def save(client, cell, entry, version=0, **fields):
    return client.post(
        url_of("score_save", *cell),
        {"entry": entry, "version": version, "part": "cell", **fields},
        headers=HTMX,
    )
