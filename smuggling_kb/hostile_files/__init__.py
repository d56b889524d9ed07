"""Files from outside, read in a process of their own that can neither grow, last nor write."""
