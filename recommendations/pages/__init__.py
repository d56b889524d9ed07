"""The public pages, one package a section."""
