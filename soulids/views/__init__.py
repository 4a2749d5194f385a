"""Pages of Soul IDs: each reads, calls one service or selector, and answers."""
