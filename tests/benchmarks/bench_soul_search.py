"""How long a search for a face takes among 100,000 trained people, and how many of a person's own it finds.

Run: python -m tests.benchmarks.bench_soul_search [how many]
"""

import json
import os
import sys
import time
from contextlib import contextmanager

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reklamai.settings.test")

import django

django.setup()

import numpy as np
from django.db import connection, transaction
from django.test.utils import setup_databases, teardown_databases

from soulids.models import SoulVersion
from soulids.selectors import search
from studio.models import User
from tests.benchmarks import soul_rows, soul_vectors

ROWS, MEMBERS, OF_ONE_OWNER = 100_000, 4, 20
SEED, ASKED, TIMES, WANTED = 11, 1000, 400, 10
INDEX = "version_embedding"


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    old = setup_databases(verbosity=0, interactive=False)
    try:
        measure(rows)
    finally:
        connection.close()
        teardown_databases(old, verbosity=0)


def measure(rows):
    made = soul_vectors.people(rows // MEMBERS, members=MEMBERS, seed=SEED)
    ids, own = filled(made)
    asked = soul_vectors.photos_of(made.centres, seed=SEED + 2)
    print(f"{SoulVersion.objects.count()} trained people of {len(own)} accounts, {len(made.centres)} different ones")
    tell_owner(made, ids, own, asked)
    graph = tell_everywhere(made, ids, asked)
    tell_json(made, ids, asked, graph)


def filled(made):
    """The rows, each of a person's in another account; the graph is built once they are there."""
    index = next(each for each in SoulVersion._meta.indexes if each.name == INDEX)
    own = soul_rows.owners(len(made.vectors) // OF_ONE_OWNER)
    with connection.schema_editor() as editor:
        editor.remove_index(SoulVersion, index)
    with took("rows written"):
        ids = soul_rows.fill(made.vectors, own[np.arange(len(made.vectors)) % len(own)])
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
    with took("graph built"), connection.schema_editor() as editor:
        editor.add_index(SoulVersion, index)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_size_pretty(pg_relation_size('{INDEX}'))")
        print(f"graph: {cursor.fetchone()[0]}")
    return ids, own


@contextmanager
def took(what):
    began = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - began:.0f} s")


def tell_owner(made, ids, own, asked):
    """Prints how long an owner waits, and whether what they get is exact."""
    of_owner = np.arange(len(ids)) % len(own)
    seconds, exact = [], 0
    for turn in range(TIMES):
        row = turn * 37 % len(ids)
        vector = asked[made.person_of(row)]
        owner = User(pk=int(own[of_owner[row]]))
        began = time.perf_counter()
        near = search.nearest(owner, vector, 5)
        seconds.append(time.perf_counter() - began)
        mine = np.flatnonzero(of_owner == of_owner[row])
        truth = mine[np.argsort(np.linalg.norm(made.vectors[mine] - vector, axis=1))[:5]]
        exact += [each.soul for each in near] == [ids[place] for place in truth]
    print(f"among one's own {OF_ONE_OWNER}: {told(seconds)}; exact {exact} of {TIMES}")


def tell_everywhere(made, ids, asked):
    """Prints the same for all accounts together, and how many of each person's rows are found; returns seconds."""
    place_of = {pk: place for place, pk in enumerate(ids)}
    people = np.random.default_rng(SEED).choice(len(made.centres), min(ASKED, len(made.centres)), replace=False)
    for ef in (40, 100, search.CANDIDATES, 400):
        found, alike, seconds = 0, 0, []
        for person in people:
            began = time.perf_counter()
            near = search.nearest_everywhere(asked[person], WANTED, candidates=ef)
            seconds.append(time.perf_counter() - began)
            places = [place_of[each.soul] for each in near]
            found += sum(made.person_of(place) == person for place in places)
            alike += len(set(places) & set(nearest_rows(made.vectors, asked[person], WANTED)))
        count = len(people)
        print(
            f"among all, ef_search {ef}: {told(seconds)}; of a person's own {found / (MEMBERS * count):.4f}, "
            f"of the exact {WANTED} nearest {alike / (WANTED * count):.4f}"
        )
        if ef == search.CANDIDATES:
            chosen = float(np.median(seconds))
    exact = sum(
        made.person_of(place) == person
        for person in people
        for place in nearest_rows(made.vectors, asked[person], WANTED)
    )
    print(f"of a person's own among the exact {WANTED} nearest: {exact / (MEMBERS * len(people)):.4f}")
    return chosen


def nearest_rows(vectors, vector, most):
    """Exactly, by another way than the database's: of unit vectors the largest products are the smallest distances."""
    along = vectors @ vector
    best = np.argpartition(-along, most)[:most]
    return best[np.argsort(-along[best])]


def told(seconds):
    low, high = np.quantile(seconds, (0.5, 0.95)) * 1000
    return f"median {low:.1f} ms, 95 of 100 under {high:.1f} ms"


def tell_json(made, ids, asked, graph):
    """Prints what the same costs where vectors are kept as JSON, and looked at one by one."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE as_json AS SELECT soul_id, to_jsonb(embedding::real[]) AS v "
                       "FROM soulids_soulversion")  # fmt: skip
    seconds = []
    for vector in asked[:2]:
        began = time.perf_counter()
        scanned(vector)
        seconds.append(time.perf_counter() - began)
    print(f"the same by scanning JSON: {min(seconds):.1f} s, {min(seconds) / graph:.0f} times the median of the graph")
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET LOCAL enable_indexscan = off")
        began = time.perf_counter()
        search.rows_of(search.EVERYWHERE, vector=search.text_of(asked[0]), most=WANTED, but=search.NOBODY, within=2.0)
        print(f"the same by scanning the column: {time.perf_counter() - began:.2f} s")


def scanned(vector):
    """The nearest of a table of JSON, without more in memory than has to be."""
    best = []
    with transaction.atomic(), connection.connection.cursor(name="scan") as cursor:
        cursor.itersize = 2000
        cursor.execute("SELECT soul_id, v FROM as_json")
        for soul, numbers in cursor:
            best.append((float(np.linalg.norm(np.array(json.loads(numbers), np.float32) - vector)), soul))
    return sorted(best)[:WANTED]


if __name__ == "__main__":
    main()
