"""Several calls at the same moment, each in a thread and on a connection of its own."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from reklamai.core.errors import ReklamError


def at_once(*calls):
    """Run all calls at the same moment; what they returned, None for one that was refused in the product's words."""
    start = threading.Barrier(len(calls))

    def run(call):
        try:
            start.wait(120)
            return call()
        except ReklamError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
