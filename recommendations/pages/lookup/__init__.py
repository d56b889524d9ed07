"""From a citation as people write it to the record or passage."""
