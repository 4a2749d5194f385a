"""How far the shots of a board keep to what they hold, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from studio.cards import GOOD, SCORES, Measured
from studio.catalogue.labels import role_label
from video.selectors.boards import Board, BoardShot


@dataclass(frozen=True, slots=True)
class Cell(Measured):
    """What was measured of one element in one shot."""

    number: int
    """Of the shot."""
    name: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One element in all shots."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    numbers: tuple[int, ...]
    rows: tuple[Row, ...]
    """Of the elements that some shot was measured for; () where nothing was."""

    @property
    def worst(self) -> Cell | None:
        """The least like of those that are not good; None where all are."""
        found = [cell for row in self.rows for cell in row.cells if cell.value is not None and cell.value < GOOD]
        return min(found, key=lambda cell: cell.value or 0, default=None)


def consistency_of(board: Board) -> Strip:
    """The scores of what is shown of each shot. Reads nothing more than the board."""
    told = [scores_of(each) for each in board.shots]
    known = dict.fromkeys(name for scores in told for name in scores)
    names = [name for name in SCORES if name in known] + [name for name in known if name not in SCORES]
    return Strip(
        numbers=tuple(each.number for each in board.shots),
        rows=tuple(
            Row(label(name), tuple(cell(each, name, scores) for each, scores in zip(board.shots, told, strict=True)))
            for name in names
        ),
    )


def scores_of(each: BoardShot) -> dict[str, Any]:
    return each.made.scores if each.made else {}


def label(name: str) -> str:
    return str(SCORES.get(name, role_label(name)))


def cell(each: BoardShot, name: str, scores: dict[str, Any]) -> Cell:
    score = scores.get(name, {})
    return Cell(value=score.get("value"), number=each.number, name=label(name), says=score.get("says", ""))
