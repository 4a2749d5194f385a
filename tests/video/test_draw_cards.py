"""The command that draws the cards, and the cards that are there for every term of ours."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from django.core.management import call_command
from skimage import data

from reklamai.media.cinema.cards import INK
from reklamai.media.words.parser import read
from video.camera_fields import RATIOS
from video.loading import presets
from video.management.commands.draw_cards import FOLDER, Cards, own_words
from video.management.preset_cards import SHOWN, SUBJECTS, preset_card

KINDS = ("sensor", "lens", "profile", "movement", "ramp")


@pytest.fixture(scope="module", autouse=True)
def lexicon() -> None:
    """The parser's words are read once in a process, in 1.7 s: no drawing of a card is to pay for it."""
    read("A woman")


@pytest.fixture(scope="module")
def drawer() -> Cards:
    return Cards()


def test_every_term_that_a_picture_can_show_has_its_card() -> None:
    wanted = {f"{kind}-{term.slug}.webp" for kind in KINDS for term in own_words().offered(kind)}

    assert {path.name for path in FOLDER.iterdir() if not path.name.startswith("preset-")} == wanted


def test_every_preset_of_ours_has_its_card() -> None:
    wanted = {f"preset-{row['slug']}.webp" for row in presets()}

    assert len(wanted) == 30
    assert {path.name for path in FOLDER.glob("preset-*")} == wanted
    assert set(SUBJECTS) <= {row["slug"] for row in presets()}


@pytest.mark.parametrize("row", presets(), ids=lambda row: row["slug"])
def test_a_preset_s_card_has_the_shape_of_its_format(row: dict[str, Any]) -> None:
    card = cv2.imread(str(FOLDER / f"preset-{row['slug']}.webp"))[..., ::-1].astype(int)

    ratio = RATIOS[row["aspect_ratio"]]
    wide, high = round(min(192, 128 * ratio)), round(min(128, 192 / ratio))
    left, top = (192 - wide) // 2, (128 - high) // 2
    # the sign of a movement may lie over the mask of the right and of the bottom
    masks = [*([card[:, : left - 2]] if left > 2 else []), *([card[: top - 2]] if top > 2 else [])]
    assert masks
    assert all(np.abs(mask - INK).mean() < 6 for mask in masks)
    assert np.abs(card[top : top + high, left : left + 6] - INK).mean() > 8
    assert np.abs(card[top : top + 6, left : left + wide] - INK).mean() > 8


def test_a_preset_s_card_that_is_kept_is_what_would_be_drawn_today() -> None:
    row = next(row for row in presets() if row["slug"] == "film-noir")

    drawn = preset_card(row, own_words())

    kept = cv2.imread(str(FOLDER / "preset-film-noir.webp"))[..., ::-1]
    assert np.abs(drawn.astype(int) - kept).mean() < 6


def test_the_cards_are_small_and_all_of_one_size() -> None:
    files = sorted(FOLDER.glob("*.webp"))

    assert sum(path.stat().st_size for path in files) < 700_000
    assert {cv2.imread(str(path)).shape for path in files} == {(128, 192, 3)}


def test_no_two_cards_of_lenses_colours_or_presets_are_alike() -> None:
    for kind in ("lens", "profile", "preset"):
        cards = np.stack([cv2.imread(str(path)).astype(int) for path in sorted(FOLDER.glob(f"{kind}-*.webp"))])
        for index, card in enumerate(cards):
            others = np.delete(cards, index, axis=0)
            assert np.abs(others - card).mean(axis=(1, 2, 3)).min() > 1.5


@pytest.mark.parametrize(
    ("kind", "slug"),
    [("sensor", "super-16"), ("lens", "anamorphic-2x"), ("profile", "noir"), ("movement", "push-in"), ("ramp", "hero")],
)
def test_the_card_that_is_kept_is_what_would_be_drawn_today(drawer: Cards, kind: str, slug: str) -> None:
    term = own_words().find(kind, slug)
    assert term is not None

    drawn = drawer.card(term)

    kept = cv2.imread(str(FOLDER / f"{kind}-{slug}.webp"))[..., ::-1]
    assert np.abs(drawn.astype(int) - kept).mean() < 6


def test_a_genre_has_no_picture(drawer: Cards) -> None:
    with pytest.raises(TypeError, match="genre"):
        drawer.card(own_words().offered("genre")[0])


def test_the_command_draws_one_kind_into_a_folder_and_says_how_much(tmp_path: Path) -> None:
    said = StringIO()

    call_command("draw_cards", kind="ramp", out=tmp_path / "new", stdout=said)

    files = list((tmp_path / "new").glob("ramp-*.webp"))
    assert len(files) == len(own_words().offered("ramp"))
    assert said.getvalue().startswith(f"cards: {len(files)}, ")


def test_the_sheet_shows_twelve_presets_that_there_are(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "photo.png"), data.astronaut()[::2, ::2, ::-1])

    call_command("draw_cards", sheet=[tmp_path / "photo.png", tmp_path / "sheet.webp"], stdout=StringIO())

    assert set(SHOWN) <= {row["slug"] for row in presets()}
    assert len(SHOWN) == 12
    assert cv2.imread(str(tmp_path / "sheet.webp")).shape == (900, 1600, 3)
