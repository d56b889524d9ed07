"""Editions of the public data: digests, data versions, and what differs between two."""
