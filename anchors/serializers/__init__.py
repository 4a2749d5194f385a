"""Outside words into asks, and our rows into JSON."""
