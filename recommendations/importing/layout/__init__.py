"""The layout of files: lines, footnotes, running headers, and what their pages add."""
