#!/usr/bin/env python3
"""Ends, starves, damages and crowds ktrail, and sees that it loses nothing and says nothing wrong.

Prints a row for each kind of trouble, how often it was tried, and how often ktrail survived: the next run answers as a
healthy one does, nothing stays behind, the user's clone is as it was. Exits with 1 if one was not survived. All is
chosen by the seed, but for how fast the machine is.
"""

import argparse, os, random, sys, tempfile, time

sys.dont_write_bytecode = True
import crowd, damage, kills, limits
from world import Failure, World

MOST_SHOWN = 5


def attempt(attempts, deadline):
    tried = survived = 0
    failures = []
    if isinstance(attempts, str):
        return tried, survived, failures, f"skipped: {attempts}"
    for trial in attempts():
        # One at least, however busy the machine is.
        if tried and time.monotonic() > deadline:
            return tried, survived, failures, "cut short"
        tried += 1
        try:
            trial()
            survived += 1
        except Failure as failure:
            failures.append(str(failure))
    return tried, survived, failures, ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ktrail", default=".build/release/ktrail", help="the program")
    parser.add_argument("--reduced", action="store_true", help="about a minute of it")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--only", default="", help="rows whose names have this")
    parser.add_argument("--minutes", type=float, help="when to stop, done or not")
    options = parser.parse_args()
    reduced = options.reduced
    # 84 for each of 12 commands: a thousand moments.
    tries, share, few, seconds = (3, 0.02, 2, 3) if reduced else (84, 1, 40, 60)
    end = time.monotonic() + 60 * (options.minutes or (1 if reduced else 60))
    print(f"seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="ktrail-chaos-") as work:
        # Some rows run as another user.
        os.chmod(work, 0o711)
        world = World(work, os.path.abspath(options.ktrail))
        rows = [
            (name, attempts) for name, attempts in [
                *kills.rows(world, tries, options.seed), *damage.rows(world, share, options.seed),
                *limits.rows(world, few, options.seed), *crowd.rows(world, seconds),
            ] if options.only in name
        ]
        failed = False
        print(f"{'':52}{'tried':>7}{'survived':>10}{'seconds':>9}")
        for place, (name, attempts) in enumerate(rows):
            begin = time.monotonic()
            # What one row does not use, the others have.
            deadline = begin + max(0, end - begin) / (len(rows) - place)
            try:
                tried, survived, failures, remark = attempt(attempts, deadline)
            except Failure as failure:
                tried, survived, failures, remark = 0, 0, [f"before the first try: {failure}"], ""
            failed = failed or bool(failures)
            print(f"{name:52}{tried:7}{survived:10}{time.monotonic() - begin:9.1f}  {remark}".rstrip(), flush=True)
            for failure in failures[:MOST_SHOWN]:
                print(f"    {failure}", flush=True)
            if len(failures) > MOST_SHOWN:
                print(f"    and {len(failures) - MOST_SHOWN} more")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
