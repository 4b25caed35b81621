"""The sample project: copied once into the user's data folder, where they may write."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from workbench.store.atomic import storage_error
from workbench.store.places import data_folder
from workbench.store.shipped import sample_project


def own_sample() -> Path:
    """The person's copy of the sample project, made if it is not there. Raises StorageError."""
    target = data_folder() / "sample"
    if target.is_dir():
        return target
    temporary = target.with_name(f".sample-{os.getpid()}-{secrets.token_hex(4)}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(sample_project(), temporary)
        try:
            temporary.rename(target)
        except OSError:
            shutil.rmtree(temporary)
            if not target.is_dir():
                raise
    except OSError as error:
        raise storage_error(target, error) from error
    return target
