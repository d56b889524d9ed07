"""The list: filters, search, groups, downloads, completion."""
