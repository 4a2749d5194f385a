"""Orders fulfilled by ElevenLabs."""
