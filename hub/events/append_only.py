"""The database refuses to change an event, and to delete one but by hub/events/pruning.py.

Allowed: noting that the followers were told, and forgetting who it was and from where. The triggers are made after each
`migrate`: on SQLite a table that Django alters is a new one without them.
"""

from django.db import connections

from hub.events.models import Event, Pruning

TABLE = Event._meta.db_table
WHAT = "kind, at, credential, namespace, repository_id, repository, tag, digest, data"
WHO = "actor_id, address"
IS_OTHER = " OR ".join(
    f"(NEW.{column} IS NOT NULL AND (OLD.{column} IS NULL OR NEW.{column} <> OLD.{column}))"
    for column in WHO.split(", ")
)
IS_PRUNED = f"EXISTS (SELECT 1 FROM {Pruning._meta.db_table})"  # noqa: S608
REFUSAL = "events are never changed"
WHEN = {
    "events_stay_what_they_are": f"BEFORE UPDATE OF {WHAT} ON {TABLE}",
    "events_stay_whose_they_are": f"BEFORE UPDATE OF {WHO} ON {TABLE}",
    "events_stay": f"BEFORE DELETE ON {TABLE}",
}
FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION events_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE FUNCTION events_refuse_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {IS_PRUNED} THEN RETURN OLD; END IF;
  RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def install(*, using, **_):
    """After `migrate`."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTIONS)
        for name, sql in triggers(connection.vendor).items():
            cursor.execute(drop(name, connection.vendor))
            cursor.execute(f"CREATE TRIGGER {name} {sql}")


def drop(name, vendor):
    where = f" ON {TABLE}" if vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {name}{where}"


def triggers(vendor):
    """The rest of each CREATE TRIGGER, by name."""
    stay_what, stay_whose, stay = WHEN
    if vendor == "postgresql":
        refuse = "EXECUTE FUNCTION events_refuse()"
        return {
            stay_what: f"{WHEN[stay_what]} FOR EACH ROW {refuse}",
            stay_whose: f"{WHEN[stay_whose]} FOR EACH ROW WHEN ({IS_OTHER}) {refuse}",
            stay: f"{WHEN[stay]} FOR EACH ROW EXECUTE FUNCTION events_refuse_deletion()",
        }
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return {
        stay_what: f"{WHEN[stay_what]} {refuse}",
        stay_whose: f"{WHEN[stay_whose]} WHEN {IS_OTHER} {refuse}",
        stay: f"{WHEN[stay]} WHEN NOT {IS_PRUNED} {refuse}",
    }
