"""Families of restated recommendations, and recommendations side by side."""
