"""A stand-in for KIE.ai over real HTTP, in a process of its own.

It behaves as *recorded* traffic does, where that differs from the documentation: HTTP 200 for errors, nulls, seconds,
`param` encoded twice, a late "recordInfo is null". Faults are switched on while it runs. What an order's words carry as
`{kie:<plan>}` decides how its task goes: see `plans`.
"""

from tests.providers.kie_server.running import RunningKie, running_kie

__all__ = ["RunningKie", "running_kie"]
