"""A comparison on disk: inputs, arrays of the base and of each variant, and a manifest."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corridor.forecast import Comparison
from corridor.store.manifest import Manifest, hash_arrays, make_manifest
from corridor.store.run_folder import ARRAYS, copy_inputs

#: The manifest of a comparison; a name of its own, since the folder is no run of one forecast.
COMPARISON = "comparison.json"


class VariantManifest(BaseModel):
    """One variant of a comparison."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    """Its name in the scenario, or its text."""
    changes: tuple[str, ...]
    """Texts of its changes, in order."""
    folder: str
    """Folder of its arrays."""
    arrays: dict[str, str]
    """SHA-256 of the bytes of each array."""


class ComparisonManifest(BaseModel):
    """What a comparison was made from; written as ``comparison.json``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: int = 1
    """Layout of the folder."""
    base: Manifest
    """What the base was made from: as-of time, members, seed and inputs are those of all."""
    variants: tuple[VariantManifest, ...]
    """The variants, in order."""


def write_comparison(comparison: Comparison, folder: Path) -> ComparisonManifest:
    """Write inputs, arrays and manifest into an empty folder; returns the manifest."""
    # Imported only now: zarr takes half a second to load.
    from corridor.store.arrays import write_arrays

    inputs = copy_inputs(comparison.base.scenario, folder)
    write_arrays(comparison.base.ensemble, folder / ARRAYS)
    variants = []
    for number, run in enumerate(comparison.variants, start=1):
        name = f"variant-{number}.zarr"
        write_arrays(run.forecast.ensemble, folder / name)
        variants.append(
            VariantManifest(
                name=run.variant.name,
                changes=run.variant.changes,
                folder=name,
                arrays=hash_arrays(run.forecast.ensemble),
            )
        )
    manifest = ComparisonManifest(
        base=make_manifest(comparison.base, inputs), variants=tuple(variants)
    )
    (folder / COMPARISON).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return manifest
