"""Grammars of citations in languages that set spaces between words: one module for each."""
