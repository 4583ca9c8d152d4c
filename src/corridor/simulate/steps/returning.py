"""Returns: settled people who go home again."""

import numpy as np

from corridor.compiled import compiled
from corridor.model.leave import chance_within
from corridor.rng import Purpose, binomial, hypergeometric
from corridor.simulate.steps.now import Address, Now
from corridor.simulate.steps.reception import Reception, send_away
from corridor.simulate.tables import LEFT, ON_ROAD, SETTLED, UNDECIDED
from corridor.units import HOURS_PER_DAY, Counts

_RETURN = int(Purpose.RETURN)
_RETURN_TO = int(Purpose.RETURN_TO)
_RETURN_TIME = int(Purpose.RETURN_TIME)


@compiled
def send_home(r: Reception, now: Now, address: Address) -> None:
    """Settled people go home where a rate of return is set (step 7 of the model)."""
    for reception in range(len(r.return_rate)):
        rate = r.return_rate[reception]
        if rate <= 0.0:
            continue
        chance = chance_within(rate, now.hours / HOURS_PER_DAY)
        here = r.at_reception[reception]
        for group in range(len(here)):
            going = binomial(
                here[group, SETTLED],
                chance,
                address.seed,
                address.member,
                _RETURN,
                r.key[reception],
                now.step,
                group,
            )
            if going > 0:
                here[group, SETTLED] -= _send_group_home(r, reception, group, going, now, address)


@compiled
def _send_group_home(
    r: Reception, reception: int, group: int, going: int, now: Now, address: Address
) -> int:
    """Send people to the origins from which most have left; gives how many go."""
    hours = r.return_hours[reception]
    left = 0
    for origin in range(len(hours)):
        if hours[origin] < np.inf:
            left += r.at_origin[origin, group, LEFT]
    sent = min(going, left)
    to_send = sent
    for origin in range(len(hours)):
        if hours[origin] == np.inf:
            continue
        away = r.at_origin[origin, group, LEFT]
        part = origin * len(r.at_reception) + reception
        home = hypergeometric(
            away,
            left - away,
            to_send,
            address.seed,
            address.member,
            _RETURN_TO,
            r.key[reception],
            now.step,
            part * r.at_reception.shape[1] + group,
        )
        left -= away
        to_send -= home
        if home > 0:
            r.at_origin[origin, group, LEFT] -= home
            send_away(
                r.return_due,
                r.tally,
                origin,
                group,
                home,
                hours[origin],
                _RETURN_TIME,
                r.key[reception],
                origin * r.at_reception.shape[1] + group,
                now,
                address,
            )
    return sent


@compiled
def come_home(due: Counts, at_origin: Counts, tally: Counts, step: int) -> None:
    """Who returns in this step is at home again, undecided."""
    for origin in range(due.shape[1]):
        for group in range(due.shape[2]):
            tally[ON_ROAD] -= due[step, origin, group]
            at_origin[origin, group, UNDECIDED] += due[step, origin, group]
