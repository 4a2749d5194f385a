"""A face detector that was trained on photographs finds the drawn faces."""

import json
import subprocess
import sys

import numpy as np

from reklamai.media.scene.figures import draw_person
from reklamai.media.scene.model import SceneLight
from reklamai.media.words.reading import Framing, Person, Who

# In a process of its own: MediaPipe starts threads that must not be forked by another test.
DETECT = """
import json, sys, warnings
warnings.simplefilter("ignore")
import mediapipe, numpy
Faces = mediapipe.solutions.face_detection.FaceDetection
pictures = numpy.load(sys.argv[1])["pictures"]
found = []
for model in (0, 1):
    with Faces(model_selection=model, min_detection_confidence=0.5) as finder:
        found.append([bool(finder.process(one).detections) for one in pictures])
print(json.dumps([any(pair) for pair in zip(*found)]))
"""


def on_grey(pixels):
    """A 512 px square of grey with the figure in its lower middle."""
    rows, columns = min(512, pixels.shape[0]), min(512, pixels.shape[1])
    cut = pixels[:rows, (pixels.shape[1] - columns) // 2 :][:, :columns].astype(np.float32)
    picture = np.full((512, 512, 3), 190, np.float32)
    left = (512 - columns) // 2
    alpha = cut[..., 3:] / 255.0
    place = picture[512 - rows :, left : left + columns]
    place[:] = place * (1 - alpha) + cut[..., :3] * alpha
    return picture.astype(np.uint8)


def test_most_drawn_front_faces_are_faces_to_a_detector(tmp_path):
    people = [Person(who=who) for who in Who]
    light = SceneLight()
    pictures = [
        on_grey(draw_person(person, height_px=1000, light=light, seed=seed, crop=Framing.CLOSE_UP).pixels)
        for person in people
        for seed in range(4)
    ]
    np.savez(tmp_path / "faces.npz", pictures=np.stack(pictures))

    done = subprocess.run(
        [sys.executable, "-c", DETECT, str(tmp_path / "faces.npz")], capture_output=True, text=True, timeout=200
    )

    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.strip().splitlines()[-1])
    assert np.mean(found) >= 0.8
