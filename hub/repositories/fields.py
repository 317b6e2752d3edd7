"""Columns that sort as bytes."""

from django.db import models


class BytewiseCharField(models.CharField):
    """Sorted byte by byte on every database: OCI clients page with `last`, and compare as Go compares strings."""

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
