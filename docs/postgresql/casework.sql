-- Casework's logins and database: run once with psql, as an administrator of the inside host's server:
--   psql -d postgres -f docs/postgresql/casework.sql
-- psql asks for each password and sends only its SCRAM verifier, so it stands in no log.
create role casework_owner  login noinherit;
create role casework_web    login noinherit;
create role casework_worker login noinherit;
\password casework_owner
\password casework_web
\password casework_worker
create database casework owner casework_owner template template0 encoding 'UTF8';
revoke all on database casework from public;
grant connect on database casework to casework_web, casework_worker;
