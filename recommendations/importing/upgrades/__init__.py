"""Upgrades of older databases: what files last wrote, and migrations that had other names."""
