"""The admin's pages of tables: upload, preview line by line, confirmation, templates."""
