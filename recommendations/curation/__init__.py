"""The editorial workflow: roles, stages, bulk changes, corrections, reviews, restoring."""
