"""Pages of the cinema room: each reads, calls one service or selector, and answers."""
