import pytest
from django.template import Context, Template

from common.templatetags.icons import icon, read_shapes


def test_an_icon_is_decoration_unless_it_has_a_label():
    assert 'aria-hidden="true"' in icon("check")
    assert 'role="img"' in icon("check", "Done")
    assert 'aria-label="Done"' in icon("check", "Done")


def test_an_icon_that_points_is_marked_for_mirroring():
    assert 'class="icon flip"' in icon("arrow-right", flip=True)
    assert 'class="icon"' in icon("check")


def test_a_label_is_escaped():  # R43
    template = Template("{% load icons %}{% icon 'check' label %}")

    shown = template.render(Context({"label": '"><b>'}))

    assert "&quot;&gt;&lt;b&gt;" in shown


def test_only_the_drawing_of_an_icon_file_is_kept():
    shapes = read_shapes("arrow-right")

    assert [tag for tag, _attributes in shapes] == ["path", "path"]


def test_an_unknown_icon_is_a_mistake_that_shows():
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")
