"""Pages of anchors: each reads, calls one service or selector, and answers."""
