"""Home, about, codebook, terms, contact, sitemap."""
