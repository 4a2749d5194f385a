"""How surely strangers are found among photos of one person, by the whole album's judgement.

Three ways: draws of real photos (one folder a person, under what IDENTITY_EVAL_DIR names); the same with the limit
chosen on other people than those it is tried on; and albums of the size that people send, of made-up people who lie as
real ones do, as the set has nobody with ten photos.

Run: IDENTITY_EVAL_DIR=... python -m tests.benchmarks.bench_soul_gates
"""

import os
from itertools import combinations
from pathlib import Path

import numpy as np

from reklamai.media.pictures import open_picture
from soulids.media import intruders
from soulids.media.album import judge_album
from soulids.media.photo import judge
from tests.benchmarks import soul_vectors
from tests.benchmarks.bench_soulids import ENOUGH, SUFFIXES, warm_up

DRAWS = 1000
STRANGERS = (1, 2, 3)
MADE_UP, OF_ONE = 400, 40
"""People, and photos of each."""
ALBUMS = ((10, 1), (10, 3), (20, 3), (20, 6), (40, 10))
"""Own photos and strangers'."""


def main():
    tell_made_up()
    folder = os.environ.get("IDENTITY_EVAL_DIR", "")
    if not folder:
        print("IDENTITY_EVAL_DIR names no folder: real photos are not measured.")
        return
    warm_up()
    people = read(Path(folder))
    print(f"{sum(len(rows) for rows in people.values())} photos of {len(people)} people")
    tell_draws(people)
    tell_unseen(people)


def read(folder):
    """By person: facts of the photos that are good enough alone."""
    found = {}
    for path in sorted(each for each in folder.glob("*/*") if each.suffix.lower() in SUFFIXES):
        facts = judge(open_picture(path))
        if facts.usable:
            found.setdefault(path.parent.name, []).append(facts)
    return found


def tell_draws(people):
    """Prints what the album's judgement makes of 5 to 8 own photos and some of others."""
    for count in STRANGERS:
        rng = np.random.default_rng(count)
        told(f"real photos, {count} of others", [drawn(people, rng, count=count) for _each in range(DRAWS)])


def drawn(people, rng, *, count):
    """One album: (strangers, strangers out, own, own lost)."""
    person = rng.choice([name for name, rows in people.items() if len(rows) >= ENOUGH])
    own = rng.permutation(len(people[person]))[: rng.integers(ENOUGH, 9)]
    pool = [facts for name, rows in people.items() if name != person for facts in rows]
    others = rng.permutation(len(pool))[:count]
    album = {f"own{place}": people[person][place] for place in own} | {f"other{at}": pool[at] for at in others}
    return judged(album)


def judged(album):
    facts = judge_album(album, least=ENOUGH, most=len(album))
    out = facts.intruders
    others = [key for key in album if key.startswith("other")]
    mine = [key for key in album if key.startswith("own") and key not in facts.duplicates]
    return len(others), sum(key in out for key in others), len(mine), sum(key in out for key in mine)


def told(what, draws):
    others, out, own, lost = np.sum(draws, axis=0)
    print(f"{what}: {out / others:.2%} of {others} out, {lost / own:.2%} of {own} own lost, {len(draws)} draws")


def tell_unseen(people):
    """Prints the same for a limit that is chosen on half of the people and tried on the other half, for every split."""
    known = [name for name, rows in people.items() if len(rows) >= ENOUGH]
    limits, draws = [], []
    for half in combinations(known, len(known) // 2):
        limit = limit_from({name: people[name] for name in half})
        others = {name: rows for name, rows in people.items() if name not in half}
        limits.append(limit)
        chosen, intruders.OWN = intruders.OWN, limit
        rng = np.random.default_rng(len(limits))
        draws += [drawn(others, rng, count=3) for _each in range(DRAWS // 20)]
        intruders.OWN = chosen
    print(f"limits chosen on half of the people: {min(limits):.3f} to {max(limits):.3f}, in use {intruders.OWN}")
    told("on people whom the limit has not seen, 3 of others", draws)


def limit_from(people):
    """Midway between the farthest own photo and the nearest of another person."""
    own, strange = [], []
    for name, rows in people.items():
        vectors = np.array([facts.vector for facts in rows])
        everybody = np.ones(len(vectors), bool)
        own += list(intruders.distances(vectors, everybody))
        centre = vectors.sum(axis=0) / np.linalg.norm(vectors.sum(axis=0))
        others = [facts.vector for other, each in people.items() if other != name for facts in each]
        strange += list(np.linalg.norm(np.array(others) - centre, axis=1))
    return float((max(own) + min(strange)) / 2)


def tell_made_up():
    """Prints the same for albums of the size that people send."""
    made = soul_vectors.people(MADE_UP, members=OF_ONE, seed=3)
    for own, count in ALBUMS:
        rng = np.random.default_rng(own + count)
        draws = [made_album(made, rng, own, count) for _each in range(DRAWS)]
        told(f"made-up people, {own} own and {count} of others", draws)


def made_album(made, rng, own, count):
    person = int(rng.integers(MADE_UP))
    mine = person * OF_ONE + rng.permutation(OF_ONE)[:own]
    away = rng.choice(MADE_UP - 1, count, replace=False) + 1
    others = (person + away) % MADE_UP * OF_ONE + rng.integers(OF_ONE, size=count)
    kept = intruders.core_of(made.vectors[np.concatenate([mine, others])])
    return count, int((~kept[own:]).sum()), own, int((~kept[:own]).sum())


if __name__ == "__main__":
    main()
