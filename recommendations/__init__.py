"""The recommendations of the Working Group: stored, found, shown, curated and imported."""
