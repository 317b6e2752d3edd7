from itertools import groupby

from django.db import migrations, models
from django.db.models import Q

from hub.oci import layers, manifests

AT_ONCE = 500
STATEMENTS = (
    "application/vnd.in-toto",
    "application/vnd.dsse",
    "application/vnd.dev.sigstore.bundle",
)


def fill(apps, schema_editor):
    """What a push writes since then, for what was pushed before."""
    manifest = apps.get_model("content", "Manifest")
    last = 0
    while pks := list(
        manifest.objects.filter(pk__gt=last)
        .order_by("pk")
        .values_list("pk", flat=True)[:AT_ONCE]
    ):
        last = pks[-1]
        fill_chains(apps, manifest.objects.filter(pk__in=pks, kind="image"))
        fill_predicates(apps, manifest.objects.filter(pk__in=pks))


def fill_chains(apps, images):
    rows = apps.get_model("content", "ManifestBlob").objects.filter(
        manifest__in=images.values("pk"), role="layer"
    )
    rows = rows.order_by("manifest_id", "position")
    rows = rows.values_list("manifest_id", "position", "blob__digest")
    chains = {}
    for pk, found in groupby(rows, key=lambda row: row[0]):
        positions, digests = zip(*((row[1], row[2]) for row in found), strict=True)
        # A gap is a layer that is fetched elsewhere.
        if positions == tuple(range(len(positions))):
            chains[pk] = layers.chain(digests)
    save(images, "layer_chain", chains)


def fill_predicates(apps, found):
    of_type = Q()
    for beginning in STATEMENTS:
        of_type |= Q(blob_references__media_type__startswith=beginning)
    stating = found.filter(of_type).distinct()
    contents = apps.get_model("content", "ManifestContent").objects
    types = {}
    for pk, digest, media_type in stating.values_list("pk", "digest", "media_type"):
        content = contents.filter(pk=digest).first()
        if content is not None:
            types[pk] = predicate_types(bytes(content.content), media_type)
    save(found, "predicate_types", types)


def predicate_types(content, media_type):
    try:
        return manifests.parse(content, media_type).predicate_types
    except manifests.ManifestInvalid:
        return []


def save(found, field, values):
    changed = list(found.filter(pk__in=values).only("pk"))
    for one in changed:
        setattr(one, field, values[one.pk])
    found.model.objects.bulk_update(changed, [field], batch_size=100)


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0003_manifest_pull"),
        ("repositories", "0007_deleted_and_starred_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="manifest",
            name="layer_chain",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Of an image whose layers are all stored here, see hub.oci.layers.",
                max_length=64,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="manifest",
            name="predicate_types",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="What it states about another, see hub.oci.predicates.",
            ),
        ),
        migrations.AddIndex(
            model_name="manifest",
            index=models.Index(
                condition=models.Q(("layer_chain", ""), _negated=True),
                fields=["layer_chain"],
                name="manifest_layer_chain",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
