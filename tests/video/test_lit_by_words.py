"""A light of the camera is words to our own engine: the same words typed are the same picture."""

import cv2
import numpy as np

from studio.engines.base import Job
from studio.engines.draft import DraftPicture
from tests.video.entries import ENTRIES

SIZE = {"aspect_ratio": "1:1", "resolution": "720p", "output_format": "png"}


def drawn(folder, prompt, plan):
    folder.mkdir()
    job = Job("a", "text_to_image", ENTRIES["draft-picture"], prompt, 5, SIZE, folder, plan=plan)
    made = DraftPicture().run(job, lambda _stage, _share: None)
    return cv2.imread(str(made.files[0].path))


def test_a_plan_of_words_alone_draws_what_the_words_typed_would(tmp_path):
    words = "A cup of coffee\nneon lighting, magenta and cyan"

    by_camera = drawn(tmp_path / "camera", words, {"words": "neon lighting, magenta and cyan"})
    typed = drawn(tmp_path / "typed", words, {})
    plain = drawn(tmp_path / "plain", "A cup of coffee", {})

    assert np.array_equal(by_camera, typed)
    assert np.abs(typed.astype(int) - plain).mean() > 5
