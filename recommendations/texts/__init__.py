"""Pure rules on texts: folding, modal words, differences."""
