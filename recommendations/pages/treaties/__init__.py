"""Treaties and their articles, with what cites them."""
