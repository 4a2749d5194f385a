"""Outside words into asks, and our rows into JSON. No number of a face goes out here."""
