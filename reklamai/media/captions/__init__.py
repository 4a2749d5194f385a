"""Captions: what is said cut into readable pieces, written as SRT, WebVTT and ASS, and burned into a clip."""
