"""ElevenLabs: speech with the times of its words, voices changed, effects and music. Every call answers at once."""
