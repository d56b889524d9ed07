"""Home, about, codebook, sitemap."""
