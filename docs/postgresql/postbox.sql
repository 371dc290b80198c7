-- The postbox's database server: run as an administrator with psql, in the database postgres.
--   psql -v owner_password="'…'" -v portal_password="'…'" -v collector_password="'…'" -f docs/postgresql/postbox.sql
create role postbox_owner login noinherit password :owner_password;
create role portal        login noinherit password :portal_password;
create role collector     login noinherit password :collector_password;
create database postbox owner postbox_owner template template0 encoding 'UTF8';
revoke all on database postbox from public;
grant connect on database postbox to portal, collector;
