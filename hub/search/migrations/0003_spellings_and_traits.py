"""Typing mistakes are forgiven: name and description are also found by what is left of a word without one character.

And what repositories are narrowed by: pushes write it, and a job writes it of those that were pushed to before.
"""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = """
DROP TABLE search_words;
CREATE VIRTUAL TABLE search_words USING fts5(name, description, overview, spellings, tokenize = 'ascii', prefix = '1 2 3');
INSERT INTO search_words(rowid, name, description, overview, spellings)
    SELECT repository_id, name, description, overview, spellings FROM search_searchdocument;
"""
SQLITE_BACK = """
DROP TABLE search_words;
CREATE VIRTUAL TABLE search_words USING fts5(name, description, overview, tokenize = 'ascii', prefix = '1 2 3');
INSERT INTO search_words(rowid, name, description, overview)
    SELECT repository_id, name, description, overview FROM search_searchdocument;
"""
# One column for each question, without weights: an index knows no weights, and each row would be read again for them.
POSTGRESQL = """
ALTER TABLE search_searchdocument
    DROP COLUMN words,
    ADD COLUMN name_words tsvector GENERATED ALWAYS AS (({name})::tsvector) STORED,
    ADD COLUMN line_words tsvector GENERATED ALWAYS AS (({name} || ' ' || {description})::tsvector) STORED,
    ADD COLUMN words tsvector GENERATED ALWAYS AS (({name} || ' ' || {description} || ' ' || {overview})::tsvector) STORED,
    ADD COLUMN spelled tsvector GENERATED ALWAYS AS (({spellings})::tsvector) STORED;
CREATE INDEX search_name_words ON search_searchdocument USING gin (name_words);
CREATE INDEX search_line_words ON search_searchdocument USING gin (line_words);
CREATE INDEX search_words ON search_searchdocument USING gin (words);
CREATE INDEX search_spelled ON search_searchdocument USING gin (spelled);
""".format(
    **{
        column: f"regexp_replace({column}, '[^ ]+', '''\\&''', 'g')"
        for column in ("name", "description", "overview", "spellings")
    }
)
POSTGRESQL_BACK = """
ALTER TABLE search_searchdocument DROP COLUMN name_words, DROP COLUMN line_words, DROP COLUMN words, DROP COLUMN spelled;
ALTER TABLE search_searchdocument ADD COLUMN words tsvector GENERATED ALWAYS AS ((
    regexp_replace(name, '[^ ]+', '''\\&'':1A', 'g') || ' ' ||
    regexp_replace(description, '[^ ]+', '''\\&'':2B', 'g') || ' ' ||
    regexp_replace(overview, '[^ ]+', '''\\&'':3C', 'g')
)::tsvector) STORED;
CREATE INDEX search_words ON search_searchdocument USING gin (words);
"""
SHORTEST, LONGEST = 4, 24
AT_ONCE = 500


def forwards(apps, schema_editor):
    fill(apps.get_model("search", "SearchDocument"))
    if schema_editor.connection.vendor == "sqlite":
        run(schema_editor, SQLITE)
    else:
        run(schema_editor, POSTGRESQL)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        run(schema_editor, SQLITE_BACK)
    else:
        run(schema_editor, POSTGRESQL_BACK)


def fill(documents):
    texts = documents.objects.only("name", "description")
    for document in texts.iterator(AT_ONCE):
        words = f"{document.name} {document.description}".split()
        found = dict.fromkeys(one for word in words for one in spellings(word))
        documents.objects.filter(pk=document.pk).update(spellings=" ".join(found))


def spellings(word):
    if not SHORTEST <= len(word) <= LONGEST:
        return []
    shorter = (word[:at] + word[at + 1 :] for at in range(len(word)))
    return [word, *dict.fromkeys(shorter)]


def run(schema_editor, script):
    for statement in script.split(";"):
        if statement.strip():
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("repositories", "0001_initial"),
        ("search", "0002_full_text"),
    ]

    operations = [
        migrations.AddField(
            model_name="searchdocument",
            name="spellings",
            field=models.TextField(
                blank=True,
                default="",
                help_text="Of name and description, with one character missing.",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(forwards, backwards),
        migrations.CreateModel(
            name="Traits",
            fields=[
                (
                    "repository",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="traits",
                        serialize=False,
                        to="repositories.repository",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="` architecture:amd64  kind:image `, in order.",
                    ),
                ),
            ],
            options={"verbose_name_plural": "traits"},
        ),
    ]
