"""Home, about, codebook, sitemap, and the frame of every page."""
