"""What is stored: blobs once for the whole hub, and per repository the links, manifests and tags that make them reachable."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.utils import timezone

from hub.oci import attachments, digests, media_types, names
from hub.oci.manifests import Platform
from hub.repositories.fields import BytewiseCharField
from hub.repositories.models import Repository


class Blob(models.Model):
    """A promise that the bytes of `digest` stand under `storage_key`, whole and durable."""

    digest = models.CharField(max_length=digests.DIGEST_LENGTH, unique=True)
    size = models.BigIntegerField(help_text="Bytes.")
    storage_key = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    protected_until = models.DateTimeField(
        help_text="Until then it is kept although nothing refers to it yet."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gte=0), name="blob_size_is_no_debt"
            )
        ]
        indexes = [
            models.Index(fields=["protected_until"], name="blob_protected_until")
        ]

    def __str__(self):
        return self.digest


class RepositoryBlob(models.Model):
    """The link that makes a blob reachable through a repository; nothing else does."""

    repository = models.ForeignKey(
        Repository, on_delete=models.CASCADE, related_name="blob_links"
    )
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="links")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["repository", "blob"], name="one_link_a_repository"
            )
        ]

    def __str__(self):
        return f"{self.blob} in {self.repository}"


class ManifestContent(models.Model):
    """The bytes of a manifest exactly as received, in a table of their own so that lists never drag them."""

    digest = models.CharField(max_length=digests.DIGEST_LENGTH, primary_key=True)
    content = models.BinaryField()
    stored_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.digest


class ManifestQuerySet(models.QuerySet):
    def with_digest(self, repository, digest):
        return self.filter(repository=repository, digest=digest)


class Manifest(models.Model):
    class Kind(models.TextChoices):
        IMAGE = "image"
        INDEX = "index"
        ARTIFACT = "artifact"

    repository = models.ForeignKey(
        Repository, on_delete=models.CASCADE, related_name="manifests"
    )
    digest = models.CharField(max_length=digests.DIGEST_LENGTH)
    media_type = models.CharField(max_length=255)
    kind = models.CharField(max_length=8, choices=Kind)
    size = models.BigIntegerField(help_text="Bytes of the manifest itself.")
    content_size = models.BigIntegerField(
        help_text="Bytes of config and layers as they travel; 0 for an index."
    )
    artifact_type = models.CharField(max_length=255, blank=True)
    subject_digest = models.CharField(max_length=digests.DIGEST_LENGTH, blank=True)
    config_digest = models.CharField(max_length=digests.DIGEST_LENGTH, blank=True)
    os = models.CharField(max_length=64, blank=True)
    architecture = models.CharField(max_length=64, blank=True)
    variant = models.CharField(max_length=64, blank=True)
    annotations = models.JSONField(default=dict, blank=True)
    # Of hub.oci.layers.
    layer_chain = models.CharField(
        max_length=64,
        blank=True,
        help_text="Of an image whose layers are all stored here.",
    )
    # Of hub.oci.predicates.
    predicate_types = models.JSONField(
        default=list,
        blank=True,
        help_text="What it states about another.",
    )
    pushed_at = models.DateTimeField(default=timezone.now)
    pushed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ManifestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["repository", "digest"], name="one_manifest_a_repository"
            )
        ]
        indexes = [
            models.Index(
                fields=["repository", "subject_digest"],
                name="manifest_referrers",
                condition=~models.Q(subject_digest=""),
            ),
            models.Index(
                fields=["layer_chain"],
                name="manifest_layer_chain",
                condition=~models.Q(layer_chain=""),
            ),
        ]

    def __str__(self):
        return f"{self.repository}@{self.digest}"

    @property
    def platform(self):
        return Platform(self.os, self.architecture, self.variant)

    @property
    def is_index(self):
        return self.media_type in media_types.INDEXES


class ManifestPull(models.Model):
    """When it was last pulled, beside its row: a pull must not write where every pull reads. See hub.content.pulls.

    Without a constraint in the database: whoever deletes a manifest neither waits for this nor fails on it.
    """

    manifest = models.OneToOneField(
        Manifest,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="pull",
        db_constraint=False,
    )
    last_pulled_at = models.DateTimeField()

    def __str__(self):
        return f"{self.manifest_id} at {self.last_pulled_at}"


class ManifestBlob(models.Model):
    """A config or layer that a manifest needs: as long as this row stands, the blob is not collected."""

    class Role(models.TextChoices):
        CONFIG = "config"
        LAYER = "layer"

    manifest = models.ForeignKey(
        Manifest, on_delete=models.CASCADE, related_name="blob_references"
    )
    blob = models.ForeignKey(
        Blob, on_delete=models.PROTECT, related_name="manifest_references"
    )
    role = models.CharField(max_length=6, choices=Role)
    position = models.PositiveIntegerField(
        help_text="Layers count from 0, the lowest first."
    )
    media_type = models.CharField(max_length=255, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["manifest", "role", "position"], name="one_blob_a_position"
            )
        ]

    def __str__(self):
        return f"{self.role} {self.position} of {self.manifest_id}"


class ManifestChild(models.Model):
    """An entry of an index. Some clients list what is no manifest (build caches list layers), so it may not resolve."""

    index = models.ForeignKey(
        Manifest, on_delete=models.CASCADE, related_name="children"
    )
    digest = models.CharField(max_length=digests.DIGEST_LENGTH)
    position = models.PositiveIntegerField()
    media_type = models.CharField(max_length=255, blank=True)
    size = models.BigIntegerField(help_text="Bytes of the child manifest.")
    os = models.CharField(max_length=64, blank=True)
    architecture = models.CharField(max_length=64, blank=True)
    variant = models.CharField(max_length=64, blank=True)
    annotations = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["index", "position"], name="one_child_a_position"
            )
        ]
        indexes = [models.Index(fields=["digest"], name="manifest_child_digest")]

    def __str__(self):
        return f"{self.digest} in {self.index_id}"

    @property
    def platform(self):
        return Platform(self.os, self.architecture, self.variant)

    @property
    def is_attestation(self):
        """buildx lists what it knows of an image as a child for a platform that does not exist."""
        return (self.os, self.architecture) == ("unknown", "unknown")


class TagQuerySet(models.QuerySet):
    def leading(self):
        """Those that people gave; what tools attach to an image is shown with it."""
        return self.alias(length=Length("name")).exclude(of_attachment())

    def of_attachments(self):
        return self.alias(length=Length("name")).filter(of_attachment())


def of_attachment():
    found = models.Q()
    for beginning in attachments.BEGINNINGS:
        found |= models.Q(name__startswith=beginning)
    return found & models.Q(length__gte=attachments.LENGTH)


class Tag(models.Model):
    repository = models.ForeignKey(
        Repository, on_delete=models.CASCADE, related_name="tags"
    )
    name = BytewiseCharField(max_length=names.TAG_LENGTH)
    manifest = models.ForeignKey(
        Manifest, on_delete=models.CASCADE, related_name="tags"
    )
    created_at = models.DateTimeField(default=timezone.now)
    pushed_at = models.DateTimeField(default=timezone.now)
    pushed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["repository", "name"], name="tag_name_is_used_once"
            )
        ]
        indexes = [
            models.Index(fields=["repository", "-pushed_at"], name="tag_newest_first")
        ]

    def __str__(self):
        return f"{self.repository}:{self.name}"


class Upload(models.Model):
    """An unfinished upload. Offset, hash and stored state change together, by compare-and-set on the generation:
    a request that begins to write takes the next one, and what an older one still does counts no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    repository = models.ForeignKey(
        Repository, on_delete=models.CASCADE, related_name="uploads"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads"
    )
    generation = models.PositiveIntegerField(default=0)
    algorithm = models.CharField(
        max_length=16,
        default=digests.USUAL,
        help_text="What the bytes are hashed with as they come; another one costs reading them again.",
    )
    offset = models.BigIntegerField(default=0, help_text="Bytes that are durable.")
    state = models.JSONField(
        default=dict, help_text="What the storage needs to go on; it alone reads it."
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return str(self.id)
