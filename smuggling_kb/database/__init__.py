"""The database: connections, collations, triggers, data version, natural keys, joint reads."""
