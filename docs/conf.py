"""Configuration of the documentation. Nothing is fetched, when it is built or when it is read."""

from importlib.metadata import version as installed_version

project = "Corridor"
author = "Corridor maintainers"
copyright = "Corridor maintainers"
release = installed_version("corridor")
version = release

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_member_order = "bysource"
napoleon_google_docstring = False
# Fields of a dataclass are documented once, where they are declared.
napoleon_use_ivar = True

html_theme = "furo"
html_title = f"Corridor {release}"
html_copy_source = False
html_show_sphinx = False
