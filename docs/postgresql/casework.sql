-- Casework's database server: run as an administrator with psql, in the database postgres.
--   psql -v owner_password="'…'" -v web_password="'…'" -v worker_password="'…'" -f docs/postgresql/casework.sql
create role casework_owner  login noinherit password :owner_password;
create role casework_web    login noinherit password :web_password;
create role casework_worker login noinherit password :worker_password;
create database casework owner casework_owner template template0 encoding 'UTF8';
revoke all on database casework from public;
grant connect on database casework to casework_web, casework_worker;
