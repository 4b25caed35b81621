"""A client of services that speak the Reconciliation Service API 0.2, as OpenRefine does.

The names are sent in batches as ``queries``; what comes back as candidates are entities. Nothing is asked of a service
unless a person names it and the words to send. Protocol: reconciliation-api.github.io/specs/0.2.
"""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPException

import msgspec

from workbench.core.entity import Entity
from workbench.core.errors import Problem, UsageError
from workbench.linking.catalogues.kinds import kind_called
from workbench.linking.catalogues.rows import Row, decoded, distinct, made, tidy

BATCH = 10
"""So many names are sent in one request."""
_LARGEST = 16 << 20
_PATIENCE = 30.0

Fetch = Callable[[str, bytes | None], bytes]
"""(address, what to post or None) → the answer. Raises UsageError where there is none."""


class _Manifest(msgspec.Struct, frozen=True):
    name: str = ""
    identifier_space: str = msgspec.field(default="", name="identifierSpace")


class _Named(msgspec.Struct, frozen=True):
    id: str
    name: str = ""


class _Candidate(msgspec.Struct, frozen=True):
    id: str
    name: str
    description: str | None = ""
    match: bool = False
    type: list[_Named | str] | None = None


class _Result(msgspec.Struct, frozen=True):
    result: list[_Candidate]


@dataclass(frozen=True, slots=True)
class Service:
    """A service that answered: its address, what it calls itself, what its ids belong to."""

    address: str
    name: str
    space: str = ""


def fetch(address: str, posted: bytes | None) -> bytes:
    """Ask over HTTP. Raises UsageError with what went wrong."""
    asked = urllib.request.Request(address, posted, {"Accept": "application/json", "User-Agent": "workbench"})
    try:
        with urllib.request.urlopen(asked, timeout=_PATIENCE) as answer:
            data: bytes = answer.read(_LARGEST + 1)
    except urllib.error.HTTPError as error:
        raise UsageError(f"{address}: the service refuses: {error.code} {error.reason}") from error
    except (OSError, HTTPException, ValueError) as error:
        raise UsageError(f"{address}: the service does not answer: {getattr(error, 'reason', '') or error}") from error
    if len(data) > _LARGEST:
        raise UsageError(f"{address}: the answer is larger than {_LARGEST >> 20} MB; is this the right address?")
    return data


def greet(address: str, ask: Fetch = fetch) -> Service:
    """Read the manifest of the service. Raises UsageError where there is none, or the address is not of the web."""
    if urllib.parse.urlsplit(address).scheme not in ("http", "https"):
        raise UsageError(f"{address}: the address of a service begins with http:// or https://")
    found = decoded(ask(address, None), _Manifest, address)
    if isinstance(found, Problem) or not found.name:
        raise UsageError(f"{address}: is no reconciliation service: it gives no manifest with a name")
    return Service(address, found.name, found.identifier_space)


def candidates(
    service: Service, names: Sequence[str], prefix: str, *, limit: int = 5, ask: Fetch = fetch
) -> Iterator[tuple[int, Row]]:
    """What the service proposes for each name, with how many names are answered so far.

    Args:
        service: whom to ask.
        names: what to ask for.
        prefix: put before the ids with a colon, so that they stay apart from those of others.
        limit: at most so many candidates a name.
        ask: how to ask.

    Raises UsageError where the service fails.
    """
    for start in range(0, len(names), BATCH):
        some = {f"q{at}": name for at, name in enumerate(names[start : start + BATCH])}
        queries = msgspec.json.encode({key: {"query": name, "limit": limit} for key, name in some.items()})
        posted = urllib.parse.urlencode({"queries": queries.decode("utf-8")}).encode("ascii")
        found = decoded(ask(service.address, posted), dict[str, msgspec.Raw], service.address)
        if isinstance(found, Problem):
            raise UsageError(f"{service.address}: the answer cannot be read: {found.what}")
        for key, name in some.items():
            where = f"{service.address}: “{name}”"
            result = decoded(bytes(found[key]), _Result, where) if key in found else Problem(where, "was not answered")
            if isinstance(result, Problem):
                yield start, result
                continue
            for one in result.result[:limit]:
                yield start, _entity(one, name, prefix, where)


def _entity(found: _Candidate, asked: str, prefix: str, where: str) -> Entity | Problem:
    """A candidate; the name that was asked for is one of its names where the service is sure."""
    kinds = (kind_called(word) for one in found.type or () for word in _words(one))
    kind = next((one for one in kinds if one), "other")
    name = tidy(found.name)
    aliases = distinct((asked,), without=name) if found.match else ()
    item = found.id if found.id[:1] == "Q" and found.id[1:].isdigit() else ""
    return made(Entity(f"{prefix}:{tidy(found.id)}", name, kind, aliases, tidy(found.description or ""), item), where)


def _words(one: _Named | str) -> tuple[str, ...]:
    return (one,) if isinstance(one, str) else (one.name, one.id)
