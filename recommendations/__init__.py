"""What the Working Group recommended: stored, found, shown, curated and imported."""
