"""The database: connections, triggers, the version of the data, natural keys, joint reads."""
