import pytest
from django.conf import settings

from reklamai.core.checks import check_queue_retries
from reklamai.core.queues import least_retry, too_short_retries


@pytest.mark.parametrize(
    ("workers", "queue_limit", "least"),
    [(1, 1, 2700), (2, 1, 1800), (4, 1, 1800), (1, 20, 19_800)],
)
def test_a_task_waits_behind_all_that_its_process_holds(workers, queue_limit, least):
    assert least_retry(900, workers=workers, queue_limit=queue_limit) == least


def test_our_clusters_never_hand_a_running_task_out_again():
    assert too_short_retries(settings.Q_CLUSTER) == []
    assert check_queue_retries(None) == []


def test_a_short_retry_of_either_cluster_stops_the_start(settings):
    heavy = {**settings.Q_CLUSTER["ALT_CLUSTERS"]["heavy"], "retry": 901}
    settings.Q_CLUSTER = {**settings.Q_CLUSTER, "ALT_CLUSTERS": {"heavy": heavy}}

    [error] = check_queue_retries(None)

    assert error.id == "core.E001"
    assert "heavy: retry 901" in error.msg
