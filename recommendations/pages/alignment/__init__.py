"""The alignment: which texts are held in which languages, official or not, alike or not."""
