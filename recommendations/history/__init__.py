"""Versions of every recommendation, their differences, conflicts between curators."""
