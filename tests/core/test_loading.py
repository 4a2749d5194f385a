"""How the collector stands in a process that loads, and in one that has loaded; each in a process of its own."""

import gc
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEN = "import gc, json; print(json.dumps([gc.get_threshold(), gc.get_freeze_count()]))"


def seen(*command):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "reklamai.settings.test"}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    threshold, frozen = json.loads(done.stdout.splitlines()[-1])
    return tuple(threshold), frozen


def test_a_command_loads_without_being_searched_again_and_again():
    (first, _second, _third), frozen = seen("manage.py", "shell", "--no-imports", "-v", "0", "-c", SEEN)

    assert first >= 10_000
    assert frozen == 0


def test_what_stays_is_searched_as_usual_and_what_is_loaded_no_more():
    loads = "from reklamai.core import loading; loading.begins(); import django; loading.is_over(); "

    threshold, frozen = seen("-c", loads + SEEN)

    assert threshold == gc.get_threshold()
    assert frozen > 1000


def test_cycles_of_later_work_are_found():
    later = (
        "import weakref, gc\nfrom reklamai.core import loading\nloading.begins(); loading.is_over()\n"
        "class Work: pass\nwork = Work(); work.itself = work; known = weakref.ref(work)\n"
        "del work; gc.collect(); assert known() is None\n"
    )

    assert seen("-c", later + SEEN)[1] > 0
