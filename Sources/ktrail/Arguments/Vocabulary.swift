/// What people mean by the words of other programs: git and ripgrep, dnf and rpm, trivy and grype.
enum Vocabulary {
  /// A command to try for a word that is none; with operands in capitals.
  static func command(_ word: String) -> String? {
    commands.first { $0.words.contains(word.lowercased()) }?.command
  }

  private static let commands: [(command: String, words: Set<String>)] = [
    (
      "ktrail compare OLD NEW",
      ["log", "changelog", "changes", "shortlog", "list", "ls", "delta", "cmp", "whatsnew"]
    ),
    ("ktrail fixes COMMIT", ["show", "commit", "info", "backport", "backports", "cherry"]),
    ("ktrail fixes COMMIT --in REV", ["contains", "has", "describe", "tag", "name-rev"]),
    ("ktrail fixes CVE-2019-11477 --in REV", ["cve", "cves", "vuln", "vulns", "updateinfo", "fs"]),
    ("ktrail fixes --matching WORDS", ["find", "grep", "query", "lookup", "rg"]),
    (
      "ktrail culprits OLD NEW --symptom FILE",
      ["blame", "suspects", "rank", "why", "analyze", "analyse", "annotate", "explain"]
    ),
    (
      "ktrail report OLD NEW",
      [
        "check", "scan", "gate", "verdict", "update", "upgrade", "assess", "audit", "judge",
        "image",
        "check-update", "html",
      ]
    ),
    ("ktrail index", ["fetch", "clone", "build", "cache", "reindex", "db", "makecache"]),
    ("ktrail bisect view", ["visualize", "visualise"]),
    ("ktrail --generate-completion-script bash", ["completion", "completions", "complete"]),
  ]

  /// What a word after `ktrail bisect` may mean.
  static let bisect: [String: String] = [
    "visualize": "view", "visualise": "view", "suspects": "view", "ls": "status", "list": "status",
    "show": "status", "abort": "reset", "stop": "reset", "end": "reset", "quit": "reset",
    "finish": "reset", "delete": "reset", "continue": "next", "checkout": "next", "test": "next",
    "works": "good", "ok": "good", "pass": "good", "passed": "good", "yes": "good",
    "fails": "bad", "fail": "bad", "failed": "bad", "no": "bad", "begin": "start", "init": "start",
    "resume": "replay", "import": "replay", "history": "log", "export": "log",
  ]

  /// Options that one that does not exist may mean, the likeliest first.
  static func options(_ name: String) -> [String] {
    options.first { $0.words.contains(name.lowercased()) }?.meant ?? []
  }

  private static let options: [(meant: [String], words: Set<String>)] = [
    (
      ["--touching", "--path", "--subsystem"],
      [
        "--path", "--paths", "--file", "--files", "--dir", "--directory", "--subsystem", "--where",
        "--touching", "--touches", "--pathspec", "--glob", "-g", "--area", "--component",
      ]
    ),
    (
      ["--linux"],
      [
        "--repo", "--repository", "--git", "--git-dir", "--clone", "--tree", "--source", "-c",
        "--kernel-tree",
      ]
    ),
    (["--output"], ["--out", "--outfile", "--output-file", "--save", "--write", "--to-file"]),
    (
      ["--format"],
      [
        "--fmt", "--type", "-f", "--template", "--pretty", "--html", "--markdown", "--md",
        "--sarif", "--text",
      ]
    ),
    (["--json"], ["-j"]),
    (["--color"], ["--no-color", "--nocolor", "--no-colour", "--colour", "--plain"]),
    (["--author"], ["--person", "--who", "--committer", "--user", "--by", "--from-person"]),
    (
      ["--matching"],
      [
        "--grep", "--search", "--pattern", "--keyword", "--query", "--words", "-e", "--regexp",
        "--text-search", "--subject",
      ]
    ),
    (
      ["--fail-on", "--in"],
      ["--exit-code", "--error-exitcode", "--fail", "--severity-cutoff", "--error-on", "--check"]
    ),
    (
      ["--waivers"],
      [
        "--ignorefile", "--ignore-file", "--ignore", "--allowlist", "--exceptions", "--exclude-cve",
        "--skip-cve", "--vex",
      ]
    ),
    (
      ["--limit"],
      [
        "-n", "--max-count", "-m", "--count", "--max", "--head", "--top", "--number",
        "--max-results",
      ]
    ),
    (["--since"], ["--since-version", "--after", "--newer-than", "--since-as-filter"]),
    (["--until"], ["--until-version", "--before", "--older-than"]),
    (
      ["--in", "--missing-in"],
      [
        "--contains", "--has", "--kernel", "--release", "--rev", "--tag", "--branch",
        "--version-of",
      ]
    ),
    (["--cve"], ["--cves", "--vuln", "--advisory", "--id"]),
    (["--cve-data"], ["--cve-db", "--vulns", "--nvd", "--db", "--vuln-db", "--db-repository"]),
    (["--index-dir"], ["--cache", "--cache-dir", "--index", "--cachedir"]),
    (
      ["--symptom"],
      ["--log", "--dmesg", "--trace", "--input", "--symptoms", "--error", "--oops", "--stdin"]
    ),
    (["--verbose"], ["--debug", "-v", "-vv", "--trace-level"]),
    (["--unlikely"], ["--exclude", "--not-in", "--skip-dir"]),
    (["--arch"], ["--architecture", "--platform", "--target", "--forcearch"]),
    (["--config"], ["--kconfig", "--dotconfig", "--config-file"]),
    (["--now"], ["--date", "--today", "--as-of-date"]),
    (["--all"], ["-a", "--full", "--list-all-pkgs", "--no-limit"]),
    (["--root"], ["--installroot", "--rootfs", "--sysroot", "--chroot"]),
    (["--rpm-dbpath"], ["--dbpath", "--rpmdb"]),
    (["--term-old"], ["--old-term"]), (["--term-new"], ["--new-term"]),
    (["--no-checkout"], ["--bare", "--dry-run"]),
    (["--field"], ["--title", "--meta", "--label", "--set"]),
  ]

  /// What has no option, and why not.
  static let notes: [String: String] = [
    "--old": operands, "--new": operands, "--good": operands, "--bad": operands,
    "--from": operands, "--to": operands, "--base": operands,
    "--severity":
      "commits have no severity; --fail-on of ktrail report takes open-cve, missing-fix and the like",
    "--range": "a range is an operand: ktrail compare A..B",
    "--offline": "ktrail never goes online",
  ]

  private static let operands =
    "the kernels stand without an option, the older one first: ktrail compare OLD NEW"
}
