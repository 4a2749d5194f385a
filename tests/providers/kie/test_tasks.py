import json
from decimal import Decimal

import pytest

from reklamai.core.errors import Failed, Moderated, Rejected
from reklamai.providers.kie.failures import InputLost, KeptCredits, error_of
from reklamai.providers.kie.tasks import Task, UnknownAnswer, parse, parse_product

RUNNING = {
    "taskId": "t1", "model": "nano-banana-2", "state": "waiting", "resultJson": "", "failCode": None, "failMsg": None,
    "param": json.dumps({"input": json.dumps({"prompt": "x"}), "model": "nano-banana-2"}),
    "costTime": None, "completeTime": None, "createTime": 1776850322264, "creditsConsumed": 8,
}  # fmt: skip
"""As recorded: nulls, `param` encoded twice, seconds."""


def done(result, **more):
    return RUNNING | {
        "state": "success", "resultJson": json.dumps(result), "costTime": 48, "completeTime": 1776850370265,
    } | more  # fmt: skip


def test_a_running_task_has_neither_result_nor_failure():
    task = parse(RUNNING)

    assert task == Task(id="t1", state="waiting", model="nano-banana-2", credits=Decimal(8))
    assert not task.is_over


def test_a_finished_task_has_its_files_its_price_and_its_time():
    task = parse(done({"resultUrls": ["https://f/1.png", "https://f/2.png"]}, creditsConsumed=6.5))

    assert task.urls == ("https://f/1.png", "https://f/2.png")
    assert (task.credits, task.seconds) == (Decimal("6.5"), 48.001)
    assert task.is_over


def test_the_documented_shape_is_read_too():
    task = parse(
        {"taskId": "t1", "state": "generating", "resultJson": "", "failCode": "", "failMsg": "", "costTime": 0}
    )

    assert (task.state, task.credits, task.fail_code) == ("generating", None, "")


def test_frames_and_objects_of_a_result_are_kept():
    task = parse(
        done({"resultUrls": ["https://f/v.mp4"], "lastFrameUrl": "https://f/last.png", "resultObject": {"a": 1}})
    )

    assert task.result["lastFrameUrl"] == "https://f/last.png"
    assert task.result["resultObject"] == {"a": 1}


def test_a_success_without_files_is_legal():
    assert parse(done({"resultObject": {"subject_status": 1}})).urls == ()


def test_the_files_of_songs_are_found():
    songs = [{"audio_url": "https://f/1.mp3", "title": "One"}, {"audioUrl": "https://f/2.mp3"}, {"title": "not ready"}]

    assert parse(done({"sunoData": songs})).urls == ("https://f/1.mp3", "https://f/2.mp3")


@pytest.mark.parametrize("result", ["{broken", "[1, 2]", '"text"', "7"])
def test_a_result_that_is_no_object_is_reported_not_waited_for(result):
    with pytest.raises(UnknownAnswer):
        parse(RUNNING | {"state": "success", "resultJson": result})


@pytest.mark.parametrize("state", ["paused", "", None])
def test_a_state_that_nobody_knows_is_reported_not_waited_for(state):
    with pytest.raises(UnknownAnswer):
        parse(RUNNING | {"state": state})


@pytest.mark.parametrize(("flag", "state"), [(0, "generating"), (1, "success"), (2, "fail"), (3, "fail")])
def test_the_flags_of_the_products_own_records_become_states(flag, state):
    task = parse_product({"successFlag": flag, "response": {"resultUrls": ["https://f/v.mp4"]}}, task_id="veo")

    assert (task.id, task.state) == ("veo", state)
    assert task.urls == (("https://f/v.mp4",) if state == "success" else ())


def test_veos_old_list_in_a_text_is_read():
    record = {"successFlag": 1, "response": {"resultUrls": '["https://f/v.mp4"]'}}

    assert parse_product(record, task_id="veo").urls == ("https://f/v.mp4",)


def test_runways_record_has_states_of_its_own():
    record = {"state": "success", "videoInfo": {"videoUrl": "https://f/r.mp4", "imageUrl": "https://f/r.png"}}

    assert parse_product(record, task_id="r").urls == ("https://f/r.mp4",)
    assert parse_product({"state": "queueing"}, task_id="r").state == "queuing"


def test_an_unknown_flag_is_reported():
    with pytest.raises(UnknownAnswer):
        parse_product({"successFlag": 9}, task_id="veo")


# Codes and sentences of recorded failures: kie.md 2.4.
@pytest.mark.parametrize(
    ("code", "message", "kept", "error"),
    [
        ("500", "Internal Error, Please try again later.", 0, Failed),
        ("500", "internal error, please try again later.", None, Failed),
        ("501", "Generation Failed", 0, Failed),
        ("400", "image fetch failed. Check access settings or use our File Upload API instead.", 0, InputLost),
        ("400", "The current content could not be processed", 0, Moderated),
        ("422", "CONTENT_POLICY_BLOCKED: The input or output was flagged as sensitive…", 0, Moderated),
        ("500", "nsfw", 0, Moderated),
        ("500", "Internal Error, Please try again later.", 2.0, KeptCredits),
        ("400", "aspect_ratio is not within the range of allowed options", 0, Rejected),
        ("999", "something new", 0, Rejected),
    ],
)
def test_a_failure_says_whether_it_may_be_tried_anew(code, message, kept, error):
    consumed = None if kept is None else Decimal(str(kept))

    found = error_of(Task(id="t", state="fail", fail_code=code, fail_message=message, credits=consumed))

    assert type(found) is error
    assert found.repeatable is (error in (Failed, InputLost))
    assert found.facts["vendor_code"] == code
