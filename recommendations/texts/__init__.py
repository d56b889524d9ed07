"""Pure rules on texts: folding, modal verbs, differences."""
