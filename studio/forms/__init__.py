"""Outside words, checked."""
