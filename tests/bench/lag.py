"""Keys held down on a slow line: how far the screen is behind the last key, over a real ssh.

    python -m tests.bench.lag [--round-trip 0.1] [--bits 256000] [--keys 30] [--rate 30]

The connection goes through a proxy that delays and throttles. The lag runs from the write of the last key to the last byte
that it causes; the round trip alone is what no program can do without.
"""

from __future__ import annotations

import argparse
import os
import select
import shlex
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.speed import SIZES, Running, compile_all, make_project, percentile, start
from tests.ssh.proxy import Proxy
from tests.ssh.server import Server, ssh_command, sshd


def lag(program: Running, key: bytes, count: int, rate: float) -> tuple[float, int]:
    """Seconds behind the last of ``count`` keys at ``rate`` a second, and the bytes of all."""
    program.read(1.0, 20.0, 1.0)
    size = 0
    begin = time.perf_counter()
    for number in range(count):
        while (left := begin + number / rate - time.perf_counter()) > 0:
            if select.select([program.fd], [], [], left)[0]:
                size += len(program.take())
        os.write(program.fd, key)
    pressed = time.perf_counter()
    out, last = program.read(1.0, 30.0, 1.0)
    return last - pressed, size + len(out)


def measured(
    home: Path, server: Server, port: int, command: Sequence[str], key: bytes, options: argparse.Namespace
) -> str:
    """Median lag of three runs and the bytes, as text."""
    far = ["env", "TERM=xterm-256color", f"HOME={home}", "LANG=C.UTF-8", f"PYTHONPATH={Path.cwd()}", *command]
    ssh = shutil.which("ssh") or "ssh"
    program = start([ssh, *ssh_command(server, port, shlex.join(far))[1:]], home)
    try:
        program.read(2.0, 30.0, 10.0)
        runs = [lag(program, key, options.keys, options.rate) for _ in range(3)]
    finally:
        program.end()
    return f"{percentile([seconds for seconds, _ in runs], 0.5) * 1000:6.0f} ms {runs[-1][1]:7d} B"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--round-trip", type=float, default=0.1)
    parser.add_argument("--bits", type=float, default=256_000)
    parser.add_argument("--keys", type=int, default=30)
    parser.add_argument("--rate", type=float, default=30)
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="lag-"))
    compile_all()
    try:
        path = make_project(work / "project", SIZES["1M"], 10_000)
        program = [sys.executable, "-m", "workbench", "--annotator", "bench", str(path)]
        calls = [("workbench", program, (b"w", b"\x1b[6~"))]
        for name, arguments, keys in (
            ("vim", ["-u", "NONE", "-n"], (b"w", b"\x06")),
            ("nano", ["-I"], (b"\x1bOC", b"\x1b[6~")),
        ):
            if found := shutil.which(name):
                calls.append((name, [found, *arguments, str(path)], keys))
        with sshd(work / "sshd") as server, Proxy(server.port, options.round_trip, options.bits) as line:
            print(
                f"round trip {options.round_trip * 1000:.0f} ms, {options.bits / 1000:.0f} kbit/s, {options.keys} keys"
            )
            for name, command, (word, page) in calls:
                figures = [measured(work, server, line.port, command, key, options) for key in (word, page)]
                print(f"{name:>10}: word {figures[0]}, page {figures[1]}", flush=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
