"""The agreement of two texts of one record: what grammars read of each, and where that differs."""
