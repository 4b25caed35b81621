"""A project with one large catalogue, and what is asked of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from tests.linking.catalogue import CATALOGUE
from workbench.core.entity import Entity
from workbench.linking.query import Query
from workbench.linking.shard import Shard
from workbench.linking.wide import WideIndex
from workbench.store.large import LargeFile


def line(entity: Entity) -> str:
    """An entity as a line of a large catalogue."""
    affiliations = [{"entity": one.entity, "role": one.role} for one in entity.affiliations]
    fields = ("id", "name", "kind", "aliases", "description", "country", "merged_into")
    return json.dumps({field: getattr(entity, field) for field in fields} | {"affiliations": affiliations})


def large_project(root: Path, entities: Iterable[Entity] = tuple(CATALOGUE), name: str = "news") -> LargeFile:
    """Write ``entities/large/NAME.jsonl`` into a project, made if it is not there."""
    path = root / "entities" / "large" / f"{name}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    (root / "workbench.toml").write_text("format = 1\n", "utf-8")
    path.write_text("".join(f"{line(one)}\n" for one in entities), "utf-8")
    return LargeFile(path, f"entities/large/{name}.jsonl", name)


def first(shard: Shard, text: str) -> str:
    """The id of the best candidate."""
    from workbench.core.entity import Catalogue

    return WideIndex.of(Catalogue(), [shard]).search(Query(text), 1)[0].id
