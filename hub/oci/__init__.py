"""The vocabulary of the OCI specifications: grammar and parsing, pure functions over text and bytes."""
