"""Who said it: the speakers that a sentence names, and the agency through which it came."""

from corridor.evidence.figures.agencies import (
    SAME_AGENCY,
    agency_in,
    is_outlet_itself,
    outlet,
)
from corridor.evidence.figures.attribution import Attribution
from corridor.evidence.figures.calendar import WEEKDAYS
from corridor.evidence.figures.names import (
    FINITE,
    ORG_WORDS,
    QUOTES,
    ROLES,
    SAYS,
    has_name,
    looks_personal,
    noun_phrase_end,
    noun_phrase_start,
    person_in,
    speaker_in,
    written,
)
from corridor.evidence.figures.nouns import nouns
from corridor.evidence.figures.numerals import ONES
from corridor.evidence.figures.owners import before_colon, having_list, in_brackets, own_figure
from corridor.evidence.figures.phrases import phrase_list, word_list
from corridor.evidence.figures.tokens import Tokens, lower

_FIRST_VERBS = word_list("first verbs of two")
_NOT_BEFORE = word_list("words before no saying")
_NOUNS_TOO = word_list("verbs of saying that are nouns too")
_OF_NOUNS = word_list("words before such nouns")
_PARTICIPLES = word_list("participles of saying")

#: Verbs that name a source only where a number or "that" follows at once.
_COUNTS = word_list("verbs of counting")
_PUT_OBJECTS = word_list("objects of put")
_ADVERBS = word_list("adverbs before saying")


def find_attributions(tokens: Tokens, masked: frozenset[int]) -> tuple[Attribution, ...]:
    """Everyone whom a sentence gives as a source, in order."""
    found: list[Attribution] = []
    at = 0
    while at < len(tokens):
        if tokens[at].lower not in _STARTS:
            at += 1
            continue
        here = (
            _according(tokens, at)
            or own_figure(tokens, at)
            or _citing(tokens, at)
            or _saying(tokens, at, masked)
            or _that(tokens, at)
            or in_brackets(tokens, at)
            or before_colon(tokens, at)
            or having_list(tokens, at)
        )
        if (
            here is not None
            and here.speaker
            and not (found and here.first < found[-1].last and here.speaker == found[-1].speaker)
        ):
            found.append(here)
            at = max(at + 1, here.last)
        else:
            at += 1
    return tuple(found)


_SOURCE_BEFORE = phrase_list("phrases before a source")


def _according(tokens: Tokens, at: int) -> Attribution | None:
    length = _SOURCE_BEFORE.at(tokens, at)
    if not length:
        return None
    word, start = tokens[at].lower, _past_information(tokens, at + length)
    if (
        word == "per"
        and length == 1
        and not (at and start < len(tokens) and tokens[start].is_capitalised)
    ):
        return None
    if lower(tokens, start) in ("our", "my") and lower(tokens, start + 1) in _OWN:
        return None
    last = noun_phrase_end(tokens, start)
    speaker = speaker_in(tokens, start, last)
    if not speaker:
        return None
    if word in ("quoted", "cited"):
        return Attribution(at, last, speaker, speaker)
    if lower(tokens, last) == "," and not has_name(speaker):
        further = noun_phrase_end(tokens, last + 1)
        apposed = speaker_in(tokens, last + 1, further)
        if has_name(apposed) and looks_personal(apposed) and tokens[last + 1].is_capitalised:
            speaker, last = apposed, further  # "according to the mayor, Jorge Acevedo"
    via = agency_in(tokens, start, last)
    return Attribution(at, last, via or speaker, via, word, trails=at > 0)


def _past_information(tokens: Tokens, start: int) -> int:
    """Past "information released by", to who released it."""
    if not {lower(tokens, at) for at in range(start, start + 3)} & _INFORMATION:
        return start
    for at in range(start + 1, min(start + 7, len(tokens))):
        if tokens[at].kind == "mark":
            break
        if lower(tokens, at) in ("by", "from", "of"):
            return at + 1
    return start


_INFORMATION = word_list("kinds of information")
_RECORDS = word_list("records")
_OWN = _INFORMATION | _RECORDS | word_list("what speakers have")


_STARTS = frozenset(
    {*_SOURCE_BEFORE.first_words, *SAYS, "'s", "citing", "quoting", "(", "[", "that", ":"}
    | {"has", "keeps", "have", "holds"}
)


def _citing(tokens: Tokens, at: int) -> Attribution | None:
    if lower(tokens, at) not in ("citing", "quoting"):
        return None
    last = noun_phrase_end(tokens, at + 1)
    via = agency_in(tokens, max(0, at - 8), at)
    return Attribution(at, last, speaker_in(tokens, at + 1, last), via, "citing", trails=True)


def _saying(tokens: Tokens, at: int, masked: frozenset[int]) -> Attribution | None:
    word = tokens[at].lower
    if word not in SAYS or not _is_saying(tokens, at):
        return None
    back = _before_adverbs(tokens, at, masked)
    start = noun_phrase_start(tokens, back)
    while start <= back and start in masked and tokens[start].kind != "word":
        start += 1  # "18:42 The government says"
    _, last, named = _named_behind(tokens, at)
    if named:
        return _told(tokens, Attribution(at, last, named, "", word, trails=at > 0), at)
    speaker = speaker_in(tokens, start, back + 1) if start <= back else ""
    if not speaker and (lower(tokens, at - 1) == "and" or word == "putting"):
        speaker, start = _elided(tokens, at - 1), at - 1
    if not speaker:
        start, last, speaker = _inverted(tokens, at)
        if not speaker or (word in _COUNTS and not (has_name(speaker) or _is_office(speaker))):
            return None
        return _told(tokens, Attribution(at, last, speaker, "", word, trails=at > 0), at)
    trails = _is_trailing(tokens, start, at)
    return _told(tokens, Attribution(start, at + 1, speaker, "", word, trails), at)


def _is_office(speaker: str) -> bool:
    last = speaker.rsplit(maxsplit=1)[-1].lower()
    return last in ORG_WORDS or last in ROLES


def _that(tokens: Tokens, at: int) -> Attribution | None:
    """A body or office before a verb of any sort and "that": "the bishop swears that"."""
    verb = at - 1
    word, owner = lower(tokens, verb), lower(tokens, verb - 1)
    is_verb = word.endswith(("s", "ed")) and word.islower() and not word.endswith("ss")
    is_noun = word in nouns() or word in ORG_WORDS or word in FINITE or word in SAYS
    if lower(tokens, at) != "that" or at < 2 or not is_verb or is_noun:
        return None
    after = lower(tokens, at + 1)
    if tokens[verb].is_capitalised or after in FINITE or after in _AUXILIARIES:
        return None
    start = noun_phrase_start(tokens, verb - 1)
    is_office = owner in ORG_WORDS or owner in ROLES
    if not (is_office or has_name(written(tokens, start, verb))) or owner == "'s":
        return None
    speaker = speaker_in(tokens, start, verb)
    is_head = start == 0 or tokens[start - 1].kind == "mark" or lower(tokens, start - 1) in _JOINTS
    return Attribution(start, at, speaker, "", word) if speaker and is_head else None


_AUXILIARIES = word_list("auxiliary verbs")
_JOINTS = word_list("words that join clauses")


def _before_adverbs(tokens: Tokens, verb: int, masked: frozenset[int]) -> int:
    """The last token of the subject: adverbs, times and ", however," before the verb are passed."""
    back = verb - 1
    while back >= 0:
        is_aside = (
            tokens[back].text == ","
            and lower(tokens, back - 1) in _ADVERBS
            and lower(tokens, back - 2) == ","
        )
        if is_aside:
            back -= 3
        elif lower(tokens, back) in _ADVERBS or back in masked:
            back -= 1
        else:
            break
    return back


def _elided(tokens: Tokens, conjunction: int) -> str:
    """The subject of "and says": the person at the head of the sentence."""
    for at in range(min(conjunction, 14)):
        if lower(tokens, at) in FINITE or tokens[at].text in (";", ":"):
            break
        name, _ = person_in(tokens, at)
        if name:
            return name
    for at in range(1, min(conjunction, 16)):
        if lower(tokens, at) in _FIRST_VERBS:
            return speaker_in(tokens, 0, at)
    return ""


def _is_saying(tokens: Tokens, at: int) -> bool:
    """Whether a verb of saying has a speaker here, and is no noun, participle or mere count."""
    word, before, after = tokens[at].lower, lower(tokens, at - 1), lower(tokens, at + 1)
    is_noun = word in _NOUNS_TOO and before in _OF_NOUNS
    is_participle = word in _PARTICIPLES and before in _FORMS_OF_BE
    is_name = tokens[at].is_capitalised and at > 0 and before not in QUOTES
    is_label = word in _NOUNS_TOO and (tokens[at].text.isupper() or is_name)
    is_taking = word in ("claimed", "claims") and bool(
        {lower(tokens, k) for k in range(at + 1, at + 6)} & {"lives", "life"}
    )
    is_of_hospital = word in ("admitted", "admits", "admit") and after.isdigit()
    if (
        is_of_hospital
        or (at and tokens[at - 1].kind == "number")
        or before in _NOT_BEFORE
        or is_noun
        or is_participle
        or is_label
        or is_taking
    ):
        return False
    if word in ("gave", "gives"):
        given = {lower(tokens, k) for k in range(at + 1, at + 5)}
        return bool(given & _PUT_OBJECTS) and after in _BEFORE_GIVEN
    if word in _AFTER_PREPOSITION:
        return after in _AFTER_PREPOSITION[word]
    if word in ("put", "puts", "putting"):
        is_put_at = any(
            lower(tokens, k) in _PUT_AT and _is_number_start(tokens, k + 1)
            for k in range(at + 2, at + 10)
        ) and not (tokens[at + 1 : at + 2] and tokens[at + 1].kind == "number")
        return (after in _PUT_OBJECTS or is_put_at) and before not in _FORMS_OF_BE
    if word in _COUNTS and before in QUOTES and tokens[at + 1 : at + 2]:
        return tokens[at + 1].is_capitalised or after in ("the", "a") or _counts(tokens, at)
    return word not in _COUNTS or after in _PUT_OBJECTS or _counts(tokens, at)


_PUT_AT = frozenset({"at", "above", "below", "over", "near", "around"})


def _is_number_start(tokens: Tokens, at: int) -> bool:
    if at >= len(tokens) or lower(tokens, at) in ("least", "most"):
        return False
    is_word = tokens[at].lower in _NUMBER_STARTS or tokens[at].lower in ONES
    return tokens[at].kind == "number" or is_word or tokens[at].text in '"“~$€£'


def _counts(tokens: Tokens, at: int) -> bool:
    """Whether a number follows a verb of counting, or nothing follows "reported"."""
    word, after = tokens[at].lower, lower(tokens, at + 1)
    if tokens[at + 1 : at + 2] and (tokens[at + 1].kind == "number" or after in _NUMBER_STARTS):
        return True
    is_end = after in (".", ",", "on", "in", "") or after in WEEKDAYS
    return is_end and word in _COUNTS_BEHIND


_COUNTS_BEHIND = word_list("verbs of counting that end a sentence")
_AFTER_PREPOSITION = {
    "spoke": ("of",),
    "speaks": ("of",),
    "speak": ("of",),
    "written": ("to", "that"),
}
_FORMS_OF_BE = word_list("forms of be before saying")
_AFTER_TRAILING = word_list("words after a speaker that trails")
_BEFORE_GIVEN = word_list("words before a given figure")
_NUMBER_STARTS = word_list("words that start a number")


def _is_trailing(tokens: Tokens, start: int, verb: int) -> bool:
    """Whether a speaker stands after what he says: a comma or quote before, an end after."""
    if start == 0:
        return False
    before = lower(tokens, start - 1)
    after = lower(tokens, verb + 1)
    if before in QUOTES:
        return True
    reach = next((at for at in range(verb + 1, verb + 8) if lower(tokens, at) == ","), verb + 8)
    if any(lower(tokens, at) in ("that", ":", *QUOTES) for at in range(verb + 1, reach)):
        return False
    if lower(tokens, verb) in ("told", "tells"):
        return before == ","
    is_end = after in _AFTER_TRAILING or after in WEEKDAYS or not after
    return (before in (",", *QUOTES) or tokens[start - 1].kind != "word") and is_end


def _told(tokens: Tokens, found: Attribution, verb: int) -> Attribution:
    """With the outlet to which it was told, or which reports it."""
    via = ""
    if lower(tokens, verb) in ("told", "tells") or lower(tokens, verb + 1) == "to":
        start = verb + 1
        last = noun_phrase_end(tokens, start)
        via = agency_in(tokens, start, last) or outlet(tokens, start, last)
    if (
        not via
        and lower(tokens, verb) in ("told", "tells")
        and lower(tokens, verb + 1) in ("the", "this")
    ):
        via = SAME_AGENCY if lower(tokens, verb + 2) in ("agency", "newspaper", "channel") else ""
    own = agency_in(
        tokens,
        found.first,
        min(found.last, verb) if not found.trails or found.first < verb else found.last,
    )
    if own and is_outlet_itself(found.speaker, own):
        return Attribution(found.first, found.last, own, own, found.verb, found.trails)
    return Attribution(found.first, found.last, found.speaker, via, found.verb, found.trails)


def _named_behind(tokens: Tokens, verb: int) -> tuple[int, int, str]:
    """After ", said" a speaker with whom the sentence ends: ", said the chief, Ann Lee."."""
    if lower(tokens, verb) in ("told", "tells", "tell"):
        return verb, verb, ""
    start, last, speaker = _inverted(tokens, verb)
    is_end = lower(tokens, last) in (".", "") and lower(tokens, verb + 1) not in ("that", "of")
    return (start, last, speaker) if is_end and last > verb + 1 else (verb, verb, "")


_NO_SUBJECT = word_list("words before no subject")


def _closes_aside(tokens: Tokens, comma: int) -> bool:
    """Whether the subject is before an aside: "The rebels, in a post on X, said"."""
    if lower(tokens, comma) != ",":
        return False
    for at in range(comma - 1, max(-1, comma - 14), -1):
        if tokens[at].text in (".", ";", ":") or tokens[at].text in QUOTES:
            return False
        if tokens[at].text == ",":
            return lower(tokens, at + 1) in _ASIDES and not (
                {lower(tokens, k) for k in range(at)} & FINITE
            )
    return False


_ASIDES = word_list("words of a speaker's aside")


def _inverted(tokens: Tokens, verb: int) -> tuple[int, int, str]:
    """After ", said": the speaker that follows the verb."""
    before = lower(tokens, verb - 1)
    if verb > 0 and before != "," and before not in QUOTES:
        return verb, verb, ""
    start = verb + 1
    if lower(tokens, start) in _NO_SUBJECT or _closes_aside(tokens, verb - 1):
        return verb, verb, ""
    last = noun_phrase_end(tokens, start)
    speaker = speaker_in(tokens, start, last)
    after = lower(tokens, last)
    if after == "," and not has_name(speaker):
        further = noun_phrase_end(tokens, last + 1)
        apposed = speaker_in(tokens, last + 1, further)
        if has_name(apposed) and looks_personal(apposed):
            return start, further, apposed
    return start, last, speaker
