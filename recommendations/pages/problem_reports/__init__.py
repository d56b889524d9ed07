"""The form with which readers report a problem, and the confirmation that it was received."""
