#!/usr/bin/env python3
"""Bisects real cases with ktrail, git bisect and git-bayesect, each the real program, side by side.

For each case: ktrail ranks and bisects in the clone. git bisect and git-bayesect bisect a repository with the same
number of commits in the same order and next to nothing in them, so that checking out costs nothing; git-bayesect gets
the very weights that ktrail begins with. A test fails if the kernel has the culprit; with --flaky P it passes with
that chance all the same, and the nth test of one kernel has the same outcome for all three.
"""

import argparse, json, os, pathlib, re, statistics, subprocess, sys, tempfile

ANSWER = """#!/usr/bin/env python3
import os, random, subprocess, sys
sys.path.insert(0, "{work}")
import facts
id = os.environ.get("KTRAIL_COMMIT") or subprocess.check_output(["git", "log", "-1", "--format=%s"], text=True).strip()
count = "{work}/count." + id
tries = int(open(count).read()) if os.path.exists(count) else 0
open(count, "w").write(str(tries + 1))
open("{work}/tests", "a").write(id + "\\n")
if sum(1 for _ in open("{work}/tests")) > 300: sys.exit(200)
passes = random.Random(f"{{facts.seed}} {{id}} {{tries}}").random() < facts.flaky
sys.exit(1 if facts.place[id] >= facts.place[facts.culprit] and not passes else 0)
"""


KEYS = {"symptom": "symptom", "lay": "symptom_lay", "trace": "trace"}


def run(*words, **options):
    return subprocess.run([str(word) for word in words], text=True, capture_output=True, **options)


def must(*words, **options):
    result = run(*words, **options)
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}: {result.stderr or result.stdout}")
    return result.stdout


def skeleton(directory, order):
    """A line of commits; the subject of each is the id that it stands for."""
    must("git", "init", "-q", directory)
    stream = []
    for number, id in enumerate(order):
        stream += ["commit refs/heads/main", f"mark :{number + 1}", f"committer a <a@b> {1000000 + number} +0000",
                   f"data {len(id)}", id] + ([f"from :{number}"] if number else [])
    must("git", "-C", directory, "fast-import", "--quiet", input="\n".join(stream) + "\n")
    must("git", "-C", directory, "checkout", "-q", "main")


class Case:
    def __init__(self, case, options, work):
        self.case, self.options, self.work = case, options, pathlib.Path(work)
        self.order = must("git", "-C", options.clone, "rev-list", "--reverse", "--topo-order",
                          f"{case['good']}..{case['bad']}").split()
        good = must("git", "-C", options.clone, "rev-parse", f"{case['good']}^{{commit}}").strip()
        self.order.insert(0, good)
        self.culprit = next(id for id in self.order if id.startswith(case["culprit"]))
        self.environment = dict(
            os.environ, XDG_STATE_HOME=str(self.work / "state"), GIT_CONFIG_GLOBAL="/dev/null")
        place = {id: number for number, id in enumerate(self.order)}
        (self.work / "facts.py").write_text(
            f"place = {place!r}\nculprit = {self.culprit!r}\nflaky = {options.flaky}\nseed = {options.seed}\n")
        self.answer = self.work / "answer.py"
        self.answer.write_text(ANSWER.format(work=self.work))
        self.answer.chmod(0o755)
        self.line = self.work / "line"
        skeleton(self.line, self.order)

    def fresh(self):
        for file in [*self.work.glob("count.*"), *self.work.glob("tests")]:
            file.unlink()

    def tests(self):
        file = self.work / "tests"
        return len(file.read_text().split()) if file.exists() else 0

    def ktrail(self, *words):
        self.fresh()
        program = [self.options.ktrail, "bisect"]
        symptom = self.work / "symptom"
        symptom.write_text(self.case[KEYS[self.options.query]])
        must(*program, "start", self.case["good"], self.case["bad"], "--linux", self.options.clone, "--symptom",
             symptom, "--no-checkout", "--any-kernel", "--as-of", self.case["bad"], "--flaky", self.options.flaky,
             *words, env=self.environment)
        view = json.loads(must(*program, "view", "--json", env=self.environment))
        self.weights = {suspect["commit"]["id"]: suspect["probability"] for suspect in view["suspects"]}
        must(*program, "run", "--", self.answer, env=self.environment)
        status = json.loads(must(*program, "status", "--json", env=self.environment))
        must(*program, "reset", env=self.environment)
        found = status.get("found", {}).get("commit", {}).get("id")
        return self.tests(), found == self.culprit

    def git(self):
        self.fresh()
        must("git", "-C", self.line, "bisect", "start", "main", f"main~{len(self.order) - 1}")
        out = run("git", "-C", self.line, "bisect", "run", self.answer, env=self.environment).stdout
        must("git", "-C", self.line, "bisect", "reset")
        found = [line for line in out.splitlines() if line.endswith("is the first bad commit")]
        subject = must("git", "-C", self.line, "log", "-1", "--format=%s", found[0].split()[0]).strip() if found else None
        return self.tests(), subject == self.culprit

    def bayesect(self, told):
        self.fresh()
        program = [sys.executable, "-m", "git_bayesect"]
        options = dict(cwd=self.line, env=self.environment)
        must(*program, "start", "--old", f"main~{len(self.order) - 1}", "--new", "main", **options)
        if told:
            # As ktrail takes it: ten tests' worth of belief in the rate, and sound kernels pass.
            flaky = self.options.flaky
            must(*program, "beta_priors", "--alpha-new", max(10 * (1 - flaky), 0.01), "--beta-new",
                 max(10 * flaky, 0.01), "--alpha-old", 0.01, "--beta-old", 10, **options)
        weights = self.work / "weights.json"
        weights.write_text(json.dumps(self.weights))
        must(*program, "priors_from_text", "--text-callback",
             f"import json; return max(json.load(open({str(weights)!r})).get(text.strip()[:40], 0), 1e-9)", **options)
        out = run(*program, "run", "--confidence", self.options.confidence, self.answer, **options).stdout
        must(*program, "reset", **options)
        must("git", "-C", self.line, "checkout", "-q", "main")
        found = re.findall(r"Bisection converged to ([0-9a-f]+)", out)
        subject = must("git", "-C", self.line, "log", "-1", "--format=%s", found[-1]).strip() if found else None
        return self.tests(), subject == self.culprit


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ktrail", required=True)
    parser.add_argument("--clone", required=True, help="a linear history, such as linux-4.14.y")
    parser.add_argument("--cases", required=True)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--query", default="symptom")
    parser.add_argument("--flaky", type=float, default=0)
    parser.add_argument("--confidence", type=float, default=0.95)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    cases = [case for case in map(json.loads, open(options.cases)) if case.get(KEYS[options.query])]
    cases = cases[:: max(1, len(cases) // options.count)][: options.count]
    rows = {}
    for number, case in enumerate(cases):
        if sys.stderr.isatty():
            print(f"\r{number} of {len(cases)} cases ", end="", file=sys.stderr)
        with tempfile.TemporaryDirectory() as work:
            game = Case(case, options, work)
            rows.setdefault("ktrail", []).append(game.ktrail())
            if options.flaky == 0:
                rows.setdefault("ktrail --confidence 0.95", []).append(game.ktrail("--confidence", "0.95"))
                rows.setdefault("git bisect", []).append(game.git())
            rows.setdefault("git-bayesect", []).append(game.bayesect(told=False))
            rows.setdefault("git-bayesect, told how flaky", []).append(game.bayesect(told=True))
    print(f"{len(cases)} cases, query {options.query}, flaky {options.flaky}, seed {options.seed}")
    print(f"{'':30} tests: mean  median  most  right of {len(cases)}")
    for name, games in rows.items():
        tests = sorted(count for count, _ in games)
        right = sum(isRight for _, isRight in games)
        print(f"{name:30} {statistics.mean(tests):11.2f} {statistics.median(tests):7} {tests[-1]:5} {right:6}")


if __name__ == "__main__":
    main()
