"""The room's REST doors: each reads, calls one service or selector, answers."""
