"""Records as rows of lists: few columns are read of each, its HTML is put together at once."""
