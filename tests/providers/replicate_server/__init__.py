"""A stand-in for Replicate over real HTTP, in a process of its own.

It keeps what the real one is known to insist on: destinations that exist, zips that open, versions that go before their
model, names that are never free again, results that are gone after an hour. Faults are switched on while it runs. What
an order's inputs carry as `{replicate:<plan>}` decides how its task goes: see `plans`.
"""

from tests.providers.replicate_server.running import RunningReplicate, running_replicate

__all__ = ["RunningReplicate", "running_replicate"]
