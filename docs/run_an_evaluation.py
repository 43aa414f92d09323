"""Run an evaluation from nothing to the workbook, with nothing but the API.

    export LEAD_TOKEN=... FIRST_TOKEN=... SECOND_TOKEN=...
    python docs/run_an_evaluation.py --site https://changeover.example.org --team 1 \\
        --first ana@example.org --second ben@example.org --save comparison.xlsx

Needs Python 3.11 and nothing else. The three are members of the team, and each has made
a token for it on the page "Tokens": the lead one that may manage, because the script
reveals the scores; the others one that may write. What it reads and sends is explained
in api.md.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

Row = dict[str, Any]

TREE = {
    "Budget": ["Fits the yearly budget", "Price as we grow"],
    "Everyday work": ["Runs without specialists", "Shows what campaigns bring"],
}
WEIGHTS = {"Budget": 40, "Everyday work": 60}
# Each of the two scores all candidates alike per criterion, but for the last candidate.
OPINIONS = {"first": [4, 3, 5, 4], "second": [3, 4, 4, 5]}
CANDIDATES = 3


@dataclass(frozen=True)
class Answer:
    status: int
    content: bytes
    version: str

    @property
    def data(self) -> Any:
        return json.loads(self.content)


@dataclass(frozen=True)
class Person:
    """Somebody who talks with the API: a site and a token."""

    site: str
    token: str

    def ask(
        self, method: str, path: str, body: Any = None, *, version: str | int = ""
    ) -> Answer:
        """Send one request; a refusal ends the script with its sentence."""
        headers = {"Authorization": f"Bearer {self.token}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if version != "":
            headers["If-Match"] = f'"{version}"'
        request = Request(  # noqa: S310 (the site that the caller names)
            f"{self.site}/api/v1/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers=headers,
            method=method,
        )
        try:
            with urlopen(request, timeout=60) as response:  # noqa: S310
                given = response.headers.get("ETag", "").strip('"')
                return Answer(response.status, response.read(), given)
        except HTTPError as refusal:
            problem = refusal.read().decode()
            sys.exit(f"{method} {path}: {refusal.code}\n{problem}")

    def all_of(self, path: str) -> Iterator[Row]:
        """Yield every row of a list, page after page."""
        joint, page = "&" if "?" in path else "?", 1
        while True:
            found = self.ask("GET", f"{path}{joint}page_size=100&page={page}").data
            yield from found["results"]
            if found["next"] is None:
                return
            page += 1


def begin(lead: Person, team: int) -> str:
    """Make an empty evaluation for a committee; return where it is."""
    made = lead.ask(
        "POST",
        "evaluations/",
        {
            "team": team,
            "title": "Marketing platform, by script",
            "purpose": "One platform for mail, SMS and reports.",
            "is_committee": True,
            "start": "empty",
        },
    )
    return f"evaluations/{made.data['id']}/"


def write_requirements(lead: Person, here: str) -> None:
    """Add categories with what is rated under them, their weights, and a must-have."""
    for category, leaves in TREE.items():
        parent = lead.ask(
            "POST", f"{here}criteria/", {"kind": "category", "name": category}
        ).data["id"]
        for leaf in leaves:
            body = {"kind": "rated", "name": leaf, "parent": parent}
            lead.ask("POST", f"{here}criteria/", body)
    weights = [
        {
            "criterion": row["criterion"],
            "weight": WEIGHTS[row["name"]],
            "version": row["version"],
        }
        for row in lead.all_of(f"{here}weights/")
        if row["name"] in WEIGHTS
    ]
    lead.ask("PATCH", f"{here}weights/", {"weights": weights})
    lead.ask("POST", f"{here}needs/", {"needs": ["sms"]})


def list_candidates(lead: Person, here: str) -> None:
    """Put the first platforms of the catalogue on the short list."""
    for platform in list(lead.all_of("platforms/"))[:CANDIDATES]:
        body = {"platform": platform["id"], "stage": "short"}
        lead.ask("POST", f"{here}candidates/", body)


def answer_must_haves(lead: Person, here: str) -> None:
    """Confirm each must-have; what the catalogue claims is only a claim."""
    for cell in lead.all_of(f"{here}must-haves/"):
        lead.ask(
            "PUT",
            f"candidates/{cell['candidate']}/must-haves/{cell['criterion']}/",
            {"answer": "yes", "rung": "read", "evidence": "Their help pages."},
            version=cell["version"],
        )


def invite(lead: Person, here: str, email: str) -> None:
    """Invite an evaluator; who is in the team takes part at once."""
    body = {"email": email, "role": "evaluator"}
    if not lead.ask("POST", f"{here}invitations/", body).data["is_added"]:
        sys.exit(f"{email} is no member of the team yet: an invitation is on its way.")


def score(person: Person, here: str, values: Sequence[int]) -> None:
    """Score every cell at once, and submit. Nobody else sees it before the reveal."""
    cells = list(person.all_of(f"{here}scores/"))
    criteria = list(dict.fromkeys(cell["criterion"] for cell in cells))
    last = cells[-1]["candidate"]
    scores = [
        {
            "candidate": cell["candidate"],
            "criterion": cell["criterion"],
            "version": cell["version"],
            "value": value_of(values, criteria.index(cell["criterion"]))
            - (1 if cell["candidate"] == last else 0),
            "rung": "tried",
        }
        for cell in cells
    ]
    person.ask("PATCH", f"{here}scores/", {"scores": scores})
    left = person.ask("GET", f"{here}submission/").data["missing"]
    if left:
        sys.exit(f"{len(left)} cells are not scored.")
    person.ask("POST", f"{here}submission/")


def value_of(values: Sequence[int], place: int) -> int:
    return values[place % len(values)]


def decide(lead: Person, here: str) -> Row:
    """Reveal, read the ranking, and record the choice."""
    lead.ask("POST", f"{here}reveal/")
    results: Row = lead.ask("GET", f"{here}results/").data
    first, second, *_others = results["ranking"]
    body = {
        "chosen": first["candidate"],
        "runner_up": second["candidate"],
        "reasons": "It leads the ranking of those who would work with it.",
    }
    lead.ask("PUT", f"{here}choice/", body, version=0)
    return results


def save_workbook(lead: Person, here: str, target: Path) -> int:
    """Save the workbook, and look that it is one; return its size."""
    answer = lead.ask("POST", f"{here}workbook/")
    if answer.status != 200:
        sys.exit("The workbook is large: it will lie among your jobs.")
    with zipfile.ZipFile(BytesIO(answer.content)) as parts:
        if parts.testzip() or "xl/workbook.xml" not in parts.namelist():
            sys.exit("This is no workbook.")
    return target.write_bytes(answer.content)


def run(site: str, team: int, emails: dict[str, str], target: Path) -> Row:
    """Do all of it, as three people; return the results."""
    lead = Person(site, os.environ["LEAD_TOKEN"])
    here = begin(lead, team)
    write_requirements(lead, here)
    list_candidates(lead, here)
    answer_must_haves(lead, here)
    for email in emails.values():
        invite(lead, here, email)
    # The lead leads, and leaves the scoring to the two.
    own = next(row for row in lead.all_of(f"{here}participants/") if is_lead(row))
    path = f"{here}participants/{own['id']}/"
    lead.ask("PATCH", path, {"role": "lead", "also_scores": False})
    lead.ask("POST", f"{here}opening/")
    for name in emails:
        person = Person(site, os.environ[f"{name.upper()}_TOKEN"])
        score(person, here, OPINIONS[name])
    results = decide(lead, here)
    size = save_workbook(lead, here, target)
    tell(results, target, size)
    return results


def is_lead(row: Row) -> bool:
    return bool(row["role"] == "lead")


def tell(results: Row, target: Path, size: int) -> None:
    for place in results["ranking"]:
        line = f"{place['rank']}. {place['name']}: {place['total']:.1f}\n"
        sys.stdout.write(line)
    sys.stdout.write(f"{target}: {size} bytes\n")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--site", required=True)
    parser.add_argument("--team", required=True, type=int)
    parser.add_argument("--first", required=True, help="e-mail address")
    parser.add_argument("--second", required=True, help="e-mail address")
    parser.add_argument("--save", type=Path, default=Path("comparison.xlsx"))
    given = parser.parse_args(arguments)
    emails = {"first": given.first, "second": given.second}
    run(given.site.rstrip("/"), given.team, emails, given.save)


if __name__ == "__main__":
    main()
