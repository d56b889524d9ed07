"""Charts of what was recommended: each one entry of a registry, with a page and files."""
