"""Figures of a report, proposed as claims for a person to accept, change or reject."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from corridor.errors import DocumentError, Problem
from corridor.evidence.claim import Claim
from corridor.evidence.documents import Document
from corridor.evidence.figures.anaphora import counts_part_only
from corridor.evidence.figures.attribution import Attribution
from corridor.evidence.figures.columns import find_cells
from corridor.evidence.figures.context import Context, Proposal
from corridor.evidence.figures.fields import is_of_speaker, is_of_speech, proposal_of
from corridor.evidence.figures.gazetteer import Gazetteer, NamedPlace, gazetteer_of
from corridor.evidence.figures.headings import place_in_heading
from corridor.evidence.figures.heads import is_byline, is_heading, read_head, sentences_of
from corridor.evidence.figures.manner import (
    quoted_spans,
)
from corridor.evidence.figures.names import THE_REPORT, titled_names
from corridor.evidence.figures.paragraphs import items, opening_lines, paragraph_starts
from corridor.evidence.figures.phrases import phrases
from corridor.evidence.figures.readings import reading_of
from corridor.evidence.figures.rows import proposals_of_row
from corridor.evidence.figures.scene import Read, read_sentences
from corridor.evidence.figures.subjects import names_body
from corridor.evidence.figures.tokens import lower
from corridor.evidence.figures.turns import turns
from corridor.evidence.figures.worth import is_worth_proposing


def propose_claims(
    document: Document,
    *,
    zone: ZoneInfo,
    places: Gazetteer | Iterable[NamedPlace],
    taken: Collection[str] = (),
) -> tuple[Claim, ...]:
    """The figures in a document's sentences, as claims with status "proposed".

    Parameters
    ----------
    document : Document
        Its offsets are those of the claims; it needs a time of publication.
    zone : ZoneInfo
        Where days begin and end.
    places : Gazetteer or iterable of NamedPlace
        Known places; names that are none of them stand in the claims as written.
    taken : collection of str
        Ids that are in use.

    Raises
    ------
    DocumentError
        When the document has no time of publication, against which "Tuesday" could be resolved.
    """
    from corridor.evidence.figures.repeats import as_claims

    gazetteer = places if isinstance(places, Gazetteer) else gazetteer_of(places)
    return as_claims(document, tuple(_proposals(document, zone, gazetteer)), zone, taken)


def published_of(document: Document) -> datetime:
    """When a document was published.

    Raises
    ------
    DocumentError
        When nobody says.
    """
    if document.published is None:
        problem = Problem(
            document.name, 0, 0, "published", "no date", "the day on which it was published"
        )
        raise DocumentError("the document has no date of publication:", [problem])
    return document.published


def _proposals(document: Document, zone: ZoneInfo, gazetteer: Gazetteer) -> Iterator[Proposal]:
    published = published_of(document)
    publisher = document.publisher or document.url or document.name
    context = Context(published, zone, publisher, quoted_spans(document))
    sentences = sentences_of(document)
    reads = read_sentences(sentences, context.today, gazetteer)
    head = read_head(document, reads, context.today, gazetteer)
    context.main_place, context.as_of = head.place, head.as_of
    starts = paragraph_starts(document, sentences)
    speaking = turns(sentences, [read.scene.tokens for read in reads], starts)
    cells, marked = find_cells(sentences, context.today), items(document, sentences)
    behind = opening_lines(document, sentences, marked)
    for index, read in enumerate(reads):
        if starts[index] or marked[index] or behind[index] or index - 1 in cells:
            _start_paragraph(context, is_item=marked[index])
        context.turn = speaking[index]
        context.before = reads[index - 1] if index else None
        context.after = _named_after(reads[index + 1 : index + 2])
        _note_section(read, context, gazetteer, is_item=marked[index])
        context.is_title = index == 0 and is_heading(reads[0]) and "|" not in reads[0].sentence.text
        if index in cells:
            yield from proposals_of_row(cells[index], context, gazetteer)
        else:
            yield from _of_sentence(read, context)
        context.before_sentence = read.sentence.text.rstrip()


def _note_section(read: Read, context: Context, gazetteer: Gazetteer, *, is_item: bool) -> None:
    """Keep the place of a heading inside the report: "Burundi – Floods", or a known name alone."""
    scene = read.scene
    is_inside = context.previous is not None and not is_item
    is_short = len(scene.tokens) <= _HEADING and not scene.figures and is_inside
    if not is_short:
        return
    if is_heading(read):
        context.section = place_in_heading(scene.tokens, (), scene.masked)
        cues = (cue for at in range(len(scene.tokens)) for cue in scene.cues.get(at, ()))
        context.heading = next((cue for cue in cues if cue.role == "noun"), None)
    elif known := gazetteer.near(read.sentence.text.rstrip(".")):
        context.section = known


#: Tokens of a heading inside a report, at most.
_HEADING = 16


def _start_paragraph(context: Context, *, is_item: bool) -> None:
    """Leave the place and the source behind, but that of "The mayor said:" for its list."""
    before = context.before_sentence
    if not is_item or (before and not before.endswith(":") and not context.in_list):
        context.in_list = False
    is_led = is_item and bool(before and before.endswith(":"))
    if is_led:
        context.lead_place = context.place
    context.in_list = is_led or (is_item and context.in_list)
    is_carried = context.in_list and context.source_paragraph == context.paragraph
    context.paragraph += 1
    if is_carried:
        context.source_paragraph = context.paragraph
    context.place = context.lead_place if context.in_list else ""


_AFTERWARDS = phrases("that 's according to; that is according to; this is according to")


def _named_after(following: Sequence[Read]) -> Attribution | None:
    """Who is named as the source by a sentence that only says so: "That's according to"."""
    for read in following:
        if read.sources and _AFTERWARDS.at(read.scene.tokens, 0):
            return read.sources[0]
    return None


def _of_sentence(read: Read, context: Context) -> Iterator[Proposal]:
    sources = _resolved(read, read.sources or _spread(context.after), context)
    context.in_sentence = context.rate = None
    for name in titled_names(read.scene.tokens):
        context.memory.note(name)
    if not sources and names_body(read.scene.tokens):
        context.source = None
    is_of_dropped = False
    for figure in read.scene.figures:
        is_part_of_dropped = is_of_dropped and counts_part_only(read.scene.tokens, figure)
        reading = None if is_part_of_dropped else reading_of(read, figure, context)
        is_dropped = reading is None or not is_worth_proposing(read, figure, reading, context)
        is_of_dropped = is_dropped and figure.group not in ("time", "share", "money")
        if reading is None or is_dropped:
            continue
        proposal = proposal_of(read, figure, reading, sources, context)
        _remember(proposal, context)
        yield proposal
    _carry(read, sources, context)
    _note_question(read, context)
    _note_lead(read, context)


def _note_lead(read: Read, context: Context) -> None:
    """Keep what "The following were taken to hospital:" says of the items behind it."""
    if context.in_list:
        return
    cues = [cue for each in read.scene.cues.values() for cue in each if cue.kind != "other"]
    is_lead = read.sentence.text.rstrip().endswith(":")
    context.lead = cues[-1] if is_lead and cues else None


def _note_question(read: Read, context: Context) -> None:
    """Keep what "How many people have left?" asks for, until another question is asked."""
    if not read.sentence.text.rstrip().endswith("?"):
        return
    tokens = read.scene.tokens
    asks = any(
        token.lower == "how" and lower(tokens, at + 1) == "many" for at, token in enumerate(tokens)
    )
    cues = [cue for each in read.scene.cues.values() for cue in each if cue.role != "left"]
    context.asked = cues[0].kind if asks and cues else None


def _remember(proposal: Proposal, context: Context) -> None:
    context.previous = proposal
    if proposal.reading.rule.startswith("rate") and proposal.reading.kind == "flow":
        context.rate = proposal
    if proposal.reading.rule.startswith("rate") or proposal.unit in ("percent", "people/household"):
        return
    group = proposal.figure.group
    is_aside = proposal.is_bracketed and context.in_sentence is not None
    if group in ("person", "household", "site", "vehicle", "good", "") and not is_aside:
        context.in_sentence = proposal
    if group in ("person", "household") or proposal.unit in ("people", "households"):
        context.last = proposal
    if proposal.unit == "people":
        context.people = proposal


def _spread(source: Attribution | None) -> tuple[Attribution, ...]:
    """A source named in the sentence after, as one that speaks of all of this one."""
    return () if source is None else (replace(source, first=0, last=0, trails=False),)


def _resolved(
    read: Read, sources: Sequence[Attribution], context: Context
) -> tuple[Attribution, ...]:
    resolved = []
    for source in sources:
        is_report = source.speaker == THE_REPORT
        name = context.publisher if is_report else context.memory.resolve(source.speaker)
        via = context.memory.agency(source.via)
        if name:
            resolved.append(replace(source, speaker=name, via=via))
            context.memory.note_office(read.scene.tokens, source.first, source.last, name)
    return tuple(resolved)


def _carry(read: Read, sources: Sequence[Attribution], context: Context) -> None:
    going_on = [one for one in sources if not _is_bracketed(read, one)]
    if going_on:
        context.source, context.source_paragraph = going_on[-1], context.paragraph
    stated = [
        mention
        for mention in (() if is_byline(read) else read.mentions)
        if not mention.outer
        and not is_of_speaker(mention, sources)
        and not is_of_speech(read, mention)
    ]
    if stated:
        owners = [m for m in stated if lower(read.scene.tokens, m.last) == "'s"]
        origins = [m for m in stated if m.preposition == "from"]
        aims = [m for m in stated if m.preposition in ("to", "toward", "towards")]
        datelines = [m for m in stated if m.preposition == "dateline" and len(stated) > 1]
        here = [m for m in stated if m not in (*owners, *origins, *aims, *datelines)]
        nearest = [*here, *aims, *owners]
        if nearest and lower(read.scene.tokens, nearest[0].last) == "with":
            return  # "Swabi with 41 and Shangla with 36": of no place what follows
        known = context.place or context.main_place
        context.place = nearest[0].place if nearest else known or stated[0].place
        context.main_place = context.main_place or stated[0].place


def _is_bracketed(read: Read, source: Attribution) -> bool:
    """Whether a source stands in brackets and so speaks of no sentence after."""
    tokens = read.scene.tokens
    return any(lower(tokens, at) in ("(", "[") for at in (source.first, source.first - 1))
