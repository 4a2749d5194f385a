"""How well each score parts matching from other pairs, and the constants of its curve.

Run: `SCORES_EVAL_DIR=… python -m tests.benchmarks.calibrate_scores [face clothing lighting place product]`.
The folder holds people/<name>/*, clothes/<outfit>/*, places/<place>/*, products/<thing>/*: photos, one folder for one
of each. Outfits in several poses, the rest as found; single photos are moved, relit and changed by `score_variants`.
Every picture goes the whole way: the face, person, clothes or thing is found in it anew.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import product as product_of
from pathlib import Path

os.environ["GLOG_minloglevel"] = "3"  # noqa: SIM112  # its own spelling

import numpy as np

from anchors.media.cuts import cut_out
from anchors.media.light import read_light
from anchors.media.likeness import clothing, lighting, place, product
from anchors.media.likeness.colours import apart
from anchors.media.likeness.curve import CURVES
from anchors.media.likeness.place import Ground
from anchors.media.likeness.seen import Seen
from anchors.media.likeness.swatch import Swatch, lab_of, swatch
from anchors.media.place import read_place
from anchors.media.shapes import limited
from reklamai.media.colour import lamp
from reklamai.media.faces import find_faces, identity
from reklamai.media.garments import find_garment
from reklamai.media.mattes import find_person, find_product
from reklamai.media.mattes.model import Missing
from reklamai.media.pictures import open_picture
from tests.benchmarks.score_fit import Pairs, auc, curve, fitted
from tests.benchmarks.score_variants import PATTERNS, drafted, moved, other_shade, pasted, patterned, relit
from tests.media.anchors.lit_heads import Lamp, angle_between, lit_head

STOPS = (-1.0, 1.0, -0.5, 0.5)
WARMTH = (0.12, -0.12)
MOST = 3
"""Photos of one thing, evenly over its folder; people give all of theirs."""


def photos(folder: Path, *, most: int = MOST) -> Iterator[tuple[str, np.ndarray]]:
    for each in sorted(folder.iterdir()):
        paths = sorted(each.iterdir())
        for place_ in sorted({round(at) for at in np.linspace(0, len(paths) - 1, most)}):
            yield each.name, np.ascontiguousarray(limited(open_picture(paths[place_]), 1280))


def changed(picture: np.ndarray, index: int, **how: float) -> np.ndarray:
    """Moved, a stop or half a one off, and with a cast."""
    return relit(moved(picture, seed=index, **how), stops=STOPS[index % 4], warmth=WARMTH[index // 4 % 2])


def face_pairs(folder: Path) -> Pairs:
    """Each photo with every other one, that one a stop brighter or darker."""

    def vector(picture: np.ndarray) -> np.ndarray | None:
        found = [face for face in find_faces(picture) if face.has_mesh]
        return identity.vector(picture, found[0]) if found else None

    shots = list(photos(folder, most=99))
    plain = [vector(picture) for _, picture in shots]
    off = [vector(changed(picture, index, bend=0.0)) for index, (_, picture) in enumerate(shots)]
    pairs = Pairs()
    for one, (name, _) in enumerate(shots):
        for other, (again, _) in enumerate(shots):
            if one != other and plain[one] is not None and off[other] is not None:
                found = {"distance": identity.distance(plain[one], off[other])}
                pairs.add(found, "same" if name == again else "other", name, again)
    return pairs


def worn(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """The copy that is looked at, and where its clothes are."""
    seen = Seen(picture)
    face = None if seen.main is None else seen.faces[seen.main]
    person = seen.person
    garment = person if isinstance(person, Missing) else find_garment(seen.picture, person=person, face=face)
    return None if isinstance(garment, Missing) else (seen.picture, garment.mask)


def lent(picture: np.ndarray, mask: np.ndarray) -> Swatch | None:
    """As an anchor lends clothes: a cut-out."""
    cut = cut_out(picture, mask)
    return None if cut is None else swatch(cut[..., :3], cut[..., 3].astype(np.float32) / 255)


def clothing_pairs(folder: Path) -> Pairs:
    """Outfits against themselves in other poses, others, others of the same hue, and forgeries of their own."""
    held, seen, forged = [], [], []
    for index, (name, picture) in enumerate(photos(folder)):
        found = worn(picture)
        if found is None:
            continue
        if (kept := lent(*found)) is not None:
            held.append((name, kept))
        if isinstance(again := Seen(changed(picture, index)).clothes, Swatch):
            seen.append((name, again))
        if held and (len(held) == 1 or held[-2][0] != name):
            forged += [(name, kind, made) for kind, made in forgeries(*found, index) if isinstance(made, Swatch)]
    pairs, dice = Pairs(), np.random.default_rng(1)
    for (name, one), (again, other) in product_of(held, seen):
        kind = "same" if name == again else "same hue" if close_in_colour(one, other) else "other"
        if kind != "other" or dice.random() < 0.2:
            pairs.add(clothing.differences(one, other), kind, name, again)
    for (name, one), (again, kind, other) in product_of(held, forged):
        if name == again:
            pairs.add(clothing.differences(one, other), kind, name)
    return pairs


def forgeries(picture: np.ndarray, mask: np.ndarray, index: int) -> Iterator[tuple[str, Swatch | None]]:
    for number, pattern in enumerate(PATTERNS):
        made = patterned(picture, mask, pattern=pattern, seed=index)
        yield "other pattern", elsewhere(made, mask, seed=index + number)
    yield "other shade", elsewhere(other_shade(picture, mask, seed=index), mask, seed=index)


def elsewhere(picture: np.ndarray, mask: np.ndarray, *, seed: int) -> Swatch | None:
    """The clothes after the move: where they are is known."""
    bytes_ = np.rint(mask * 255).astype(np.uint8)
    return swatch(moved(picture, seed=seed), moved(np.dstack([bytes_] * 3), seed=seed)[..., 0].astype(np.float32) / 255)


def close_in_colour(one: Swatch, other: Swatch) -> bool:
    """Within 8 units in a and b, and 18 in lightness, by the median."""
    away = np.abs(np.median(lab_of(one.pixels()), axis=0) - np.median(lab_of(other.pixels()), axis=0))
    return bool(np.hypot(*away[1:]) < 8 and away[0] < 18)


def lighting_pairs(_folder: Path) -> Pairs:
    """Heads under known lamps: the same, 8 degrees aside, on other skin; others over 40 degrees or 70 mireds away."""
    lamps = [
        (azimuth, elevation, kelvin)
        for azimuth in (-80, -50, -20, 20, 50, 80)
        for elevation in (10, 40)
        for kelvin in (3800.0, 6500.0)
    ]
    read = []
    for index, (azimuth, elevation, kelvin) in enumerate(lamps):
        colour = tuple(float(each) for each in lamp(kelvin))
        for brown in (False, True):
            aside = (8, -8)[index % 2] if brown else 0
            shot = lit_head(Lamp(azimuth + aside, elevation, soft=index % 3 == 0, colour=colour), brown=brown)
            shot = relit(shot, stops=-0.5 if brown else 0.5)
            faces = find_faces(shot)
            light = read_light(shot, face=faces[0] if faces else None, person=None)
            if not isinstance(light, Missing):
                read.append((lamps[index], brown, light))
    pairs = Pairs()
    for one, dark, light in read:
        for other, brown, again in read:
            degrees, mired = angle_between(one[:2], other[:2]), abs(1e6 / one[2] - 1e6 / other[2])
            if dark == brown or (0 < degrees < 40 and mired < 70):
                continue
            kind = "same" if degrees == 0 and mired < 1 else "other way" if degrees >= 40 else "other warmth"
            pairs.add(lighting.differences(light, again), kind, str(one), str(other))
    return pairs


def place_pairs(folder: Path) -> Pairs:
    """Places against themselves and others: photographed again, and drawn by us behind somebody.

    Again: from elsewhere, at another moment and exposure. Drawn: nearer, blurred, under another lamp; of other places
    always the likest in colour too.
    """
    lent = [(name, *found) for name, picture in photos(folder, most=2) if (found := place_lent(picture)) is not None]
    people = [
        cut for _, picture in photos(folder.parent / "people", most=1) if (cut := person_cut(picture)) is not None
    ]
    first = [index for index, (name, *_) in enumerate(lent) if index == 0 or lent[index - 1][0] != name]
    again = [(lent[i][0], Seen(changed(lent[i][1], i, bend=0.0, flips=False)).ground, False) for i in range(len(lent))]
    for i in first:
        for seed in (2 * i, 2 * i + 1):
            drawn = drafted(lent[i][2], people[seed % len(people)], seed=seed)
            again.append((lent[i][0], Seen(drawn).ground, True))
    held = [(lent[i][0], place.ground(lent[i][2], hidden=None)) for i in range(len(lent))]
    return compared(held, again)


def compared(held: list[tuple[str, Ground | None]], again: list[tuple[str, Ground | None, bool]]) -> Pairs:
    pairs, dice = Pairs(), np.random.default_rng(1)
    for name, shown, drawn in again:
        if shown is None:
            continue
        rivals = [(apart(each.swatch, shown.swatch).distance, other) for other, each in held if each and other != name]
        likest = min(rivals)[1]
        for other, one in held:
            same, like = other == name, drawn and other == likest
            if one is None or not (same or like or dice.random() < 0.06):
                continue
            found = place.differences(one, shown)
            if found is not None and not place.too_plain(found):
                other_kind = "drawn, like" if like else "drawn, other" if drawn else "other"
                pairs.add({**found, "drawn": float(drawn)}, "same" if same else other_kind, other, name)
    return pairs


def place_lent(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """The photo, and its place without people as an anchor lends it."""
    everyone = find_person(picture)
    found = read_place(picture, person=None if isinstance(everyone, Missing) else everyone.mask)
    return None if isinstance(found, Missing) else (picture, found[1])


def person_cut(picture: np.ndarray) -> np.ndarray | None:
    everyone = find_person(picture)
    return None if isinstance(everyone, Missing) else cut_out(picture, everyone.mask)


def product_pairs(folder: Path) -> Pairs:
    """Things cut out, against scenes that they, or others, were put into."""
    cuts = []
    for name, picture in photos(folder):
        matte = find_product(picture)
        cut = None if isinstance(matte, Missing) else cut_out(picture, matte.mask)
        if cut is not None:
            cuts.append((name, np.asarray(limited(cut, 900))))
    scenes = [limited(picture, 1000) for _, picture in photos(folder.parent / "places")]
    shown = [
        (name, Seen(pasted(cut, scenes[index * 7 % len(scenes)], seed=index))) for index, (name, cut) in enumerate(cuts)
    ]
    pairs = Pairs()
    for index, (name, cut) in enumerate(cuts):
        held = product.thing(np.ascontiguousarray(cut[..., :3]), cut[..., 3].astype(np.float32) / 255)
        for other, (again, scene) in enumerate(shown):
            if held is not None and (name == again or (index + other) % 6 == 0):
                found = product.differences(held, scene.picture, seen=scene.standing_out)
                if found is not None:
                    pairs.add(found, "same" if name == again else "other", name, again)
    return pairs


MADE = {
    "face": (face_pairs, "people", {"distance": 1.0}),
    "clothing": (clothing_pairs, "clothes", clothing.WEIGHTS),
    "lighting": (lighting_pairs, "", lighting.WEIGHTS),
    "place": (place_pairs, "places", place.WEIGHTS),
    "product": (product_pairs, "products", product.WEIGHTS),
}


LINEAR = ("face", "lighting")
"""The others' distances are of the roots of their differences."""


def report(name: str, pairs: Pairs, weights: dict[str, float]) -> None:
    """AUC with the weights in the code, and with weights fitted on other things than those judged; the curve."""
    names = list(weights)
    columns, kind, weight = pairs.columns(names) ** (1 if name in LINEAR else 0.5), pairs.kind, pairs.weight
    same = kind == "same"
    distance = columns @ np.array(list(weights.values()))
    print(f"\n{name}: {same.sum()} matching pairs, {len(same) - same.sum()} others, {len(set(pairs.things))} couples")
    for other in sorted(set(kind) - {"same"}):
        parts = [
            f"{each} {auc(column[same], column[kind == other]):.3f}"
            for each, column in zip(names, columns.T, strict=True)
        ]
        print(f"  {other:14} AUC {auc(distance[same], distance[kind == other]):.4f}   ({', '.join(parts)})")
    print(f"  all            AUC {auc(distance[same], distance[~same]):.4f}")
    if len(names) > 1:
        for one, rest in (pairs.halves(), pairs.halves()[::-1]):
            judged = columns @ fitted(columns[one], same[one], weight[one])
            print(f"  fitted on one half, AUC on the other: {auc(judged[rest & same], judged[rest & ~same]):.4f}")
        best = fitted(columns, same, weight).round(4).tolist()
        print("  weights of all:", dict(zip(names, best, strict=True)))
    middle, width, error = curve(distance, same, weight)
    print(f"  with the weights in the code: middle {middle:.3f}, width {width:.3f}, {100 * error:.1f} % wrong there")
    scores = np.array([CURVES[name].score(each) for each in distance])
    print(f"  score of matching pairs: {spread(scores[same])}; of others: {spread(scores[~same])}")
    if name == "place":
        drawn = pairs.columns(["drawn"])[:, 0] > 0
        print(f"  drawn: {(same & drawn).sum()} and {(~same & drawn).sum()} pairs, AUC", end=" ")
        print(f"{auc(distance[same & drawn], distance[~same & drawn]):.4f}: {spread(scores[same & drawn])}; ", end="")
        print(f"{spread(scores[~same & drawn])}")


def spread(scores: np.ndarray) -> str:
    low, middle, high = np.quantile(scores, (0.1, 0.5, 0.9))
    return f"{low:.0f} / {middle:.0f} / {high:.0f} (10 %, median, 90 %)"


def main() -> None:
    folder = Path(os.environ["SCORES_EVAL_DIR"])
    for name in sys.argv[1:] or MADE:
        make, inside, weights = MADE[name]
        if (folder / inside).is_dir():
            report(name, make(folder / inside), weights)


if __name__ == "__main__":
    main()
