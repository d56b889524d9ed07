"""What things are called in one language: labels, instruments, session ranges, collation."""
