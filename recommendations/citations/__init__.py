"""From words to what they cite: grammar, targets, links."""
