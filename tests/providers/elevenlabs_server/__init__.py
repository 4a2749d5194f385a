"""A stand-in for ElevenLabs over real HTTP, in a process of its own.

Every order is answered with the sound itself. Faults are switched on while it runs; an order of the fault "hold" is
taken, paid and kept without an answer until `release`. What was taken from the account stands in `characters`.
"""

from tests.providers.elevenlabs_server.running import RunningElevenLabs, running_elevenlabs

__all__ = ["RunningElevenLabs", "running_elevenlabs"]
