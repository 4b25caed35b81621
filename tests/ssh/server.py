"""A real sshd on loopback, with keys that live as long as the test; and what runs behind it."""

from __future__ import annotations

import contextlib
import getpass
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.pty.terminal import Terminal, environment

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")

CONFIG = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/key.pub
PidFile {folder}/pid
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin yes
PrintMotd no
PrintLastLog no
"""


@dataclass
class Server:
    """A running sshd."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    def sessions(self) -> list[int]:
        """The processes of sshd below the one that listens."""
        found, above = [], {self.process.pid}
        for pid, parent, command in _processes():
            if parent in above and "sshd" in command:
                above.add(pid)
                found.append(pid)
        return found

    def kill_sessions(self) -> None:
        """End the connections from the server's side, as an administrator or the kernel would."""
        for pid in self.sessions():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _processes() -> list[tuple[int, int, str]]:
    """(process, its parent, its command line), parents as a rule before their children."""
    found = []
    for one in sorted((one for one in Path("/proc").iterdir() if one.name.isdigit()), key=lambda one: int(one.name)):
        with contextlib.suppress(OSError, IndexError):
            parent = int((one / "stat").read_text().rpartition(")")[2].split()[1])
            found.append(
                (int(one.name), parent, (one / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
            )
    return found


def left_behind(words: str) -> list[str]:
    """The command lines of Pythons that still run with these words, waited for."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        found = [command for _, _, command in _processes() if words in command and command.startswith(sys.executable)]
        if not found:
            return []
        time.sleep(0.05)
    return found


@contextmanager
def sshd(folder: Path) -> Iterator[Server]:
    """The server; the test is skipped where there is none to be had."""
    if SSHD is None or shutil.which("ssh") is None or not Path("/proc").is_dir():
        pytest.skip("needs sshd and ssh (Debian: openssh-server)")
    folder.mkdir()
    for name in ("host", "key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "config").write_text(CONFIG.format(port=port, folder=folder), encoding="utf-8")
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen([SSHD, "-D", "-e", "-f", str(folder / "config")], stderr=log)
    try:
        _wait_for(port, process, folder / "log")
        yield Server(port, folder, process)
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.skip(f"sshd does not run here: {log.read_text('utf-8', 'replace').strip()[-200:]}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise AssertionError("sshd does not listen")


def ssh_command(server: Server, port: int, far: str) -> list[str]:
    """The call of ssh that runs ``far`` on a terminal at the other end."""
    options = [
        "StrictHostKeyChecking=no",
        f"UserKnownHostsFile={server.folder}/known",
        "LogLevel=ERROR",
        "BatchMode=yes",
    ]
    argv = ["ssh", "-F", "none", "-tt", "-i", str(server.folder / "key"), "-p", str(port)]
    argv += [part for option in options for part in ("-o", option)]
    return [*argv, f"{getpass.getuser()}@127.0.0.1", far]


@contextmanager
def over_ssh(
    home: Path, server: Server, port: int, *arguments: str, size: tuple[int, int] = (100, 30), **more: str
) -> Iterator[Terminal]:
    """The program at the other end of an ssh connection to ``port``, which leads to the server."""
    settings = environment(home) | {"TERM": "xterm-256color"} | more
    term = settings.pop("TERM")
    settings.pop("ESCDELAY")
    far = [
        "env",
        *(f"{name}={value}" for name, value in settings.items()),
        sys.executable,
        "-m",
        "workbench",
        *arguments,
    ]
    options = [
        "StrictHostKeyChecking=no",
        f"UserKnownHostsFile={server.folder}/known",
        "LogLevel=ERROR",
        "BatchMode=yes",
    ]
    argv = ["ssh", "-F", "none", "-tt", "-i", str(server.folder / "key"), "-p", str(port)]
    argv += [part for option in options for part in ("-o", option)]
    argv += [f"{getpass.getuser()}@127.0.0.1", shlex.join(far)]
    with Terminal(argv, environment(home) | {"TERM": term}, size, home) as terminal:
        yield terminal
