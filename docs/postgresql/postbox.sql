-- The postbox's logins and database: run once with psql, as an administrator of the outside host's server:
--   psql -d postgres -f docs/postgresql/postbox.sql
-- psql asks for each password and sends only its SCRAM verifier, so it stands in no log.
create role postbox_owner login noinherit;
create role portal        login noinherit;
create role collector     login noinherit;
\password postbox_owner
\password portal
\password collector
create database postbox owner postbox_owner template template0 encoding 'UTF8';
revoke all on database postbox from public;
grant connect on database postbox to portal, collector;
