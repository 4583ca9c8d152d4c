"""The head of a report: for which place and time all of it speaks."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corridor.evidence.documents import Document, Sentence
from corridor.evidence.figures.gazetteer import Gazetteer
from corridor.evidence.figures.headings import place_in_heading
from corridor.evidence.figures.scene import Read, read_sentence
from corridor.evidence.figures.when import When

#: Lines at the top of a document that are looked at, whether they are sentences of it or not.
_LINES = 6
_LONGEST = 160
#: Sentences at the beginning whose first place stands for the report until another is named.
_OPENING = 4
#: What is longer, in characters, is cut: rules look at no more at once.
_LONGEST_SENTENCE = 2000
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_REPORT = re.compile(
    r"\b(?:as of|update|bulletin|report|sitrep|situation|snapshot|round|data collected|direction"
    r"|brief|alert|flash|assessment|communiqué|press note|press release|appeal|factsheet"
    r"|overview|profile|note|statement|count|figures|monitor|outlook|response|minutes|summary)\b",
    re.IGNORECASE,
)
_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DATED = re.compile(
    rf"\b{_MONTH} \d{{1,4}}\b|\b\d{{1,2}} {_MONTH}\b|\b\d{{1,2}} [A-Za-z]{{3,9}} (?:19|20)\d\d\b",
    re.IGNORECASE,
)
#: A title such as "Earthquake in Nuristan".
_AT_PLACE = re.compile(r"\w+ (?:in|at|near|from|hits|hit) (?:the )?[A-Z]\w+")
#: A title such as "LEBANON: ESCALATION OF HOSTILITIES".
_HEADED = re.compile(r"[A-Z][A-Z .'’–-]{2,40}(?::|\s[–—|-]\s)")
#: A line such as "Maiduguri and Jere, Borno State".
_LAND = re.compile(
    r"[A-Z]\w+ (?:State|Province|District|Region|County|Governorate|Oblast|Prefecture|Department)$"
)
_LABELLED = re.compile(r"[\W_]*[A-Z][^\n.:;]{1,70}:\s*[\d~<>]")


@dataclass(frozen=True)
class Head:
    """What the head of a report says about all of it."""

    place: str = ""
    """The place it is about; empty where it names none."""
    as_of: When | None = None
    """The time for which its figures hold, where it says so."""


def sentences_of(document: Document) -> tuple[Sentence, ...]:
    """The document's sentences, with lines of labels ("Killed: 12") each as one of its own."""
    found: list[Sentence] = []
    for sentence in (part for each in document.sentences for part in _cut(each)):
        lines = list(_LINE.finditer(sentence.text))
        if len(lines) > 1 and sum(bool(_LABELLED.match(line[0])) for line in lines) > 1:
            found += [_part(sentence, line) for line in lines]
        else:
            found.append(sentence)
    return tuple(found)


def _cut(sentence: Sentence) -> Iterator[Sentence]:
    """A sentence, or pieces of one that is longer than any sentence is."""
    start = 0
    while len(sentence.text) - start > _LONGEST_SENTENCE:
        end = sentence.text.rfind(" ", start, start + _LONGEST_SENTENCE)
        end = end if end > start else start + _LONGEST_SENTENCE
        yield Sentence(sentence.text[start:end], sentence.start + start, sentence.start + end)
        start = end
    yield Sentence(sentence.text[start:], sentence.start + start, sentence.end)


def _part(sentence: Sentence, line: re.Match[str]) -> Sentence:
    text = line[0].strip()
    start = sentence.start + line.start() + line[0].index(text[0])
    return Sentence(text, start, start + len(text))


def read_head(
    document: Document, reads: Sequence[Read], published: date, gazetteer: Gazetteer
) -> Head:
    """The head of a report, from its first sentences and the lines above them."""
    above = [
        read_sentence(line, published, gazetteer, at_head=True)
        for line in _lines_above(document, reads)
    ]
    return Head(_place(document, above, reads), _as_of([*above, *reads[:6]]))


def _lines_above(document: Document, reads: Sequence[Read]) -> list[Sentence]:
    """Lines at the top that the document leaves out of its sentences, but that say what it is."""
    covered = [(read.sentence.start, read.sentence.end) for read in reads[:_LINES]]
    found = []
    for match in list(_LINE.finditer(document.text, 0, 2000))[:_LINES]:
        text = match[0].strip()
        start = match.start() + match[0].index(text[0])
        is_covered = any(first <= start < last for first, last in covered)
        tells = _REPORT.search(text) or _DATED.search(text) or _AT_PLACE.search(text)
        tells = tells or _HEADED.match(text) or _LAND.search(text)
        if not is_covered and len(text) <= _LONGEST and tells:
            found.append(Sentence(text, start, start + len(text)))
    return found


def _place(document: Document, above: Sequence[Read], reads: Sequence[Read]) -> str:
    """The place of a heading; else the first of the first paragraph, a dateline last of all."""
    for read in [*above, *reads[:3]]:
        if is_heading(read) and (
            place := place_in_heading(read.scene.tokens, read.mentions, read.scene.masked)
        ):
            return place
    dateline = aim = of_speaker = ""
    for read in reads[:_OPENING]:
        for mention in () if is_byline(read) else read.mentions:
            if any(one.first < mention.first < one.last for one in read.sources):
                of_speaker = of_speaker or mention.place  # "the government in Madrid said"
                continue
            if mention.preposition == "dateline":
                dateline = dateline or mention.place
            elif mention.preposition == "to":
                aim = aim or mention.place
            elif not mention.outer and mention.preposition != "from":
                return mention.place
        if dateline:
            return aim or dateline
    return aim or of_speaker or _place_of_office(document) or _most_named(reads)


def _most_named(reads: Sequence[Read]) -> str:
    """The place that a report names most often, after its opening."""
    named = Counter(m.place for read in reads for m in read.mentions if not m.outer)
    return named.most_common(1)[0][0] if named else ""


_OFFICE = re.compile(
    r"(?:Mayor|Governor|Prefect|Municipality|Prefeitura|Mairie|Alcald[ií]a|Governorship|Governorate"
    r"|Prefecture|Council"
    r"|City|Town|District|County|Province|Department|Administration|Commune)[\w ]*? (?:of|de|do|da)"
    r" (?:the )?((?:[A-Z][\w'’-]+(?: d[aeo]s? | )?)+)$"
)


def _place_of_office(document: Document) -> str:
    """The place after which a publishing office is named: "Municipality of Lajeado"."""
    match = _OFFICE.search(document.publisher)
    return match[1].strip() if match else ""


def is_byline(read: Read) -> bool:
    """Whether a sentence only says who wrote the report, and where: "by Ara Minas in Wabag"."""
    tokens = read.scene.tokens
    starts = bool(tokens) and tokens[0].lower in ("by", "author", "reporting")
    return starts and len(tokens) < 14 and not read.sentence.text.rstrip().endswith(".")


def is_heading(read: Read) -> bool:
    """Whether a sentence is a title, or the line of a report that says what and when it is."""
    text = read.sentence.text.rstrip()
    is_sentence = text.endswith((".", "?", "!", "”", '"')) and not text.endswith((".m.", "hrs."))
    return len(read.scene.tokens) <= 30 and ("|" in text or not is_sentence)


def _is_date_of_report(read: Read, when: When) -> bool:
    """Whether a heading's day, or the month that a report covers, is that of its figures."""
    is_report = bool(_REPORT.search(read.sentence.text))
    return when.precision == "day" or (when.precision == "month" and is_report)


def _is_of_all(read: Read, when: When) -> bool:
    """Whether a time is that of the report, and not of one figure deep in a sentence."""
    before = [figure for figure in read.scene.figures if figure.last <= when.first]
    return when.first <= 4 or not before or is_heading(read)


def _as_of(reads: Sequence[Read]) -> When | None:
    """The time of the report: a day with "as of", a title's with an hour, an hour, a title's."""
    stated = [
        when
        for read in reads
        for when in read.whens
        if when.marker == "as of" and _is_of_all(read, when)
    ]
    dated = [when for read in reads[:4] if (when := _date_of_title(read)) is not None]
    options = (
        *(when for when in stated if when.day),
        *(when for when in dated if when.clock),
        *stated,
        *dated,
    )
    return options[0] if options else None


def _date_of_title(read: Read) -> When | None:
    """The day of a title without figures; the last where it names several."""
    if not is_heading(read) or read.scene.figures:
        return None
    dated = [when for when in read.whens if when.day and when.reach == "at"]
    return next((when for when in reversed(dated) if _is_date_of_report(read, when)), None)
