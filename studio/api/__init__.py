"""The REST doors: each reads, calls one service or selector, answers."""
