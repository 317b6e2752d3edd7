"""How passwords are hashed."""

import threading

from django.contrib.auth import hashers

# Each check holds 19 MiB and a core: a burst of logins queues here instead of filling the memory.
_at_once = threading.BoundedSemaphore(4)


class Argon2(hashers.Argon2PasswordHasher):
    """OWASP's smallest Argon2id: 0.02 CPU seconds a check, because podman sends the password for every token."""

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1

    def encode(self, password, salt):
        with _at_once:
            return super().encode(password, salt)

    def verify(self, password, encoded):
        with _at_once:
            return super().verify(password, encoded)
