"""Sound that is computed and not recorded: effects, beds and music by seed."""
