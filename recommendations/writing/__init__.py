"""The HTML of what a page has many times: rows and the values of filters.

As templates they took longer than all the rest of the page together, so they are written here.
"""
