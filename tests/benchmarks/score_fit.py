"""From pairs to figures: how well a distance parts them, its weights and its curve."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import minimize, minimize_scalar

DOUBT = 0.03
"""About each pair's label: without it, pairs that part cleanly would give a curve like a wall."""


@dataclass
class Pairs:
    """Pairs of one kind of thing. Each: differences by name, what it is ("same" or a kind of other), both things."""

    rows: list[dict[str, float]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    things: list[tuple[str, str]] = field(default_factory=list)

    def add(self, found: dict[str, float], kind: str, *things: str) -> None:
        self.rows.append(found)
        self.kinds.append(kind)
        self.things.append((things[0], things[-1]))

    def columns(self, names: list[str]) -> np.ndarray:
        return np.array([[row[name] for name in names] for row in self.rows])

    @property
    def kind(self) -> np.ndarray:
        return np.array(self.kinds)

    @property
    def weight(self) -> np.ndarray:
        """Matching pairs weigh as much as all others, and each kind of others the same."""
        kind = self.kind
        others = sorted(set(kind) - {"same"})
        shares = {"same": 1.0, **{name: 1 / len(others) for name in others}}
        return np.array([shares[each] / (kind == each).sum() for each in kind])

    def halves(self) -> tuple[np.ndarray, np.ndarray]:
        """Pairs whose things are both in the first half by name, and both in the second."""
        names = sorted({name for pair in self.things for name in pair})
        first = set(names[::2])
        inside = np.array([[name in first for name in pair] for pair in self.things])
        return inside.all(axis=1), ~inside.any(axis=1)


def auc(same: np.ndarray, other: np.ndarray) -> float:
    """Share of (matching, other) couples whose matching pair has the smaller distance; ties count half."""
    both = np.sort(other)
    below, upto = np.searchsorted(both, same, "left"), np.searchsorted(both, same, "right")
    return float(1 - (below + upto).mean() / 2 / len(other))


def fitted(columns: np.ndarray, same: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Non-negative weights of a logistic fit, scaled so that 1 is where both are as likely."""

    def loss(values: np.ndarray) -> float:
        power = columns @ values[:-1] - values[-1]
        return float((weight * np.logaddexp(0, np.where(same, power, -power))).sum() + 1e-4 * (values**2).sum())

    count = columns.shape[1]
    found = minimize(loss, np.ones(count + 1), bounds=[(0, None)] * count + [(1e-3, None)]).x
    return found[:-1] / found[-1]


def curve(distance: np.ndarray, same: np.ndarray, weight: np.ndarray) -> tuple[float, float, float]:
    """The distance where as many of both kinds are wrong, the width of the likeliest logistic curve, that error."""
    steps = np.unique(np.quantile(distance, np.linspace(0, 1, 2000)))
    missed = np.array([weight[same & (distance > step)].sum() for step in steps]) / weight[same].sum()
    taken = np.array([weight[~same & (distance <= step)].sum() for step in steps]) / weight[~same].sum()
    gap = np.abs(missed - taken)
    even = np.flatnonzero(gap == gap.min())  # several where pairs part cleanly: the middle between both kinds
    at, middle = int(even[0]), float(steps[even[0]] + steps[even[-1]]) / 2

    target = np.where(same, 1 - DOUBT, DOUBT)

    def loss(width: float) -> float:
        power = (distance - middle) / width
        return float((weight * (target * np.logaddexp(0, power) + (1 - target) * np.logaddexp(0, -power))).sum())

    width = minimize_scalar(loss, bounds=(0.005, 2.0), method="bounded").x
    return middle, float(width), float((missed[at] + taken[at]) / 2)
