"""The work on one shard, as a worker does it: read, clean, write, and leave a done-record behind."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict, replace

from ..clean import clean
from ..decode import decode
from ..types import Article, Options, Repeats
from .documents import Document, File, Left, Trouble
from .formats import read
from .guard import READING, Marker, OutOfTime, alarm
from .job import Done, Job, Settings, done_place
from .parquet import encodable
from .records import audit, record
from .repeats import repeats_of, site_of
from .sinks import ShardSink, write_whole
from .tally import Tally


def run(job: Job) -> Done:
    """Do a shard. Raises OutputError when OUT cannot be written to; inputs raise nothing."""
    started = time.perf_counter()
    sink = ShardSink(job.out, job.shard.name, job.settings.form)
    tally = Tally()
    try:
        with Marker(job) as marker:
            for item in limited(items(job, marker), job.left):
                put(item, job, sink, tally, marker)
        for row in tally.sampler:
            sink.table("samples").add_raw(row)
        outputs = sink.commit()
    except BaseException:
        sink.drop()
        raise
    inputs = [file.state for file in job.shard.files if file.is_there]
    done = Done(job.shard.name, job.key, inputs, outputs, tally.counts(), tally.timing(started))
    write_whole(done_place(job.out, job.shard.name), done.dump())
    return done


def limited(found: Iterator[Document | Trouble | Left], limit: int) -> Iterator[Document | Trouble | Left]:
    """Everything up to the limit of documents and troubles."""
    count = 0
    for item in found:
        yield item
        count += not isinstance(item, Left)
        if limit and count >= limit:
            return


def items(job: Job, marker: Marker) -> Iterator[Document | Trouble | Left]:
    """What the shard's files hold, in order."""
    barred = dict(job.barred)
    for file in job.shard.files:
        reading = job.settings.reading(file.relative, job.shard.part)
        marker.opens(file.relative)
        if reason := barred.get((file.relative, "", READING)):
            yield reading.trouble(f"reading it {reason}", "unpack it or split it")
            continue
        if is_changed(file):
            yield reading.trouble("changed while the run went on", "run again when nothing writes to the input")
            continue
        for item in read(file, reading):
            yield replace(item, apart=True) if isinstance(item, Document) and item.path in job.shard.apart else item


def is_changed(file: File) -> bool:
    """Is the file there, but no longer as the walk found it? A file the walk did not see has no size and time."""
    try:
        status = file.path.stat()
    except OSError:
        return False
    return bool(file.mtime) and (status.st_size, status.st_mtime_ns) != (file.size, file.mtime)


def put(item: Document | Trouble | Left, job: Job, sink: ShardSink, tally: Tally, marker: Marker) -> None:
    """Clean one document, or note why not."""
    if isinstance(item, Left):
        tally.left[item.kind] += 1
        return
    if isinstance(item, Document):
        barred = dict(job.barred).get(item.place)
        marker.at(item.place)
        result = refused(item, barred) if barred else attempt(item, job.settings)
        marker.at(None)
        if not isinstance(result, Trouble):
            fit = encodable(result) if job.settings.form == "parquet" else result
            keep(item, fit, job.settings.rules, sink, tally)
            return
        item = result
    tally.quarantined += 1
    sink.table("quarantine").add(asdict(item))


def attempt(document: Document, settings: Settings) -> Article | Trouble:
    """The article, or the row of quarantine that stands for it."""
    repeats = repeats_of(settings.repeats, site_of(document)) if settings.repeats else None
    options = settings.options
    if options.markup == "auto":
        options = replace(options, markup=document.markup)
    try:
        with alarm(settings.limits.seconds):
            return cleaned(document, options, repeats)
    except OutOfTime:
        reason = f"takes longer than {settings.limits.seconds:g} seconds"
        return Trouble(*document.place, reason, "give it more with --time-limit")
    except MemoryError:
        return Trouble(*document.place, "needs more memory than there is", "split it, or give the machine more")
    except Exception as error:  # a fault of ours costs this document, not the run
        reason = f"fault in taoxi: {type(error).__name__}: {error}"
        return Trouble(*document.place, reason, "please report it, with the document if you may")


def cleaned(document: Document, options: Options, repeats: Repeats | None) -> Article:
    """The article of a document."""
    # text that is decoded already has no charset to declare
    declared = document.charset if isinstance(document.data, bytes) else None
    return clean(document.data, options, url=document.url, charset=declared, given=document.given, repeats=repeats)


def refused(document: Document, reason: str) -> Trouble:
    """The quarantine row of a document that is not to be tried again."""
    return Trouble(*document.place, reason, "look at it with `taoxi explain`, and split it or remove it")


def keep(document: Document, article: Article, rules: str, sink: ShardSink, tally: Tally) -> None:
    """Write an article, its record and its audit."""
    head = head_of(document, article)
    row = record(document, article, rules, head)
    sink.article(document, row)
    table = sink.table("audit")
    for line in audit(document, article, head):
        table.add(line)
        tally.rules.update(line["by"])
    tally.add(row, article, site_of(document))


def head_of(document: Document, article: Article) -> str:
    """The lines before the document's text, decoded as the text was."""
    head = document.head
    return head if isinstance(head, str) else decode(head, charset=article.charset).body if head else ""
