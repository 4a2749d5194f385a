"""Photos of one person: judged one by one and together, and learned from. No Django in here."""
