"""How a figure is said: planned or past, hedged or claimed, new or cumulative, stock or flow."""

from collections.abc import Sequence

from corridor.evidence.claim import Counting, Hedge, Kind, Measured
from corridor.evidence.documents import Document
from corridor.evidence.figures.cues import Cue, is_passive
from corridor.evidence.figures.figure import Figure, Reading, Scene
from corridor.evidence.figures.phrases import phrase_list, phrases, word_list
from corridor.evidence.figures.tokens import Tokens, lower, tight
from corridor.evidence.figures.when import When

# --------------------------------------------------------------------------------- plans, rooms

_PLAN_BEFORE = word_list("words before a plan")
_NO_PLAN_BEFORE = word_list("words that make a plan a fact")
_PLAN_AFTER = phrase_list("phrases after a plan")
_NO_PLAN = word_list("words of fact")
_PLANNABLE = frozenset({"person", "household", "good", ""})
_NEVER_PLANNED: frozenset[Kind] = frozenset(
    {"capacity", "planning", "killed", "injured", "missing"}
)


def is_planned(scene: Scene, figure: Figure, reading: Reading) -> bool:
    """Whether the figure is of people who are expected, targeted or to be moved, not a fact."""
    if figure.group == "site" and _will_build(scene.tokens, figure.first):
        return True
    if figure.group not in _PLANNABLE or reading.kind in _NEVER_PLANNED:
        return False
    told = _is_planned_behind(scene, figure, reading)
    if told is not None:
        return told
    return _is_aim(scene.tokens, figure.first) or _is_planned_before(scene, figure)


def _is_planned_behind(scene: Scene, figure: Figure, reading: Reading) -> bool | None:
    """Whether a phrase behind makes it a plan: "40,000 are expected"; None where none stands."""
    tokens, cue = scene.tokens, reading.cue
    window = cue.first if cue and cue.first > figure.last else figure.last + 2
    for at in range(figure.amount.last, min(window + 1, figure.last + 9)):
        if scene.figure_at(at) is not None:
            break
        if _PLAN_AFTER.at(tokens, at):
            return lower(tokens, at - 1) not in _NO_PLAN_BEFORE
    return None


def _is_planned_before(scene: Scene, figure: Figure) -> bool:
    """Whether a word before makes it a plan: "expects 40,000 people"."""
    tokens = scene.tokens
    for at in range(figure.first - 1, max(-1, figure.first - 9), -1):
        word = lower(tokens, at)
        over = scene.figure_over(at)
        if word in (".", ";", ",", "and", "who") or (over is not None and over.group != "money"):
            return False
        if word in _NO_PLAN:
            return False
        if word in _PLAN_BEFORE:
            return _plans(tokens, at)
    return False


_BUILDING = word_list("verbs of building")


def _will_build(tokens: Tokens, first: int) -> bool:
    """Whether it is said that sites are to be built: "will build 2,700 houses"."""
    verb = first - 1 - (lower(tokens, first - 1) == "up")
    is_verb = lower(tokens, verb) in _BUILDING
    return is_verb and lower(tokens, verb - 1) in ("will", "to", "would", "shall")


_AIMS = word_list("verbs of aims")
_AIMING = word_list("words before an aim")


def _is_aim(tokens: Tokens, first: int) -> bool:
    """Whether the figure is what a plan is to do: "plans to close the camp and move 7,000"."""
    at = first - 1
    while at > first - 4 and lower(tokens, at) in ("of", "for", "the", "at", "up", "all", "with"):
        at -= 1
    if lower(tokens, at) not in _AIMS:
        return False
    before = at - 1
    is_joined = lower(tokens, before) in ("and", "or")
    while is_joined and before > max(0, at - 14) and lower(tokens, before) != "to":
        before -= 1
    if lower(tokens, before) != "to" or tokens[before].text in (".", ";"):
        return False
    window = range(max(0, before - 14), before)
    start = max((k + 1 for k in window if tokens[k].text in (".", ";")), default=window.start)
    return any(lower(tokens, k) in _AIMING for k in range(start, before))


_PLANS = word_list("nouns of plans")


def _plans(tokens: Tokens, at: int) -> bool:
    word, before = lower(tokens, at), lower(tokens, at - 1)
    if lower(tokens, at + 1) == "-" and tight(tokens, at + 1):
        return False  # "ready-to-eat"
    if word in _PLANS:
        return word in ("target", "plan", "hope", "appeal") and lower(tokens, at + 1) in (
            "of",
            "to",
            "for",
            ":",
        )
    if word in ("expected", "planned", "anticipated") and before in ("than", "as"):
        return False
    if word == "prepared":
        return lower(tokens, at + 1) in ("to", "for")
    return word != "will" or lower(tokens, at + 1) not in ("have",)


# ------------------------------------------------------------------------------ hedged or claimed

_CLAIMED = word_list("claiming words")
_CLAIMED_PHRASES = phrase_list("claiming phrases")
_HEDGED = word_list("hedging words")
_HEDGED_PHRASES = phrase_list("hedging phrases")


_FEARS = word_list("verbs of fear and belief")


def hedge_of(scene: Scene, figure: Figure, verb: str) -> Hedge:
    """How far the clause around a figure stands by it; ``verb`` is that of its speaker."""
    tokens, first, last = scene.tokens, figure.first, figure.last
    after = (each.first for each in scene.figures if each.first >= last)
    window = range(max(0, first - 16), min(len(tokens), last + 18, next(after, len(tokens))))
    window = _clause(tokens, window, first, last)
    lowers = {lower(tokens, at) for at in window}
    if verb in _CLAIMED or lowers & _CLAIMED or _CLAIMED_PHRASES.within(tokens, window):
        return "claimed"
    if verb in _FEARS or lowers & _HEDGED or _HEDGED_PHRASES.within(tokens, window):
        return "hedged"
    return "stated"


_DENYING = phrase_list("denying phrases")


def denies(scene: Scene, figure: Figure) -> bool:
    """Whether the clause says that the figure is not so: "it is not true that 900 arrived"."""
    tokens, first = scene.tokens, figure.first
    for at in range(first - 1, max(-1, first - 10), -1):
        if tokens[at].text in (".", ";", ",", ":") or scene.figure_over(at) is not None:
            return False
        if _DENYING.at(tokens, at):
            return True
    return False


def _clause(tokens: Tokens, window: range, first: int, last: int) -> range:
    begin, end = window.start, window.stop
    for at in range(window.start, first):
        if tokens[at].text == ";" or tokens[at].lower in ("but", "while", "whereas"):
            begin = at + 1
    for at in range(last, window.stop):
        if tokens[at].text == ";" or tokens[at].lower in ("but", "while", "whereas"):
            end = at
            break
    return range(begin, end)


# ------------------------------------------------------------------------------ new or cumulative

_CUMULATIVE = word_list("cumulative words")
_CUMULATIVE_PHRASES = phrase_list("cumulative phrases")
_NEW_WORDS = word_list("new words")


def counting_of(tokens: Tokens, figure: Figure, whens: Sequence[When], kind: Kind) -> Counting:
    """Whether the count is new since the last, or cumulative from the beginning, where it says."""
    if _UP_FROM.before(tokens, figure.first):
        return ""
    if figure.amount.counting == "new" or _is_increase(tokens, figure):
        return "new"
    window = range(max(0, figure.first - 12), min(len(tokens), figure.last + 12))
    near = [
        when for when in whens if when.first >= window.start - 4 and when.last <= window.stop + 4
    ]
    if (
        any(when.marker in ("since", "by", "until", "as of") for when in near)
        or figure.amount.counting == "cumulative"
    ):
        return "cumulative"
    beside = {lower(tokens, at) for at in range(figure.first - 2, figure.last)}
    if _is_new(near) or beside & _NEW_WORDS or "newly" in {lower(tokens, at) for at in window}:
        return "new"
    lowers = {lower(tokens, at) for at in window}
    if lowers & _CUMULATIVE or _CUMULATIVE_PHRASES.within(tokens, window):
        return "cumulative"
    if any(when.reach == "to_now" for when in near):
        return "cumulative"
    if kind in _COUNTED and not _is_new(near) and _is_perfect(tokens, figure):
        return "cumulative"
    if kind in FLOWS and any(
        when.day and when.precision == "day" and not when.marker for when in near
    ):
        return "new"
    return ""


_UP_FROM = phrases("up from; down from; compared with; compared to; against")
_COUNTED: frozenset[Kind] = frozenset({"arrived", "departed", "evacuated", "registered"})


def _is_new(whens: Sequence[When]) -> bool:
    return any(when.is_new for when in whens)


def _is_perfect(tokens: Tokens, figure: Figure) -> bool:
    """Whether a perfect tells what has come together up to now: "have arrived"."""
    return any(
        lower(tokens, at) in ("have", "has", "had") for at in range(figure.last, figure.last + 4)
    )


def _is_increase(tokens: Tokens, figure: Figure) -> bool:
    return lower(tokens, figure.first - 1) == "of" and lower(tokens, figure.first - 2) in (
        "increase", "rise", "addition",
    )  # fmt: skip


# --------------------------------------------------------------------------------- stock or flow

FLOWS: frozenset[Kind] = frozenset(
    {"arrived", "departed", "evacuated", "killed", "injured", "flow"}
)
STOCKS: frozenset[Kind] = frozenset(
    {"population", "sheltered", "missing", "in_need", "capacity", "stock"}
)


def measure_of(scene: Scene, figure: Figure, reading: Reading) -> Measured:
    """Whether it is so many at a time or during a time; empty where the kind has neither."""
    if _remains(scene, figure):
        return "stock"
    if reading.kind in FLOWS:
        return "flow"
    if reading.kind in STOCKS:
        return "stock"
    if reading.kind == "other" and reading.cue is not None:
        word = lower(scene.tokens, reading.cue.first)
        return "stock" if word in _REMAINING else ""
    return _displaced(scene, figure, reading.cue) if reading.kind == "displaced" else ""


_REMAINING = word_list("verbs of remaining")


def _remains(scene: Scene, figure: Figure) -> bool:
    return any(
        lower(scene.tokens, at) in ("remain", "remained", "remaining", "remains")
        for at in range(figure.first - 1, figure.last + 4)
    )


_MADE = word_list("verbs of making so")


def _displaced(scene: Scene, figure: Figure, cue: Cue | None) -> Measured:
    """A stock in "400 are displaced"; a flow in "the storm displaced 400" and "have fled"."""
    tokens = scene.tokens
    if cue is None or cue.role == "noun":
        return "stock"
    if any(lower(tokens, at) == "newly" for at in range(figure.first, figure.last + 1)):
        return "flow"
    before = [lower(tokens, at) for at in range(max(0, cue.first - 3), cue.first)]
    is_homeless = lower(tokens, cue.first) == "homeless" and not set(before) & _MADE
    is_state = (
        is_homeless
        or before[-1:] in (["are"], ["is"], ["remain"], ["still"], ["remained"])
        or (before[-2:-1] in (["are"], ["remain"]) and before[-1:] != ["being"])
    )
    is_state = is_state or before[-2:] in (["were", "already"], ["was", "already"])
    if is_state or (cue.first < figure.last and cue.first >= figure.first):
        return "stock"
    if not is_passive(tokens, cue) and cue.role == "verb" and cue.first >= figure.last:
        return "stock" if cue.first == figure.last else "flow"
    return "flow"


# ------------------------------------------------------------------------------- quotation marks

_OPENING, _CLOSING = "“«„", "”»"


def quoted_spans(document: Document) -> tuple[tuple[int, int], ...]:
    """The stretches of a document inside quotation marks; one left open ends with its paragraph."""
    spans: list[tuple[int, int]] = []
    start: int | None = None
    text = document.text
    for at, character in enumerate(text):
        if character == "\n" and text[at : at + 2].isspace() and _is_blank(text, at):
            if start is not None:
                spans.append((start, at))
            start = None
        elif character in _OPENING and start is None:
            start = at
        elif (character in _CLOSING or character == '"') and start is not None:
            spans.append((start, at))
            start = None
        elif character == '"':
            start = at
    if start is not None:
        spans.append((start, len(text)))
    return tuple(spans)


def _is_blank(text: str, at: int) -> bool:
    """Whether an empty line follows a line end."""
    return text[at + 1 : at + 40].lstrip(" \t\r").startswith("\n")
