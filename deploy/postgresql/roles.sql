-- The two roles of Peilstok. Run once as superuser, in the database that Peilstok will use (README.md says how).
-- The owner makes and changes the tables. The app's role reads and writes rows, and can do nothing else.
\set ON_ERROR_STOP on

CREATE ROLE peilstok_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION;
CREATE ROLE peilstok_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION;

-- Passwords come from the environment where it has them (containers do); otherwise psql asks, and shows nothing.
\getenv owner_password PEILSTOK_OWNER_PASSWORD
\getenv app_password PEILSTOK_APP_PASSWORD
\if :{?owner_password}
    ALTER ROLE peilstok_owner PASSWORD :'owner_password';
\else
    \password peilstok_owner
\endif
\if :{?app_password}
    ALTER ROLE peilstok_app PASSWORD :'app_password';
\else
    \password peilstok_app
\endif

-- Nobody else comes in, and only the owner makes anything.
SELECT current_database() AS this \gset
REVOKE ALL ON DATABASE :"this" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"this" TO peilstok_owner, peilstok_app;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO peilstok_owner;
GRANT USAGE ON SCHEMA public TO peilstok_app;

-- Also for tables of later versions.
ALTER DEFAULT PRIVILEGES FOR ROLE peilstok_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO peilstok_app;
ALTER DEFAULT PRIVILEGES FOR ROLE peilstok_owner IN SCHEMA public
    GRANT USAGE ON SEQUENCES TO peilstok_app;
