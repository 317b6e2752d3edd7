"""Berth measured beside other registries, and Berth run against OCI conformance programs.

Stands outside the hub: it starts the servers as their operators do, and speaks to them over loopback sockets only.
"""
