"""Recommendations that a program finds similar: how alike two are, finding, showing, judging."""
