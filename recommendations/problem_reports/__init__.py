"""Problem reports: what readers say is wrong, and what curators did about it."""
