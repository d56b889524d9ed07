"""The page of one recommendation and its other forms."""
