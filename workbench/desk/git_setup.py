"""Git told how to compare and merge annotation files: lines in ``.gitattributes`` and settings of the clone.

The lines belong to the project and are committed with it; the settings name this program and belong to one clone. Where
they are missing, git compares and merges the same files by lines, as ever.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from workbench.core.errors import FileError, UsageError
from workbench.store.atomic import write_atomic
from workbench.store.project import leads_inside
from workbench.store.strict import read_bytes

DRIVER = "workbench"
LINES = tuple(
    f"{folder}/**/*.toml diff={DRIVER} merge={DRIVER}".encode() for folder in ("annotations", "gold", "suggestions")
)
_COMMENT = b"# annotation files are compared and merged record by record: workbench git-setup"
_PROBE = "annotations/someone/article.toml"


def set_up(root: Path) -> Iterator[str]:
    """Tell the git around a project's folder, and yield what was done, one sentence each; a second time nothing is.

    Raises UsageError where there is no git or no repository, FileError where ``.gitattributes`` leads elsewhere,
    StorageError where it cannot be written.
    """
    _check_repository(root)
    lines = _read(root)
    missing = [line for line in LINES if line not in lines]
    if missing:
        comment = [] if _COMMENT in lines else [_COMMENT]
        _write(root, [*lines, *comment, *missing])
        yield f".gitattributes: {len(missing)} lines added; commit the file, so that every clone has it"
    else:
        yield ".gitattributes: has the lines already"
    for key, value in _settings(root):
        yield _set(root, key, value)
    for attribute in ("diff", "merge"):
        said = _git(root, "check-attr", attribute, "--", _PROBE).stdout.decode(errors="replace").strip()
        if not said.endswith(f": {attribute}: {DRIVER}"):
            yield f"but another line of your attributes goes first for {said}; take it out"


def undo(root: Path) -> Iterator[str]:
    """Take back what ``set_up`` did, and yield what was taken back. Raises as it does."""
    _check_repository(root)
    lines = _read(root)
    kept = [line for line in lines if line not in LINES and line != _COMMENT]
    if kept != lines:
        _write(root, kept)
        yield ".gitattributes: the lines are taken out"
    else:
        yield ".gitattributes: has none of the lines"
    for section in (f"diff.{DRIVER}", f"merge.{DRIVER}"):
        done = _git(root, "config", "--local", "--remove-section", section)
        yield f"git config: {section} {'is taken out' if done.returncode == 0 else 'was not set'}"


def _settings(root: Path) -> list[tuple[str, str]]:
    """The settings of a clone: key and value. Git calls the program in the uppermost folder of the clone."""
    program = _program()
    below = _git(root, "rev-parse", "--show-prefix").stdout.decode(errors="surrogateescape").rstrip("\n").rstrip("/")
    where = f" -C {shlex.quote(below)}" if below else ""
    names = "--label-ours %X --label-theirs %Y"
    return [
        (f"diff.{DRIVER}.textconv", f"{program}{where} diff --textconv"),
        (f"diff.{DRIVER}.xfuncname", r"^([a-z][a-z0-9_]* .*[^:])$"),
        (f"merge.{DRIVER}.name", "annotations, record by record"),
        (f"merge.{DRIVER}.driver", f"{program} merge %O %A %B --path %P --marker-size %L {names}"),
    ]


def merge_by_lines(base: Path, ours: Path, theirs: Path, marker_size: int) -> bool:
    """Let git merge three files by lines into ``ours``, with its marks where it cannot; whether that could be done."""
    command = [
        "git",
        "merge-file",
        f"--marker-size={marker_size}",
        "--diff3",
        "-L",
        "ours",
        "-L",
        "before",
        "-L",
        "theirs",
    ]
    try:
        done = subprocess.run([*command, "--", ours, base, theirs], capture_output=True, check=False)
    except OSError:
        return False
    return 0 <= done.returncode < 128


def _program() -> str:
    """This program as a shell calls it from any folder; Python is kept from looking for modules in that folder."""
    beside = Path(sys.executable).with_name("workbench")
    words = [str(beside)] if beside.is_file() else [sys.executable, "-P", "-m", "workbench"]
    return shlex.join(words)


def _set(root: Path, key: str, value: str) -> str:
    before = _git(root, "config", "--local", "--get", key)
    if before.returncode == 0 and before.stdout.decode(errors="replace") == f"{value}\n":
        return f"git config: {key} is set already"
    done = _git(root, "config", "--local", "--replace-all", key, value)
    if done.returncode != 0:
        raise UsageError(f"git could not set {key}: {done.stderr.decode(errors='replace').strip()}")
    return f"git config: {key} = {value}"


def _check_repository(root: Path) -> None:
    done = _git(root, "rev-parse", "--is-inside-work-tree")
    if done.returncode != 0 or done.stdout.strip() != b"true":
        raise UsageError(f"{root}: lies in no git repository; make one with `git init`, then call this again")


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except OSError as error:
        raise UsageError(f"git cannot be run: {error.strerror}; install it, then call this again") from error


def _read(root: Path) -> list[bytes]:
    path = root / ".gitattributes"
    if not leads_inside(path, root):
        raise FileError(path.name, "leads out of the project; put the lines in by hand")
    return read_bytes(path, path.name).splitlines() if path.exists() else []


def _write(root: Path, lines: Sequence[bytes]) -> None:
    path = root / ".gitattributes"
    if lines:
        write_atomic(path, b"".join(line + b"\n" for line in lines))
    else:
        path.unlink(missing_ok=True)
