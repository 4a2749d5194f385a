"""kill -9 while a master is written, through the real thing: it is written anew by another worker, once."""

import pytest

from tests.flows.test_kills import PATIENCE_S, at_work, call, database, encoders, gone, worker
from tests.flows.test_supervision import wait_until

CLIP = {
    "kind": "text_to_video",
    "model": "draft-clip",
    "prompt": "A cup of coffee in a café, evening",
    "parameters": {"resolution": "720p", "duration": 2, "seed": 1},
}


@pytest.fixture(scope="module")
def token(studio):
    login = {"email": "demo@reklamai.local", "password": "reklamai-demo"}
    return call(studio, "POST", "token", login)["access"]


def ended(studio, token, pk):
    """The generation, once it is over."""

    def over():
        return call(studio, "GET", f"generations/{pk}", token=token)["status"] not in ("queued", "running")

    wait_until(over, seconds=PATIENCE_S)
    return call(studio, "GET", f"generations/{pk}", token=token)


@pytest.mark.soak
def test_a_worker_killed_over_a_master_is_followed_by_one_that_writes_it(studio, token):
    clip = ended(studio, token, call(studio, "POST", "generations", CLIP, token=token)[0]["id"])["assets"][0]
    order = {
        "kind": "master",
        "model": "export-master",
        "parameters": {"master_format": "prores_hq"},
        "references": [{"id": clip["id"], "role": "source_video"}],
    }
    pk = call(studio, "POST", "generations", order, token=token)[0]["id"]
    wait_until(lambda: encoders(studio, pk), seconds=60)
    processes = at_work(studio, pk)

    worker(studio, pk).kill()

    made = ended(studio, token, pk)
    assert made["status"] == "done", made["error"]
    [master] = made["assets"]
    assert master["content_type"] == "video/quicktime"
    assert (master["width"], master["height"]) == (clip["width"], clip["height"])
    assert master["duration_s"] == pytest.approx(clip["duration_s"], abs=0.1)
    assert master["statement"]
    assert gone(processes)
    with database(studio) as connection:
        row = connection.execute(
            "SELECT attempt, parent_id::text FROM studio_generation WHERE id = %s", [pk]
        ).fetchone()
    assert row == (2, clip["generation"])
