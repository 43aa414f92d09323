"""Icons drawn inline, so that they take the colour of the text and no request."""

from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

from django import template
from django.conf import settings
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

Shape = tuple[str, tuple[tuple[str, str], ...]]
SHAPES = frozenset({"circle", "ellipse", "line", "path", "polygon", "polyline", "rect"})
ICON_FOLDER = "lucide-static/icons"


class _ShapeReader(HTMLParser):
    """Keeps the drawing of an icon file and drops all else."""

    def __init__(self) -> None:
        super().__init__()
        self.shapes: list[Shape] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SHAPES:
            self.shapes.append(
                (tag, tuple((name, value or "") for name, value in attrs))
            )


@lru_cache
def read_shapes(name: str) -> tuple[Shape, ...]:
    """Return the shapes of the icon, from its file."""
    path = Path(settings.NPM_ROOT) / ICON_FOLDER / f"{name}.svg"
    reader = _ShapeReader()
    reader.feed(path.read_text(encoding="utf-8"))
    return tuple(reader.shapes)


@register.simple_tag
def icon(name: str, label: str = "", *, flip: bool = False) -> SafeString:
    """Draw a Lucide icon. Without a label it is decoration.

    `flip` is for what points: back, next, undo. It mirrors in right-to-left pages.
    """
    if label:
        return _drawn(name, {"role": "img", "aria-label": label}, flip=flip)
    return _decoration(name, flip=flip)


@lru_cache(maxsize=512)
def _decoration(name: str, *, flip: bool) -> SafeString:
    """A page has hundreds, most of them the same few."""
    return _drawn(name, {"aria-hidden": "true"}, flip=flip)


def _drawn(name: str, names: dict[str, str], *, flip: bool) -> SafeString:
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24"{}>{}</svg>',
        " flip" if flip else "",
        flatatt(names),
        _drawing(name),
    )


@lru_cache
def _drawing(name: str) -> SafeString:
    shapes = ((tag, flatatt(dict(attrs))) for tag, attrs in read_shapes(name))
    return format_html_join("", "<{}{}/>", shapes)
