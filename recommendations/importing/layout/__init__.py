"""The layout of files: from their bytes to lines, without what their pages add."""
