"""Files that only their owner may read: they hold hashes of passwords, sessions and a key."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

#: The bits of everybody but the owner.
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_private_folder(folder: Path) -> None:
    """Make the folder, and whatever this process makes from now on, for its owner alone."""
    os.umask(OTHERS)
    folder.mkdir(parents=True, exist_ok=True)


def narrow_modes(folder: Path, *files: Path) -> None:
    """Take the folder, its files, its logs, and these files from everybody but their owner.

    Earlier versions let everybody read them. Files of another owner stay as they are, and a folder
    in which everybody may make files (``/tmp``) too.
    """
    logs = folder / "log"
    for path in (folder, *_files_in(folder), logs, *_files_in(logs), *files):
        try:
            found = path.lstat()
            is_own = found.st_uid == os.geteuid() and not found.st_mode & stat.S_ISVTX
            if is_own and not path.is_symlink() and found.st_mode & OTHERS:
                path.chmod(stat.S_IMODE(found.st_mode) & ~OTHERS)
        except OSError:
            continue  # It has gone meanwhile, or the disk takes no writes.


def _files_in(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in folder.iterdir() if path.is_file())
