"""What pages of Soul IDs show, gathered from rows that are read already."""
