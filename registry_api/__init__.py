"""The door for container clients: the OCI distribution API, token service and `docker search`, in DRF."""
