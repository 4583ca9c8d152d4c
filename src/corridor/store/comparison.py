"""A comparison on disk: inputs, arrays of the base and of each variant, and a manifest."""

from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corridor.errors import NotFoundError, RunError
from corridor.forecast import Comparison, Forecast, VariantRun, make_later_counts
from corridor.scenario.variant import Variant, make_variant
from corridor.store.manifest import Manifest, hash_array, hash_arrays, make_manifest
from corridor.store.run_folder import ARRAYS, copy_inputs, read_inputs

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
    """SHA-256 of the bytes of each array and of each axis's labels."""


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
                arrays={
                    **{axis: hash_array(it) for axis, it in run.forecast.ensemble.labels.items()},
                    **hash_arrays(run.forecast.ensemble),
                },
            )
        )
    manifest = ComparisonManifest(
        base=make_manifest(comparison.base, inputs), variants=tuple(variants)
    )
    (folder / COMPARISON).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return manifest


def is_comparison(folder: Path) -> bool:
    """Whether a folder is that of a comparison."""
    return (folder / COMPARISON).is_file()


def open_comparison(folder: Path) -> tuple[Comparison, ComparisonManifest]:
    """The comparison in a folder with its manifest; arrays are read when they are used.

    Raises
    ------
    NotFoundError
        If the folder is no comparison.
    RunError
        If an input was changed after the comparison was made, or something cannot be read.
    """
    from corridor.store.arrays import read_arrays

    path = folder / COMPARISON
    try:
        manifest = ComparisonManifest.model_validate_json(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        message = f"{folder} is not a comparison: it has no {COMPARISON}"
        raise NotFoundError(message) from None
    except (OSError, ValidationError) as error:
        raise RunError(f"{path} cannot be read: {error}") from error
    whole = read_inputs(folder, manifest.base)
    base = Forecast(
        scenario=whole.as_of(manifest.base.as_of),
        as_of=manifest.base.as_of.astimezone(whole.zone),
        seed=manifest.base.seed,
        ensemble=read_arrays(folder / ARRAYS, manifest.base.arrays),
        later_counts=make_later_counts(whole, manifest.base.as_of),
        update=manifest.base.update,
    )
    runs = []
    for one in manifest.variants:
        variant = Variant(one.name, one.changes)
        changed = make_variant(base.scenario, variant)
        ensemble = read_arrays(folder / one.folder, one.arrays)
        runs.append(VariantRun(variant, replace(base, scenario=changed, ensemble=ensemble)))
    return Comparison(base, tuple(runs)), manifest
