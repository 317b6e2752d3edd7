"""What every process notes in memory and writes in batches: for what happens too often to be a row each time.

What is noted is lost with a process that is killed.
"""

import os
import threading
import time
from multiprocessing.util import Finalize

from django.db import connection

INTERVAL = 5  # seconds between two writes


class Writer:
    """The thread of this process that calls `write` every INTERVAL, from the first note on, and when the process stops.

    `forget` is called in a forked process: what its parent noted is the parent's to write.
    """

    def __init__(self, name, *, write, forget):
        self.name = name
        self.write = write
        self.forget = forget
        self.begin()
        os.register_at_fork(after_in_child=self.after_fork)

    def begin(self):
        self.lock = threading.Lock()
        self.is_started = False

    def start(self):
        with self.lock:
            if not self.is_started:
                threading.Thread(target=self.run, name=self.name, daemon=True).start()
                # When the process is asked to stop. `atexit` alone is not heard in Granian's, which multiprocessing ends.
                Finalize(None, self.write, exitpriority=1)
                self.is_started = True

    def run(self):
        try:
            while True:
                time.sleep(INTERVAL)
                self.write()
                connection.close()
        finally:
            # Whatever ended this one, the next note begins another.
            self.is_started = False

    def after_fork(self):
        """Threads stay behind in the parent."""
        self.forget()
        self.begin()
