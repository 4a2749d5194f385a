"""What a process must not load before it has forked or answered its first page."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOADED = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "reklamai.settings.test"
{body}
print(sorted({{name.partition(".")[0] for name in sys.modules}} & set(sys.argv[1:])))
"""
WEB = "import reklamai.asgi, django.urls; django.urls.get_resolver().url_patterns"
WORKER = "import django; django.setup(); import studio.tasks, django_q.cluster"
SUPERVISOR = "import reklamai.core.supervisor.run"


def loaded(body, *names):
    command = [sys.executable, "-c", LOADED.format(body=body), *names]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("body", [WEB, WORKER])
def test_mediapipe_waits_for_the_worker_that_uses_it(body):
    # A child that was forked after MediaPipe ran aborts or hangs.
    assert loaded(body, "mediapipe", "jax", "dlib") == "[]"


def test_the_supervisor_starts_without_django_apps_and_without_pixels():
    assert loaded(SUPERVISOR, "studio", "rest_framework", "allauth", "twisted", "numpy", "cv2") == "[]"


def test_there_is_one_opencv_and_it_needs_no_display():
    import importlib.metadata

    names = set(importlib.metadata.packages_distributions().get("cv2", []))

    assert names == {"opencv-contrib-python-headless"}
