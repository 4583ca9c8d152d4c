"""What a person decides about what was read, and how it gets into the files of a scenario.

Files are read into proposals (:mod:`~corridor.review.read`), which go beside the scenario
(:mod:`~corridor.review.propose`) until they are accepted, rejected or corrected
(:mod:`~corridor.review.decide`). Accepted claims are put where the scenario has a number
(:mod:`~corridor.review.use`). Every change is a step (:mod:`~corridor.review.revise`) that the
ledger's history keeps (:mod:`~corridor.review.history`) and that can be taken back
(:mod:`~corridor.review.undo`).
"""
