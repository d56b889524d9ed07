"""Drawings: shapes and words as SVG, light and dark, and the files of pictures."""
