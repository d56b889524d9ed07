"""The search in the documents' own words: the passages that match, the best first."""
