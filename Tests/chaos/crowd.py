"""Eight processes at once: on one index, and on one bisection."""

import threading, time

from kills import answers
from limits import QUERY, REPORT
from world import Failure, is_sentence

PROCESSES = 8


def at_once(seconds, body):
    """Calls a body by its number over and over, each on a thread of its own; returns the failures."""
    failures, end = [], time.monotonic() + seconds

    def repeat(number):
        turn = 0
        while time.monotonic() < end and not failures:
            try:
                body(number, turn)
            except Failure as failure:
                failures.append(failure)
            turn += 1

    threads = [threading.Thread(target=repeat, args=(number,)) for number in range(PROCESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def on_index(world, seconds):
    """They ask while the clone goes back and forth, and the index is deleted now and then."""
    world.restore("indexed")
    questions = [QUERY, REPORT + ["--json"], ["compare", "v4.4.121", "v4.4.157", "--json"]]
    healthy = [world.must(words).output for words in questions]
    tip = world.git("-C", world.clone, "rev-parse", "refs/heads/master").strip()

    def body(number, turn):
        if number == 0:
            # A branch that no question is about: each turn is an update all the same.
            world.git("-C", world.clone, "update-ref", "refs/heads/other", f"{tip}~{turn % 20 + 1}")
        if number == 1 and turn % 10 == 9:
            for path in (world.now / "cache" / "ktrail").glob("*.ktrail"):
                path.unlink(missing_ok=True)
        place = (number + turn) % len(questions)
        outcome = world.run(questions[place])
        if outcome.code != 0 or outcome.output != healthy[place]:
            raise Failure(f"{questions[place][0]}: {outcome}")

    at_once(seconds, body)


def on_bisection(world, seconds):
    """They answer, and take nothing back: each answer that was taken is there at the end."""
    world.restore("bare")
    world.must(["bisect", "start", "v4.4.121", "v4.4.157", "--no-checkout"])
    commits = world.git("-C", world.clone, "rev-list", "--no-merges", "v4.4.121..v4.4.157").split()
    taken, lock = [], threading.Lock()

    def body(number, turn):
        # Skips say nothing that can contradict another.
        commit = commits[(number + PROCESSES * turn) % len(commits)]
        words = ["bisect", "status"] if turn % 5 == 4 else ["bisect", "skip", commit, "--note", f"{number} {turn}"]
        outcome = world.run(words)
        if outcome.code == 0 and words[1] == "skip":
            with lock:
                taken.append(commit)
        elif outcome.code != 0 and not is_sentence(outcome):
            raise Failure(f"{' '.join(words)}: {outcome}")

    at_once(seconds, body)
    kept = sorted(line.split()[-1] for line in answers(world) if line.startswith("git bisect skip"))
    if not set(taken) <= set(kept):
        raise Failure(f"{len(set(taken) - set(kept))} of {len(taken)} answers are lost")
    if not taken:
        raise Failure("no answer was taken")


def rows(world, seconds):
    for name, body in [("index", on_index), ("bisection", on_bisection)]:
        def attempts(body=body):
            yield lambda: body(world, seconds)

        yield f"{PROCESSES} processes on one {name}, {seconds} s", attempts
