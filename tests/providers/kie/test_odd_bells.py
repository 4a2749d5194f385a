import pytest

from reklamai.core.secret import Secret
from reklamai.providers.kie.signature import task_id_of, verified


@pytest.mark.parametrize("name", ["a\x00b", "\ud800", "x" * 201, "", " ", "a b", "ё", 7, None, ["a"]])
def test_what_cannot_be_a_tasks_name_is_none(name):
    assert task_id_of({"taskId": name}) == ""


@pytest.mark.parametrize("name", ["281e5b0f39b9a0f1b2c3d4e5f6a7b8c9", "task_1-2.3:4"])
def test_a_tasks_name_is_found(name):
    assert task_id_of({"data": {"task_id": name}}) == name


@pytest.mark.parametrize("timestamp", ["", "-1", "٣", "9" * 5000, "1e3", " 1"])
def test_a_moment_that_is_none_verifies_nothing(timestamp):
    assert not verified(Secret("bell-key"), task_id="a", timestamp=timestamp, signature="x", now=1.0)
