"""The vocabulary of searches: function words, a glossary, phrases, words in sentences."""
