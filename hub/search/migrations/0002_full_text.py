"""What finds words: two FTS5 tables on SQLite, derived columns and their indexes on PostgreSQL.

No triggers: Django makes a table of SQLite anew when a field changes, and triggers go with the old one. `ascii` as
tokenizer because the words are split and folded already: it takes every character but ASCII punctuation as part of
a word.
"""

from django.db import Error, migrations, transaction

SQLITE = """
CREATE VIRTUAL TABLE search_words USING fts5(name, description, overview, tokenize = 'ascii', prefix = '1 2 3');
CREATE VIRTUAL TABLE search_parts USING fts5(name, tokenize = 'trigram');
"""
SQLITE_BACK = "DROP TABLE search_words; DROP TABLE search_parts;"

# A tsvector written out, `word:1A`, instead of to_tsvector: PostgreSQL's parser would split by rules of its own.
POSTGRESQL = """
ALTER TABLE search_searchdocument ADD COLUMN words tsvector GENERATED ALWAYS AS ((
    regexp_replace(name, '[^ ]+', '''\\&'':1A', 'g') || ' ' ||
    regexp_replace(description, '[^ ]+', '''\\&'':2B', 'g') || ' ' ||
    regexp_replace(overview, '[^ ]+', '''\\&'':3C', 'g')
)::tsvector) STORED;
CREATE INDEX search_words ON search_searchdocument USING gin (words);
"""
POSTGRESQL_BACK = (
    "DROP INDEX IF EXISTS search_parts;"
    "ALTER TABLE search_searchdocument DROP COLUMN words;"
)
TRIGRAMS = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX search_parts ON search_searchdocument USING gin (name gin_trgm_ops);
"""


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        run(schema_editor, SQLITE)
    else:
        run(schema_editor, POSTGRESQL)
        index_parts(schema_editor)


def index_parts(schema_editor):
    """Parts of names are found without the extension too, only slower: not every user may create one."""
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            run(schema_editor, TRIGRAMS)
    except Error:
        pass


def backwards(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    run(schema_editor, SQLITE_BACK if is_sqlite else POSTGRESQL_BACK)


def run(schema_editor, script):
    for statement in script.split(";"):
        if statement.strip():
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_search_document")]

    operations = [migrations.RunPython(forwards, backwards)]
