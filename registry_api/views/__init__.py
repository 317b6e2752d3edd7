"""One module a noun of the OCI distribution API."""
