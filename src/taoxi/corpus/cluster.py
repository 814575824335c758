"""Dask engine: a scheduler shares the shards out to workers, on this machine or on others that see the same folders."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from .. import __version__
from . import station
from .engine import DEATHS
from .job import Done, Job, done_place, load_done
from .names import STATE
from .sinks import OutputError, write_whole

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

WINDOW = 1000  # shards the scheduler knows of at once: enough for as many threads, some megabytes in its memory
CONNECT = 10.0  # seconds to find the scheduler
WORKERS = 60.0  # seconds to wait for workers, at first and whenever all are gone
SEEN = 30.0  # seconds until a done-record shows that another machine wrote
TICK = 0.5  # seconds between looks at the scheduler
POLL = 0.1


class DaskEngine:
    """Does jobs on the workers of the scheduler at an address, or without one on a cluster of so many workers in this
    machine. Connected to when there is something to do; leaving the context lets go of it.
    """

    def __init__(self, out: Path, workers: int, scheduler: str = "") -> None:
        self.out, self.workers, self.scheduler = out, workers, scheduler
        # workers go on only as long as this file is there; whoever runs next in OUT sweeps it away
        self.token = out.absolute() / STATE / "running" / f"run-{uuid4().hex}"
        self.stack = ExitStack()
        self.client: Client | None = None
        self.alone_since = 0.0  # when the last worker was gone; 0 while there are some

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        with suppress(OSError):
            self.token.unlink(missing_ok=True)
        if self.client:
            with suppress(Exception):  # the scheduler may be gone
                self.client.run(station.leave, {self.token}, on_error="ignore")
        self.stack.close()

    def run(self, jobs: Sequence[Job], report: Callable[[Done], None]) -> None:
        """As Engine.run does; raises OutputError also when scheduler or workers cannot do the work."""
        if not jobs:
            return
        client = self.client or self.connect(jobs[0].settings.rules)
        pending = deque(Errand(abroad(job)) for job in jobs)
        flying: dict[str, Errand] = {}
        ready: SimpleQueue[Future[None]] = SimpleQueue()
        while pending or flying:
            while pending and len(flying) < WINDOW:
                errand = pending.popleft()
                future = self.send(client, errand)
                flying[future.key] = errand
                future.add_done_callback(ready.put)
            try:
                future = ready.get(timeout=TICK)
            except Empty:
                self.look(client)
                continue
            errand = flying.pop(future.key)
            if again := self.outcome(errand, future):
                pending.appendleft(again)
            else:
                report(record_of(errand.job))

    def connect(self, rules: str) -> Client:
        """Find scheduler and workers, and see that they can do the work of the run with this code."""
        try:
            from distributed import Client
        except ImportError as error:
            raise OutputError("--engine dask needs Dask: pip install 'taoxi[dask]'") from error
        try:
            where = self.scheduler or self.stack.enter_context(local_cluster(self.workers))
            client = Client(where, timeout=CONNECT, set_as_default=False, name="taoxi")
        except (OSError, ValueError) as error:
            raise OutputError(f"no scheduler answers at {self.scheduler}: {error}") from error
        self.client = self.stack.enter_context(client)
        write_whole(self.token, b"")
        try:
            client.wait_for_workers(1, timeout=WORKERS)
        except TimeoutError as error:
            raise OutputError(f"{self.scheduler}: no worker came within {WORKERS:g} seconds") from error
        for worker, answer in client.run(station.trouble_of, self.token, rules, on_error="return").items():
            if answer:
                raise OutputError(unfit(worker, answer))
        return client

    def send(self, client: Client, errand: Errand) -> Future[None]:
        """Give a shard to the scheduler."""
        key = f"taoxi-{errand.job.step}-{errand.job.shard.name}-{uuid4().hex}"
        return client.submit(station.perform, errand.job, self.token, errand.gone, key=key, pure=False)

    def outcome(self, errand: Errand, future: Future[None]) -> Errand | None:
        """The errand again when it has to be; None when it is done."""
        from distributed import CancelledError, KilledWorker

        if future.status == "finished":
            return None
        shard = errand.job.shard
        error = CancelledError() if future.cancelled() else future.exception()
        if isinstance(error, station.Unseen):
            names = [file.relative for file in shard.files if file.is_there]
            if seen := sorted(set(names) & set(error.args)):
                raise OutputError(f"a worker does not see {seen[0]} below INPUT: all need the same folders") from error
            return replace(errand, gone=(*errand.gone, *error.args))
        if isinstance(error, KilledWorker):
            if errand.deaths == DEATHS:
                raise OutputError(f"workers die over shard {shard.name} without end: {error}") from error
            return replace(errand, deaths=errand.deaths + 1)
        if isinstance(error, OutputError):
            raise error
        if isinstance(error, CancelledError):
            raise OutputError(f"the scheduler {self.scheduler} was lost, or gave up shard {shard.name}") from error
        raise OutputError(unfit(f"for shard {shard.name}", error)) from error

    def look(self, client: Client) -> None:
        """See that scheduler and workers are there. Raises OutputError when they are not."""
        if client.status != "running":
            raise OutputError(f"the scheduler {self.scheduler} was lost")
        if client.nthreads():
            self.alone_since = 0.0
        elif not self.alone_since:
            self.alone_since = time.monotonic()
        elif time.monotonic() - self.alone_since > WORKERS:
            raise OutputError(f"{self.scheduler}: all workers are gone, and none came within {WORKERS:g} seconds")


@dataclass(frozen=True, slots=True)
class Errand:
    """A job on its way, the inputs that nobody sees any more, and how often Dask gave it up over dying workers."""

    job: Job
    gone: tuple[str, ...] = ()
    deaths: int = 0


def local_cluster(workers: int) -> LocalCluster:
    """A scheduler and so many worker threads in this process; the work is done by a process for each of them."""
    from distributed import LocalCluster

    return LocalCluster(
        n_workers=1,
        threads_per_worker=workers,
        processes=False,
        memory_limit=None,
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
    )


def abroad(job: Job) -> Job:
    """The job with absolute paths: workers have working directories of their own."""
    files = tuple(replace(file, path=file.path.absolute()) for file in job.shard.files)
    table = job.settings.repeats and job.settings.repeats.absolute()
    settings = replace(job.settings, repeats=table)
    return replace(job, out=job.out.absolute(), shard=replace(job.shard, files=files), settings=settings)


def record_of(job: Job) -> Done:
    """The done-record that a worker left of a job. Raises OutputError when none shows."""
    place = done_place(job.out, job.shard.name, job.step)
    end = time.monotonic() + SEEN
    while (done := load_done(place)) is None or done.key != job.key:
        if time.monotonic() > end:
            raise OutputError(f"{place}: a worker has written it, but it does not show here: all need the same folders")
        time.sleep(POLL)
    return done


def unfit(worker: str, answer: object) -> str:
    """What is said of a worker that cannot do the work."""
    if isinstance(answer, ImportError | AttributeError):
        answer = f"has no taoxi {__version__}: {answer}"
    elif isinstance(answer, BaseException) and not isinstance(answer, station.Unfit):
        answer = f"fails: {type(answer).__name__}: {answer}"
    return f"worker {worker} {answer}"
