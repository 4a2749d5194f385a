"""kill -9 while an animatic is sketched, through the real thing: nothing is lost, and the animatic comes by itself."""

import pytest

from tests.flows.test_kills import PATIENCE_S, at_work, call, database, encoders, gone, worker
from tests.flows.test_supervision import wait_until

BOARD = {
    "name": "Short",
    "aspect_ratio": "1:1",
    "shots": [
        {"prompt": "A cup of coffee in a café, evening", "duration": 2},
        {"prompt": "A bottle on a table", "duration": 2},
    ],
}
SKETCHES = """
SELECT g.id::text, g.status, g.attempt FROM studio_generation g JOIN video_shotorder o ON o.generation_id = g.id
WHERE o.film_id = %s AND o.part = 'sketch' ORDER BY o.id
"""


@pytest.fixture(scope="module")
def token(studio):
    login = {"email": "demo@reklamai.local", "password": "reklamai-demo"}
    return call(studio, "POST", "token", login)["access"]


def sketches(studio, film):
    with database(studio) as connection:
        return connection.execute(SKETCHES, [film]).fetchall()


@pytest.mark.soak
def test_a_worker_killed_over_a_sketch_is_followed_by_one_that_draws_it_and_the_animatic_comes(studio, token):
    film = call(studio, "POST", "multi-shot", BOARD, token=token)["id"]
    call(studio, "POST", f"multi-shot/{film}/animatic", {}, token=token)
    first = sketches(studio, film)[0][0]
    wait_until(lambda: encoders(studio, first), seconds=PATIENCE_S)
    processes = at_work(studio, first)

    worker(studio, first).kill()

    wait_until(lambda: call(studio, "GET", f"multi-shot/{film}", token=token)["animatic"], seconds=PATIENCE_S)
    made = sketches(studio, film)
    assert [status for _pk, status, _attempt in made] == ["done", "done"], "drawn once each, and no third"
    assert made[0][2] == 2
    assert gone(processes)
    board = call(studio, "GET", f"multi-shot/{film}", token=token)
    assert board["animatic"]["duration_s"] == pytest.approx(4, abs=0.1)
