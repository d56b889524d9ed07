"""One recommendation and what it is connected with: text, source, relations, family."""
