"""What storing and finding content refuses. The doors word it."""


class ContentError(Exception):
    pass


class UploadUnknown(ContentError):
    """No such upload in this repository for this person: finished, cancelled, expired or never begun."""


class UploadTakenOver(ContentError):
    """Another request writes this upload now; what this one sent does not count."""

    def __init__(self, upload):
        super().__init__(upload)
        self.upload = upload


class RangeMismatch(ContentError):
    """A chunk does not begin where the last one ended. The upload is as it was."""

    def __init__(self, upload):
        super().__init__(upload)
        self.upload = upload


class BodyCutShort(ContentError):
    """The client sent less than it declared, or vanished. What arrived is kept."""


class BlobTooLarge(ContentError):
    def __init__(self, limit):
        super().__init__(limit)
        self.limit = limit  # bytes


class BlobUnknown(ContentError):
    def __init__(self, digest):
        super().__init__(digest)
        self.digest = digest


class BlobInUse(ContentError):
    """A manifest of the repository needs it."""

    def __init__(self, digest):
        super().__init__(digest)
        self.digest = digest


class ManifestUnknown(ContentError):
    def __init__(self, reference):
        super().__init__(reference)
        self.reference = reference


class TagTaken(ContentError):
    """The tag stands on another manifest, and this credential may not move it."""

    def __init__(self, tag, digest):
        super().__init__(tag, digest)
        self.tag = tag
        self.digest = digest


class ManifestInUse(ContentError):
    """An index that has a tag lists it."""

    def __init__(self, digest):
        super().__init__(digest)
        self.digest = digest


class RemovalChanged(ContentError):
    """Meanwhile more or less would go than what was confirmed."""


class ManifestBlobUnknown(ContentError):
    """The manifest refers to what the repository does not have."""

    def __init__(self, digests):
        super().__init__(digests)
        self.digests = list(digests)


class TagInvalid(ContentError):
    def __init__(self, tag):
        super().__init__(tag)
        self.tag = tag


class TagsNeedDigest(ContentError):
    """Several tags go with a digest, and this reference is a tag itself."""

    def __init__(self, reference):
        super().__init__(reference)
        self.reference = reference
