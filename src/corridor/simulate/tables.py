"""Columns of the tables that the kernel works on.

What belongs to a place, a link, a mode or a cohort stands in one table with a row for each, since
compiled code hands over a few tables much faster than many arrays.
"""

# Network.place: whole numbers about each place, with a last row that closes the two lists.
ORIGIN, RECEPTION, IS_END, COUNTRY, PLACE_WINDOW, PLACE_KEY, FIRST_INTO, FIRST_OUT = range(8)

# Network.link: whole numbers about each link. INTO and OUT are lists of links, sorted by the place
# they end at and start from, of which each place has the part from FIRST_INTO and FIRST_OUT on.
START, END, OUT_RANK, LINK_WINDOW, HAS_STORAGE, LINK_KEY, INTO, OUT = range(8)

# State.link_now: how each link stands. Cars per hour, cars, hours, and 0 or 1.
FLOW, ESCORT, STORAGE, LOAD, SPARE, CARRY, ESCORT_CARRY, ESCORT_BINDS = range(8)
PASSABLE, USABLE, SPILLED, SHUT, OWN_HOURS, FIRST_HOURS, KM = range(8, 15)
LINK_NOW_COLUMNS = 15

# State.place_now: how each place stands. FLOW and CARRY as for links.
PLACE_FLOW, PLACE_CARRY, IS_OPEN = range(3)
PLACE_NOW_COLUMNS = 3

# State.place_count: people stranded at each place.
STRANDED = 0


# Draws.mode: share of those who leave, cars for each person, speed as a ratio, own km/h or 0.
SHARE, COST, SPEED, KM_PER_HOUR = range(4)

# State.at_origin: LEFT is no stock but how many more have left than set out to return.
STAYING, UNDECIDED, HELD, LEFT = range(4)

# State.at_reception.
COMING, UNREGISTERED, SETTLED, MOVING_ON = range(4)

# State.batch: people who are about to set out.
BATCH_LINK, BATCH_KIND, BATCH_GOING, BATCH_NODE = range(4)

# State.tally: people on the road, then people who have crossed by group.
ON_ROAD, CROSSED = 0, 1

# Draws.choice.
TRAVEL_COST, SOFTENING_HOURS, SIZE, ROOM_LEFT, FOLLOWERS, BORDER = range(6)
CHOICE_COLUMNS = 6

# Draws.numbers: 1/day, days, km, days, days, 1/hour.
BASE_RATE, HALF_LIFE_DAYS, REACH_KM, COMFORT_DAYS, CORRELATION_DAYS, ROUTE_SCALE = range(6)

# State.supply: tonnes, kg/person/day, tonnes/day, days.
STOCK, RATION, DELIVERY, DAYS_LEFT = range(4)

# State.flows.
ARRIVED, REGISTERED = range(2)

# State.threat.
THREAT, ADDED = range(2)
