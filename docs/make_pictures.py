"""Take the pictures of the README anew: `make pictures`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.e2e.server import Visitor, running_chromium, running_server

FOLDER = Path(__file__).parent / "pictures"
LARGEST = 200_000  # bytes: a README is read on telephones too
DESK, PHONE = (1280, 800), (390, 780)


@dataclass(frozen=True)
class Picture:
    """A page as somebody sees it; `{}` in its path names an id of the stage."""

    name: str
    person: str
    path: str
    language: str = "en"
    theme: str = "light"
    size: tuple[int, int] = DESK


PICTURES = (
    Picture("results", "emma", "/evaluations/{revealed}/results/"),
    Picture(
        "scores",
        "reza",
        "/evaluations/{scoring}/scores/?view=grid",
        language="fa",
        theme="dark",
    ),
    Picture(
        "phone",
        "reza",
        "/evaluations/{scoring}/scores/{scoring_criterion}/",
        language="fa",
        size=PHONE,
    ),
    Picture("platform", "emma", "/platforms/{platform}/"),
    Picture("costs", "emma", "/evaluations/{revealed}/money/results/"),
    Picture("plan", "emma", "/plans/{plan}/"),
    Picture("gantt", "lina", "/plans/{plan}/gantt/?critical", language="ar"),
)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with (
        TemporaryDirectory() as folder,
        running_server(Path(folder)) as server,
        running_chromium() as browser,
    ):
        visitor = Visitor(browser, server)
        for picture in PICTURES:
            take(picture, visitor)


def take(picture: Picture, visitor: Visitor) -> None:
    page = visitor.page(picture.person, language=picture.language, theme=picture.theme)
    width, height = picture.size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(picture.path.format(**visitor.server.ids))
    page.wait_for_load_state("networkidle")  # the ranges of costs come later
    page.evaluate("document.fonts.ready")
    file = FOLDER / f"{picture.name}.png"
    size = len(page.screenshot(path=file))
    if size > LARGEST:
        sys.exit(f"{file.name} has {size} bytes, more than {LARGEST}.")


if __name__ == "__main__":
    main()
