"""The disk: which it is, and how long it takes to have something for certain."""

import os
import pathlib
import time

from harness.processes import Failure


def check_disk(directory: pathlib.Path) -> str:
    """The kind of file system that a folder is on; refuses one that is in memory, where nothing is durable."""
    place = str(directory.resolve())
    mounts = [line.split()[1:3] for line in pathlib.Path("/proc/mounts").read_text().splitlines()]
    kind = max((len(path), kind) for path, kind in mounts
               if place == path or place.startswith(path.rstrip("/") + "/"))[1]
    if kind in ("tmpfs", "ramfs"):
        raise Failure(f"{directory} is in memory ({kind}); name a folder on a disk with --directory")
    return kind


def syncs_a_second(directory: pathlib.Path, seconds: float) -> float:
    """How often a second 4 KiB can be written to a file and made durable, one after the other."""
    path = directory / "syncs"
    block = os.urandom(4096)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.posix_fallocate(descriptor, 0, 64 << 20)
        os.fsync(descriptor)
        count, start = 0, time.monotonic()
        while (passed := time.monotonic() - start) < seconds:
            os.pwrite(descriptor, block, (count % 16384) * 4096)
            os.fdatasync(descriptor)
            count += 1
        return count / passed
    finally:
        os.close(descriptor)
        path.unlink()
