"""Searches for a face among some thousands of made-up people who lie as real ones do."""

import numpy as np
import pytest
from django.db import connection

from reklamai.media.faces import identity
from soulids.models import SoulVersion
from soulids.selectors import search
from studio.models import User
from tests.benchmarks import soul_rows, soul_vectors

PEOPLE, MEMBERS, ACCOUNTS, SEED = 400, 4, 80, 5


@pytest.fixture(scope="module")
def made():
    return soul_vectors.people(PEOPLE, members=MEMBERS, seed=SEED)


@pytest.fixture(scope="module")
def asked(made):
    """One more vector of each person."""
    return soul_vectors.photos_of(made.centres, seed=SEED + 2)


@pytest.fixture
def filled(db, made):
    """(ids of the Soul IDs, keys of their owners), in the order of `made.vectors`."""
    own = soul_rows.owners(ACCOUNTS)
    owner_of = own[np.arange(len(made.vectors)) % ACCOUNTS]
    return soul_rows.fill(made.vectors, owner_of), owner_of


def apart(rows, others):
    return np.linalg.norm(rows[:, None] - others[None], axis=2)


def test_made_up_people_lie_as_far_from_one_another_as_measured_on_photos(made):
    own = np.linalg.norm(made.vectors - np.repeat(made.centres, MEMBERS, axis=0), axis=1)
    strange = apart(made.vectors[: 100 * MEMBERS], made.centres[100:])

    assert np.allclose(np.linalg.norm(made.vectors, axis=1), 1, atol=1e-5)
    assert (own.mean(), own.std()) == pytest.approx((0.199, 0.034), abs=0.004)
    assert (strange.mean(), strange.std()) == pytest.approx((0.551, 0.060), abs=0.008)
    assert own.max() < 0.32 and strange.min() > 0.25


def test_the_same_seed_makes_the_same_people(made):
    again = soul_vectors.people(PEOPLE, members=MEMBERS, seed=SEED)
    others = soul_vectors.people(PEOPLE, members=MEMBERS, seed=SEED + 1)

    assert np.array_equal(made.vectors, again.vectors)
    assert not np.array_equal(made.vectors, others.vectors)


def test_among_ones_own_the_answer_is_exact_and_nobody_elses_is_in_it(filled, made, asked):
    ids, owner_of = filled

    for person in range(0, PEOPLE, 23):
        owner = User(pk=int(owner_of[person * MEMBERS]))
        near = search.nearest(owner, asked[person], 5)

        mine = np.flatnonzero(owner_of == owner.pk)
        truth = np.linalg.norm(made.vectors[mine].astype(np.float64) - asked[person], axis=1)
        best = np.argsort(truth)[:5]
        assert [each.soul for each in near] == [ids[mine[place]] for place in best]
        assert [each.apart for each in near] == pytest.approx(list(truth[best]), abs=1e-5)
        assert {each.owner for each in near} == {owner.pk}


def test_ones_own_are_read_by_an_index_of_owners_and_not_by_the_graph(filled, asked):
    _ids, owner_of = filled
    wanted = {"owner": int(owner_of[0]), "vector": search.text_of(asked[0]), "most": 5}

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {search.OWN}", wanted)
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "Index Cond: (owner_id =" in plan
    assert "version_embedding" not in plan


def test_of_a_persons_own_among_all_accounts_ninety_nine_of_a_hundred_are_found(filled, made, asked):
    ids, _owner_of = filled
    place_of = {pk: place for place, pk in enumerate(ids)}

    with connection.cursor() as cursor:
        # So few rows are quicker read one by one: the graph is to be tested, not the planner.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {search.EVERYWHERE}", everything(asked[0]))
        plan = "\n".join(line for (line,) in cursor.fetchall())
    found = [
        sum(made.person_of(place_of[each.soul]) == person for each in search.nearest_everywhere(asked[person], 10))
        for person in range(0, PEOPLE, 4)
    ]

    assert "Index Scan using version_embedding" in plan
    assert sum(found) / (MEMBERS * len(found)) >= 0.99


def everything(vector):
    return {"vector": search.text_of(vector), "most": 10, "but": search.NOBODY, "within": search.FARTHEST}


def test_staff_are_told_of_other_accounts_within_a_distance_nearest_first(filled, made, asked):
    _ids, owner_of = filled
    own = int(owner_of[0])

    near = search.nearest_everywhere(asked[0], 50, but=own, within=0.4)

    others = made.vectors[owner_of != own]
    exact = np.linalg.norm(others - asked[0], axis=1)
    assert [each.apart for each in near] == sorted(each.apart for each in near)
    assert own not in {each.owner for each in near}
    assert len(near) == int((exact <= 0.4).sum()) == MEMBERS - 1


def test_the_same_person_in_other_accounts_is_told_within_the_persons_own_threshold(filled, made):
    ids, owner_of = filled
    version = SoulVersion.objects.get(soul=ids[0])

    near = search.same_face_elsewhere(version)

    exact = np.linalg.norm(made.vectors[owner_of != owner_of[0]] - made.vectors[0], axis=1)
    assert len(near) == int((exact <= identity.SAME).sum())
    assert {ids.index(each.soul) for each in near} >= {1, 2, 3}
