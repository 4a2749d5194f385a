"""A master ordered beside a draft: drawn in float, kept next to the picture for browsers, and said so."""

from uuid import uuid4

import cv2
import numpy as np
import pytest
from django.utils import translation

from studio import storage
from studio.ask import Ask
from studio.cards import card
from studio.models import Status
from studio.services import catalogue, orders
from tests.studio.conftest import alice, run  # noqa: F401


@pytest.fixture(autouse=True)
def workshop(transactional_db, private_media):  # the beat of a work that takes seconds looks from another connection
    catalogue.load()
    with translation.override("en"):
        yield


def test_a_draft_with_a_master_has_a_picture_for_the_page_and_a_file_of_true_sixteen_bits(alice, run, tmp_path):
    ask = Ask(
        kind="text_to_image",
        model="draft-picture",
        prompt="A can on a stone, evening",
        parameters={"resolution": "720p", "aspect_ratio": "1:1"},
        master={"format": "tiff16"},
    )

    made = run(orders.order(owner=alice, ask=ask, key=uuid4())[0])

    assert (made.status, made.color_depth) == (Status.DONE, "16bit")
    main, master = made.results
    assert main.is_shown_by_browsers
    assert main.statement == ""
    assert (master.content_type, master.width, master.height) == ("image/tiff", 720, 720)
    assert master.statement == card(made).statement == "16-bit container, true 16-bit pixels"
    pixels = cv2.imread(str(storage.local_copy(master.stored_name, into=tmp_path)), cv2.IMREAD_UNCHANGED)
    assert pixels.dtype == np.uint16
    assert len(np.unique(pixels)) > 1000
