"""Thousands of damaged files, by `make soak`: each is taken or refused; none hangs, swells or takes its cell along."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from reklamai.media import cell

pytestmark = pytest.mark.soak
ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 2**20
WEIGH = """
import json
from tests.media.hostile import pictures, streams, weighing
weighed = weighing.weights(lambda: [*pictures.bit_flips(200), *streams.bit_flips(150)])
print(json.dumps([(each.name, each.outcome, each.seconds, each.peak) for each in weighed]))
"""


def test_no_damaged_file_hangs_swells_or_crashes_its_decoder():
    command = [sys.executable, "-W", "ignore", "-c", WEIGH]
    done = subprocess.run(command, cwd=ROOT, env=cell.environment(), capture_output=True, text=True, timeout=3600)
    weighed = json.loads(done.stdout)
    outcomes = Counter(outcome for _, outcome, _, _ in weighed)
    print(
        outcomes,
        f"slowest {max(weighed, key=lambda each: each[2])}",
        f"heaviest {max(weighed, key=lambda each: each[3])}",
    )

    assert len(weighed) == 8 * 200 + 8 * 150
    assert outcomes["taken"] > 0
    assert not [name for name, outcome, _, _ in weighed if outcome == "ended"]
    assert max(peak for _, _, _, peak in weighed) < 300 * MEGABYTE
    assert max(seconds for _, _, seconds, _ in weighed) < 20
