"""Everything in a database's catalogue that decides who may do what."""

import psycopg

QUERIES = {
    "tables": """
        select c.relname, c.relkind, pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity,
            c.relpersistence, array(select a::text from unnest(c.relacl) a order by 1)
        from pg_class c where relnamespace = 'casework'::regnamespace order by 1
    """,
    "columns": """
        select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
            array(select x::text from unnest(a.attacl) x order by 1)
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'casework'::regnamespace and a.attnum > 0 and not a.attisdropped order by 1, 2
    """,
    "policies": "select * from pg_policies where schemaname = 'casework' order by tablename, policyname",
    "doors": """
        select p.oid::regprocedure::text, pg_get_userbyid(proowner), prosecdef, proconfig, provolatile,
            prosrc, array(select x::text from unnest(proacl) x order by 1)
        from pg_proc p where pronamespace = 'casework'::regnamespace order by 1
    """,
    "triggers": """
        select tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled from pg_trigger
        where not tgisinternal order by 1, 2
    """,
    "constraints": """
        select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'casework'::regnamespace and contype <> 'n' order by 1, 2
    """,
    "schema": """
        select pg_get_userbyid(nspowner), array(select x::text from unnest(nspacl) x order by 1)
        from pg_namespace where nspname = 'casework'
    """,
    "database": """
        select pg_get_userbyid(datdba), array(select x::text from unnest(datacl) x order by 1)
        from pg_database where datname = current_database()
    """,
    "taken from everybody": """
        select p.oid::regprocedure::text from pg_proc p
        where pronamespace = 'pg_catalog'::regnamespace
            and not has_function_privilege('casework_web', p.oid, 'execute')
        order by 1
    """,
}


def catalogue(url: str) -> dict[str, list[tuple]]:
    """By what is compared; the same for two databases that guard the same."""
    with psycopg.connect(url.replace("+psycopg", "")) as admin:
        return {name: admin.execute(query).fetchall() for name, query in QUERIES.items()}
