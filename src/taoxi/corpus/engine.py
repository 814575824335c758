"""Local engine: worker processes that may die, hang or be stopped without harm."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import wait as wait_for
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from typing import Any, Protocol, Self

from .depot import carry
from .guard import READING, Excess, excess, marked
from .job import Done, Job, Place
from .sinks import OutputError

DEATHS = 5  # of workers over one shard with nothing to blame: they cannot even begin
STRIKES = 2  # workers a document may kill before it is barred
READS = 3  # workers that the reading of a file may kill before the file is barred
TICK = 0.5  # seconds between looks at the workers
PR_SET_PDEATHSIG = 1  # prctl(2)
# proc(5): thousandths of all memory that count as this process's own when the kernel looks for one to kill. It should
# find a worker, which is replaced, and not the parent; 300 is what Chromium gives its tabs
OOM, EXPENDABLE = Path("/proc/self/oom_score_adj"), 300


class Engine(Protocol):
    """Does jobs, wherever; leaving the context ends what it needs for that."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def run(self, jobs: Sequence[Job], report: Callable[[Done], None]) -> None:
        """Do all jobs. `report` is called for each that is done, in no fixed order.

        Raises OutputError as soon as OUT cannot be written to, and lets KeyboardInterrupt through; whatever was
        reported stands.
        """


class LocalEngine:
    """Worker processes for one run after another; leaving the context ends them. With 0 workers all is done in this
    process, which a document may then take down. `watch` is called at every look at the workers; what it raises ends
    the run.
    """

    def __init__(self, workers: int, watch: Callable[[], None] = lambda: None) -> None:
        self.workers, self.watch = workers, watch
        self.strikes: Counter[Place] = Counter()
        self.pool: Pool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self.pool:
            self.pool.stop(idle=not any(error))

    def run(self, jobs: Sequence[Job], report: Callable[[Done], None]) -> None:
        """As Engine.run does."""
        if not self.workers:
            for job in jobs:
                report(perform(job))
            return
        pending = deque(jobs)
        while pending:
            self.pool = self.pool or Pool(min(self.workers, len(pending)), self.strikes, self.watch)
            back = self.pool.run(pending, report)
            if back or pending:
                self.pool = None
            for job in back:
                self.alone(job, report)

    def alone(self, job: Job, report: Callable[[Done], None]) -> None:
        """Do a job by itself, so that it can be blamed for what happens. Raises OutputError when workers die over it
        without end.
        """
        retry, before, deaths = [job], job, 0
        while retry:
            deaths = deaths + 1 if retry[0] == before else 0
            before = retry[0]
            if deaths > DEATHS:
                names = ", ".join(file.relative for file in job.shard.files)[:300]
                raise OutputError(f"{DEATHS} workers died over {names}; leave out what is to blame")
            pool = Pool(1, self.strikes, self.watch)
            try:
                queue = deque(retry)
                retry = [*pool.run(queue, report), *queue]
            finally:
                pool.stop(idle=not retry)


class Remembering(SpawnContext):
    """Starts processes and remembers them: other threads of this process may have workers, too."""

    def __init__(self) -> None:
        super().__init__()
        self.processes: list[SpawnProcess] = []

    def Process(self, *args: Any, **named: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802 - its name there
        """A process to be."""
        self.processes.append(SpawnProcess(*args, **named))
        return self.processes[-1]


class Pool:
    """Workers until one of them dies."""

    def __init__(self, workers: int, strikes: Counter[Place], watch: Callable[[], None]) -> None:
        self.workers, self.strikes, self.watch = workers, strikes, watch
        context = Remembering()
        self.processes = context.processes
        self.executor = ProcessPoolExecutor(workers, context, initializer=settle_in)
        self.excess: dict[str, Excess] = {}  # shard -> why its worker was killed

    def run(self, pending: deque[Job], report: Callable[[Done], None]) -> list[Job]:
        """Work until nothing is pending, or a worker dies: then the jobs under way are given back, those that a
        document has killed too often with that document barred.
        """
        flying: dict[Future[Done], Job] = {}
        try:
            while pending or flying:
                while pending and len(flying) <= self.workers:  # one more than workers, so that none waits
                    # the pool may be broken by now: a job is pending until it is handed over
                    flying[submit(self.executor, pending[0])] = pending[0]
                    pending.popleft()
                finished, _ = wait(flying, timeout=TICK, return_when=FIRST_COMPLETED)
                for future in finished:
                    report(future.result())
                    del flying[future]
                self.kill_beyond(flying.values())
                self.watch()
        except BrokenProcessPool:
            self.executor.shutdown(wait=True)
            return [self.blamed(job) for future, job in flying.items() if not succeeded(future, report)]
        return []

    def stop(self, *, idle: bool) -> None:
        """End the processes; what they have under way is done again another time."""
        if not idle:
            self.executor.shutdown(wait=False, cancel_futures=True)
            for process in self.processes:
                with suppress(AttributeError):  # it could not even be started
                    process.kill()
        self.executor.shutdown(wait=True)

    def kill_beyond(self, jobs: Iterable[Job]) -> None:
        """Kill workers whose document is beyond a limit."""
        for job in jobs:
            if found := excess(job):
                process, self.excess[job.shard.name] = found
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)

    def blamed(self, job: Job) -> Job:
        """The job again, its last document, or the file it was reading, barred when that has killed enough workers."""
        place, _, process = marked(job)
        codes = {worker.pid: worker.exitcode for worker in self.processes}
        # when one worker dies, the executor ends the others with SIGTERM: their documents are not to blame
        if place is None or codes.get(process) == -signal.SIGTERM:
            return job
        found = self.excess.get(job.shard.name)
        found = found if found and found.place == place else None
        self.strikes[place] += 1
        if self.strikes[place] < most(place) and not (found and found.certain):
            return job
        return barred(job, place, found.reason if found else f"killed {most(place)} workers")


def most(place: Place) -> int:
    """Workers that a document, or the reading of a file, may kill before it is barred."""
    return READS if place[2] == READING else STRIKES


def succeeded(future: Future[Done], report: Callable[[Done], None]) -> bool:
    """Was the job done before the pool broke? Then it is reported."""
    if not future.done() or future.exception() is not None:
        return False
    report(future.result())
    return True


def barred(job: Job, place: Place, reason: str) -> Job:
    """The job with a document that is not to be tried again."""
    return replace(job, barred=(*job.barred, (place, reason)))


def perform(job: Job) -> Done:
    """Do one job, in a worker."""
    from . import count, task

    done = count.run(job) if job.step == "count" else task.run(job)
    carry(job, done)
    hand_back()
    return done


def hand_back() -> None:
    """Give the system back what the shard's documents left free in between, where glibc can: malloc_trim(3)."""
    of_system("malloc_trim", 0)


def of_system(function: str, *arguments: int) -> None:
    """Call a function of the C library that only Linux has, or only glibc."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            getattr(ctypes.CDLL(None), function)(*arguments)


def submit(executor: ProcessPoolExecutor, job: Job) -> Future[Done]:
    """Hand over a job; workers that start on this occasion never see the terminal's interrupt."""
    if not hasattr(signal, "pthread_sigmask"):
        return executor.submit(perform, job)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return executor.submit(perform, job)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def settle_in() -> None:
    """A worker's beginning: it minds its own business on interrupts, dies with its parent, and before it for memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        with suppress(OSError):
            OOM.write_text(str(min(1000, int(OOM.read_text("ascii")) + EXPENDABLE)), "ascii")
    of_system("prctl", PR_SET_PDEATHSIG, signal.SIGKILL)
    # elsewhere, and should the parent have died in between
    threading.Thread(target=follow, args=(parent.sentinel,), daemon=True).start()


def follow(sentinel: int) -> None:
    """Leave when the parent is gone."""
    wait_for([sentinel])
    os._exit(1)
