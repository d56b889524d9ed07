"""Corrections by spreadsheet: reading, checking, planning, applying."""
