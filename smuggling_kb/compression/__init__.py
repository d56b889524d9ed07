"""Compression of answers: which codings a client takes, what may be compressed, and how."""
