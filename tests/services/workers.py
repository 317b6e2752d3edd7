"""What the workers of a hub cost, by what Linux tells of processes."""

from pathlib import Path


def workers(hub):
    master = hub.server.process.pid
    return Path(f"/proc/{master}/task/{master}/children").read_text().split()


def status(pid, name):
    """In bytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise LookupError(name)


def bytes_read(hub):
    """From files, by all workers; what comes from a socket is not in it."""
    lines = (
        Path(f"/proc/{pid}/io").read_text().splitlines()[0] for pid in workers(hub)
    )
    return sum(int(line.split()[1]) for line in lines)


def warm_up(caller):
    """Have the hub do once, small, all that a large layer makes it do."""
    for n in range(20):
        digest = caller.push_blob("alice/app", b"%d" % n * 100_000)
        caller("GET", f"/v2/alice/app/blobs/{digest}")


def growth_of(hub):
    """How far the memory of the worker that grew most goes beyond what it is now, at any moment until it is asked."""
    before = {pid: status(pid, "VmRSS") for pid in workers(hub)}
    return lambda: max(status(pid, "VmHWM") - rss for pid, rss in before.items())
