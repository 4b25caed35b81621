"""The wheel: built, installed in an environment of its own, and the sample opened from there."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.pty.terminal import ROOT, Terminal, environment

from .cli.calls import sample

pytestmark = pytest.mark.slow

SCRIPTS = "Scripts" if os.name == "nt" else "bin"
ENDING = ".exe" if os.name == "nt" else ""

FOUND = """
from pathlib import Path
import workbench
from workbench.store.shipped import default_codebook, sample_project, shipped_keymaps
print(Path(workbench.__file__).parent)
print(*sorted(shipped_keymaps()))
print(default_codebook().is_file(), (sample_project() / "articles" / "libya-haftar.txt").is_file())
print(*sorted(str(path.relative_to(sample_project())) for path in sample_project().rglob("*.toml")))
"""


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with the build backend of this environment where there is one, else in isolation."""
    folder = tmp_path_factory.mktemp("wheel")
    isolation = ["--no-isolation"] if importlib.util.find_spec("hatchling") else []
    _run(sys.executable, "-m", "build", "--wheel", *isolation, "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it; its dependencies are those of the environment that runs the tests."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    site = next(folder.rglob("site-packages"))
    _run(sys.executable, "-m", "pip", "--python", folder, "install", "-q", "--no-deps", wheel, cwd=folder)
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", "utf-8")
    return folder


def _tool(installed: Path, name: str) -> Path:
    return installed / SCRIPTS / f"{name}{ENDING}"


def test_what_is_shipped_is_found(installed: Path, tmp_path: Path) -> None:
    package, keymaps, there, files = _run(_tool(installed, "python"), "-c", FOUND, cwd=tmp_path).splitlines()
    assert Path(package).is_relative_to(installed)
    assert keymaps.split() == sorted(path.stem for path in (ROOT / "keymaps").glob("*.toml"))
    assert there == "True True"
    seeds = ROOT / "seeds" / "libya"
    assert files.split() == sorted(str(path.relative_to(seeds)) for path in seeds.rglob("*.toml"))


def test_byte_code_is_there_before_the_first_start(installed: Path) -> None:
    package = next(installed.rglob("site-packages/workbench"))
    sources = list(package.rglob("*.py"))
    compiled = {path.name.partition(".")[0] for path in package.rglob("__pycache__/*.pyc")}
    assert len(sources) > 100
    assert {path.stem for path in sources} <= compiled


def test_the_commands_run(installed: Path, tmp_path: Path) -> None:
    root = sample(tmp_path)
    assert _run(_tool(installed, "workbench"), "--version", cwd=tmp_path).startswith("workbench ")
    assert _run(_tool(installed, "python"), "-m", "workbench", "--version", cwd=tmp_path).startswith("workbench ")
    assert _run(_tool(installed, "workbench"), "-C", root, "check", cwd=tmp_path) == ""


def test_the_sample_opens(installed: Path, tmp_path: Path) -> None:
    around = environment(tmp_path)
    del around["PYTHONPATH"]
    with Terminal([str(_tool(installed, "workbench"))], around, (120, 40), tmp_path) as terminal:
        terminal.sees("Donald Trump", "coder-a’s work, read-only")
        terminal.press("q")
        assert terminal.ends() == 0
    assert list(tmp_path.rglob("sample/workbench.toml"))
