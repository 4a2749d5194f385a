"""How fast files go in and out of a store, and what a large one costs in memory: a folder, and moto's server."""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django
from django.test.utils import override_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reklamai.settings.test")
django.setup()

from reklamai.core.stores import store
from tests.bucket import client_of, running_moto, settings_for

MB = 1 << 20


def seconds(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def drain(name):
    for _piece in store().read(name):
        pass


def measured(megabytes):
    """(put, read) in MB/s, and by how many MB the process's peak grew over what it was before."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.mp4"
        with path.open("wb") as file:
            for _each in range(megabytes):
                file.write(os.urandom(MB))
        store().check(write=True)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        put = seconds(lambda: store().put("1/large.mp4", path, sha256="0" * 64))
        read = seconds(lambda: drain("1/large.mp4"))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return megabytes / put, megabytes / read, grown


def tell(where, megabytes):
    put, read, grown = measured(megabytes)
    print(f"| {where} | {megabytes} MB | {put:.0f} MB/s | {read:.0f} MB/s | {grown:.0f} MB |", flush=True)


def in_its_own_process(*arguments):
    """Peaks are of a process: each figure has a fresh one."""
    subprocess.run([sys.executable, "-m", "tests.benchmarks.bench_store", *arguments], check=True)


def main():
    given = argparse.ArgumentParser()
    given.add_argument("--mb", type=int)
    given.add_argument("--address")
    options = given.parse_args()
    if options.mb is None:
        with running_moto() as address:
            client_of(address).create_bucket(Bucket="bench")
            for megabytes in ("30", "300"):
                in_its_own_process("--mb", megabytes)
                in_its_own_process("--mb", megabytes, "--address", address)
        return
    if options.address:
        with override_settings(**settings_for(S3_BUCKET="bench", S3_ENDPOINT_URL=options.address)):
            tell("bucket of moto", options.mb)
        return
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        tell("folder", options.mb)


if __name__ == "__main__":
    main()
