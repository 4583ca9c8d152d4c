"""The web application: a REST interface over the public functions, and the pages that use it.

It holds no logic of its own. :mod:`~corridor.app.home` is the folder that is served,
:mod:`~corridor.app.security` says who may do what, :mod:`~corridor.app.jobs` runs what takes long
in processes of its own, :mod:`~corridor.app.routes` has the endpoints and
:mod:`~corridor.app.shapes` what they answer.
"""
