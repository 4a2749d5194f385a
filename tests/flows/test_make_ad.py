"""One finished clip on the command line. No test here may touch a database: pytest-django would stop it."""

import pytest
from django.core.management import CommandError, call_command
from PIL import Image, ImageDraw

from reklamai.media.probe import probe

SMALL = {"size": "720p", "seconds": 2}


@pytest.fixture
def product(tmp_path):
    picture = Image.new("RGB", (500, 500), "white")
    ImageDraw.Draw(picture).rounded_rectangle((150, 90, 350, 440), 40, fill="teal")
    picture.save(tmp_path / "product.png")
    return str(tmp_path / "product.png")


def test_words_and_a_picture_become_one_clip_of_the_asked_shape(tmp_path, product):
    out = tmp_path / "film.mp4"

    call_command(
        "make_ad", "a product on concrete, evening", product, output=out, ratio="9:16", move=["pan_left"], **SMALL
    )

    facts = probe(out)
    assert (facts.kind, facts.width, facts.height, facts.frames) == ("clip", 720, 1280, 48)


def test_words_that_are_not_drawn_are_named(tmp_path, capsys):
    call_command("make_ad", "Чашка кофе, трансцендентность", output=tmp_path / "film.mp4", **SMALL)

    assert "not drawn: трансцендентность" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "pictures", "options"),
    [
        ("a cup", ["missing.png"], {}),
        ("a cup", [], {"ratio": "99:1"}),
        ("a cup", [], {"seconds": 99}),
        ("", [], {}),
    ],
)
def test_what_cannot_be_made_is_said_and_leaves_no_file(tmp_path, words, pictures, options):
    out = tmp_path / "film.mp4"

    with pytest.raises(CommandError):
        call_command("make_ad", words, *pictures, output=out, **SMALL | options)

    assert not out.exists()


def test_five_pictures_are_one_too_many(tmp_path, product):
    with pytest.raises(CommandError, match="4"):
        call_command("make_ad", "a cup", *[product] * 5, output=tmp_path / "film.mp4", **SMALL)
