"""Duties of a public server: its key, its own address, whom to write to, what it refuses."""
