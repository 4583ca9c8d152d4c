"""Members that agree with what was counted: the forecast learns from counts.

``latent`` holds what counts may move, ``pool`` runs members up to the last count, ``weights`` and
``smoother`` are the two ways to make them agree, and ``learn`` puts them together. The method, and
what decided for it, are in docs/decisions/0018-assimilation.md.

Only the record of an update is imported here: the others bring compiled code, which takes a second
to load.
"""

from corridor.assimilate.update import FEW_EFFECTIVE, Method, Update

__all__ = ["FEW_EFFECTIVE", "Method", "Update"]
