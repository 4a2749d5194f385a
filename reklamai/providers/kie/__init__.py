"""KIE.ai: one account for models of many makers, behind one pair of calls."""
