-- The role and the database of the site, once, as PostgreSQL's own superuser:
--   psql --variable=password=… --file=deploy/postgresql.sql
\set ON_ERROR_STOP on
CREATE ROLE smuggling_kb LOGIN CONNECTION LIMIT 90 PASSWORD :'password';
-- A transaction that a node left behind holds its locks no longer than this.
ALTER ROLE smuggling_kb SET idle_in_transaction_session_timeout = '60s';
CREATE DATABASE smuggling_kb OWNER smuggling_kb ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE smuggling_kb FROM PUBLIC;
