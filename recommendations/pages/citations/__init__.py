"""What documents cite, what cites them, and the concordance of numbers."""
