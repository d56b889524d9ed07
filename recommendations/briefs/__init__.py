"""Briefs: what was recommended on anything that a list can be narrowed to, on one page."""
