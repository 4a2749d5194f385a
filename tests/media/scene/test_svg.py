from __future__ import annotations

import numpy as np
import pytest

from reklamai.core.errors import MediaError
from reklamai.media.scene import svg

VIEW = (0, 0, 100, 50)


def test_a_rectangle_fills_exactly_its_pixels_with_its_colour():
    page = svg.document(svg.rect(10, 10, 20, 20, "#336699"), view=VIEW)

    pixels = svg.render(page, width=200, height=100)

    assert pixels.shape == (100, 200, 4)
    assert (pixels[20:60, 20:60] == (0x33, 0x66, 0x99, 255)).all()
    assert pixels[..., 3].sum() == 40 * 40 * 255


def test_edges_keep_their_colour_when_the_document_is_drawn_larger_or_smaller():
    page = svg.document(svg.polygon([(5, 11), (93, 3), (71, 44)], "#f0e0d0"), view=VIEW)

    for width, height in ((64, 32), (333, 166)):
        pixels = svg.render(page, width=width, height=height)
        edge = (pixels[..., 3] > 100) & (pixels[..., 3] < 255)

        assert edge.any()
        assert np.abs(pixels[edge][:, :3].astype(int) - (0xF0, 0xE0, 0xD0)).max() <= 4


def test_a_linear_gradient_runs_from_its_first_colour_to_its_last():
    page = svg.document(svg.rect(0, 0, 100, 50, svg.linear((0, "#000000"), (1, "#ffffff"))), view=VIEW)

    column = svg.render(page, width=20, height=100)[:, 10, 0].astype(int)

    assert column[0] < 5 and column[-1] > 250
    assert (np.diff(column) >= 0).all()
    assert abs(column[50] - 128) < 4


def test_equal_gradients_share_a_name_and_others_do_not():
    one, same, other = (svg.radial((0, colour), (1, "#ffffff")) for colour in ("#111111", "#111111", "#222222"))

    assert one == same
    assert one.reference != other.reference


def test_a_clip_keeps_a_group_inside_its_path():
    inside = svg.outline([(0, 0), (50, 0), (50, 50), (0, 50)])
    page = svg.document(svg.group(svg.rect(0, 0, 100, 50, "#ff0000"), clip=inside), view=VIEW)

    alpha = svg.render(page, width=100, height=50)[..., 3]

    assert alpha[:, :49].min() == 255
    assert alpha[:, 51:].max() == 0


def test_a_blurred_group_spreads_beyond_its_shape():
    sharp, soft = (svg.document(svg.group(svg.rect(40, 20, 20, 10, "#000000"), blur=b), view=VIEW) for b in (0, 3))

    reach = [(svg.render(page, width=100, height=50)[..., 3] > 0).sum() for page in (sharp, soft)]

    assert reach[0] == 200
    assert reach[1] > 2 * reach[0]


def test_an_even_odd_path_has_its_hole():
    outer = svg.outline([(0, 0), (100, 0), (100, 50), (0, 50)])
    hole = svg.outline([(40, 10), (60, 10), (60, 40), (40, 40)])

    alpha = svg.render(svg.document(svg.path(outer + hole, "#000000"), view=VIEW), width=100, height=50)[..., 3]

    assert alpha[25, 50] == 0
    assert alpha[25, 20] == 255


def test_a_smooth_curve_passes_through_its_points():
    points = [(10.0, 40.0), (40.0, 10.0), (90.0, 30.0)]
    page = svg.document(svg.path(svg.curve(points), stroke="#000000", width=2), view=VIEW)

    alpha = svg.render(page, width=100, height=50)[..., 3]

    assert all(alpha[round(y) - 1 : round(y) + 2, round(x) - 1 : round(x) + 2].max() > 100 for x, y in points)


def test_text_draws_nothing_because_no_font_is_loaded():
    page = svg.document('<text x="10" y="30" font-size="30">SALE</text>', view=VIEW)

    assert svg.render(page, width=100, height=50).max() == 0


@pytest.mark.parametrize(("width", "height"), [(0, 10), (10, -1), (9000, 10), (8000, 8000)])
def test_a_hostile_size_is_refused(width, height):
    page = svg.document(view=VIEW)

    with pytest.raises(MediaError):
        svg.render(page, width=width, height=height)


@pytest.mark.parametrize("markup", ["", "no svg", "<svg", "<svg xmlns='http://www.w3.org/2000/svg'><rect</svg>"])
def test_what_is_not_svg_is_refused(markup):
    with pytest.raises(MediaError):
        svg.render(markup, width=10, height=10)


def test_a_document_beyond_the_limit_is_refused_unread():
    with pytest.raises(MediaError):
        svg.render("<svg>" + " " * svg.MAX_MARKUP_BYTES, width=10, height=10)
