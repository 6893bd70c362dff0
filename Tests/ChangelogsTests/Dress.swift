import Testing

/// What pasting, quoting or printing does to a changelog.
struct Dress: Sendable {
  let name: String
  /// Whether only what rpm prints can come so.
  var isForRpm = false
  /// Whether headings read otherwise afterwards, and mean the same.
  var changesHeadings = false
  /// What is written above and below, and in the middle of the second line's entry or release.
  var head = ""
  var tail = ""
  var inserted: String?
  /// Where a terminal breaks lines; below the usual width more of them must be broken to tell.
  var width: Int?
  var change: @Sendable (String) -> String = { $0 }

  func suits(_ clean: CleanChangelog) -> Bool {
    guard clean.isFromRpm || !isForRpm else { return false }
    guard let width else { return true }
    // One broken line alone shows nothing.
    return clean.text.lines.count { $0.count > width } > (width < 80 ? 2 : 1)
  }

  func put(on clean: String) -> String {
    var lines = change(clean).lines
    if let inserted { lines.insert(inserted, at: 3) }
    return head + lines.joined(separator: "\n") + "\n" + tail
  }

  /// The first line and the length of each run of lines that it adds.
  func foreignLines(on clean: String) -> [Int] {
    let lines = change(clean).lines.count + (inserted == nil ? 0 : 1)
    var result = Self.run(head, after: 0)
    if inserted != nil { result += [head.lines.count + 4, 1] }
    return result + Self.run(tail, after: head.lines.count + lines)
  }

  private static func run(_ text: String, after line: Int) -> [Int] {
    guard let first = text.lines.firstIndex(where: { !$0.isEmpty }) else { return [] }
    return [line + first + 1, text.lines.count { !$0.isEmpty }]
  }
}

extension Dress: CustomTestStringConvertible {
  var testDescription: String { name }
}

extension String {
  fileprivate var lines: [String] {
    var lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  fileprivate func mapLines(_ change: (String) -> String) -> String {
    lines.map(change).joined(separator: "\n") + "\n"
  }

  /// Each line behind a prefix; blank ones behind as much of it as an editor leaves.
  fileprivate func prefixed(_ prefix: String, blank: String = "") -> String {
    mapLines { $0.isEmpty ? blank : prefix + $0 }
  }

  /// As a selection that begins at the first letter.
  fileprivate func withoutFirstPrefix(_ length: Int) -> String { String(dropFirst(length)) }

  /// All lines but the headings of rpm behind a prefix.
  fileprivate func withBullets(behind prefix: String) -> String {
    mapLines { $0.isEmpty || $0.hasPrefix("* ") ? $0 : prefix + $0 }
  }

  /// Each line broken where a terminal of this width ends.
  fileprivate func brokenHard(at width: Int) -> String {
    mapLines { line in
      var rest = line[...]
      var pieces: [Substring] = []
      while rest.count > width {
        pieces.append(rest.prefix(width))
        rest = rest.dropFirst(width)
      }
      return (pieces + [rest]).joined(separator: "\n")
    }
  }

  /// Each line broken at blanks, and behind hyphens, so that none is longer than `width`.
  fileprivate func brokenSoftly(at width: Int) -> String {
    mapLines { line in
      var result = ""
      var column = 0
      for (number, word) in line.split(separator: " ", omittingEmptySubsequences: false)
        .enumerated()
      {
        if number > 0, column + 1 + word.count > width {
          result += "\n"
          column = 0
        } else if number > 0 {
          result += " "
          column += 1
        }
        result += word
        column += word.count
      }
      return result
    }
  }

  /// `Wed Sep 19 12:00:00 2018` for `Wed Sep 19 2018`, or as `change` has it.
  fileprivate func withTimes(_ change: ([Substring]) -> [Substring]) -> String {
    mapLines { line in
      guard line.hasPrefix("* ") else { return line }
      let words = line.split(separator: " ")
      return (["*"] + change(Array(words[1...4])) + words[5...]).joined(separator: " ")
    }
  }
}

extension Dress {
  static let all = indented + spaced + quoted + printed + framed + broken + timed

  static let indented: [Dress] =
    [1, 2, 3, 4, 7].map { count in
      Dress(name: "bullets behind \(count) blanks", isForRpm: true) {
        $0.withBullets(behind: String(repeating: " ", count: count))
      }
    } + [
      Dress(name: "bullets behind a tab", isForRpm: true) { $0.withBullets(behind: "\t") },
      Dress(name: "bullets of each release as far in as they like", isForRpm: true) { text in
        var release = 0
        return text.mapLines { line in
          if line.hasPrefix("* ") { release += 1 }
          return line.isEmpty || line.hasPrefix("* ")
            ? line : ["\t", "   ", " "][release % 3] + line
        }
      },
      Dress(name: "all behind four blanks") { $0.prefixed("    ") },
      Dress(name: "all behind a tab") { $0.prefixed("\t") },
      Dress(name: "all behind blanks, of blank lines too") { $0.prefixed("  ", blank: "  ") },
      Dress(name: "all behind blanks, bullets further") {
        $0.withBullets(behind: "  ").prefixed("   ")
      }.forRpm,
      Dress(name: "all but the first line behind blanks", isForRpm: true) {
        $0.prefixed("   ").withoutFirstPrefix(3)
      },
      Dress(name: "all behind four blanks, CR LF") {
        $0.prefixed("    ").replacing("\n", with: "\r\n")
      },
    ]

  private static let wide = "\u{A0}"

  static let spaced: [Dress] = [
    Dress(name: "all behind no-break spaces") { $0.prefixed(wide + wide) },
    Dress(name: "quoted, a no-break space behind each mark") {
      $0.prefixed(">" + wide, blank: ">")
    },
    Dress(name: "a no-break space behind each line") { $0.mapLines { $0 + wide } },
    Dress(name: "bullets behind a no-break space", isForRpm: true) {
      $0.withBullets(behind: wide + " ")
    },
    Dress(name: "no-break spaces for all blanks") { $0.replacing(" ", with: wide) },
    Dress(name: "no-break spaces at the ends of lines, CR LF") { $0.mapLines { $0 + wide + "\r" } },
  ]

  private var forRpm: Dress {
    var copy = self
    copy.isForRpm = true
    return copy
  }

  static let quoted: [Dress] =
    ["> ", ">", "> > ", ">> ", "| ", ">   ", "  > "].map { mark in
      Dress(name: "quoted with \"\(mark)\"") { $0.prefixed(mark, blank: mark) }
    } + [
      Dress(name: "quoted, blank lines bare") { $0.prefixed("> ") },
      Dress(name: "quoted, and each bullet behind blanks", isForRpm: true) {
        $0.withBullets(behind: "  ").prefixed("> ")
      },
      Dress(name: "quoted but for the first line") {
        $0.prefixed("> ").withoutFirstPrefix(2)
      },
      Dress(
        name: "quoted in an answer", head: "On Wednesday Bo wrote:\n",
        tail: "\nWhich of them is it?\n\n-- \nAda\n"
      ) { $0.prefixed("> ", blank: ">") },
      Dress(name: "quoted by two", head: "> Cy wrote:\n\n", tail: "\n> Which?\n\nNone.\n") {
        $0.prefixed("> > ", blank: "> >")
      },
    ]

  static let printed: [Dress] = [
    Dress(
      name: "yum", isForRpm: true,
      head: """
        Loaded plugins: changelog, langpacks
        Loading mirror speeds from cached hostfile
         * base: mirror.example.org
        Listing all changelogs

        ==================== Available Packages ====================
        kernel-9.9.9-9.el7.x86_64                        updates

        """, tail: "\nchangelog stats. 1 pkg, 1 source pkg, 9 changelogs\n"),
    Dress(
      name: "dnf", isForRpm: true,
      head: """
        Updating Subscription Management repositories.
        Some Distribution 9 - BaseOS                    3.1 MB/s | 12 MB     00:03
        Last metadata expiration check: 0:12:34 ago on Wed 19 Sep 2018 12:00:00 PM UTC.
        Listing all changelogs
        Changelogs for kernel-9.9.9-9.el9.x86_64, kernel-core-9.9.9-9.el9.x86_64

        """),
    Dress(
      name: "apt",
      head: """
        Get:1 https://metadata.example.org linux 9.9.9-9 Changelog [1,234 kB]
        Fetched 1,234 kB in 1s (1,111 kB/s)

        """),
    Dress(
      name: "apt-get, in a script",
      head: """
        WARNING: apt does not have a stable CLI interface. Use with caution in scripts.

        Reading package lists...
        Hit:1 https://metadata.example.org linux Changelog
        """ + "\n", tail: "Fetched 99 B in 0s (0 B/s)\n"),
    Dress(
      name: "zypper",
      head: """
        Loading repository data...
        Reading installed packages...


        Information for package kernel-default:
        ---------------------------------------
        Repository     : Main Update Repository
        Name           : kernel-default
        Version        : 9.9.9-9.1
        Summary        : The Standard Kernel
        Description    :
            The kernel for most machines.
        Changelog      :

        """),
    Dress(
      name: "rpm -qi",
      head: """
        warning: kernel.rpm: Header V4 RSA/SHA256 Signature, key ID 01234567: NOKEY
        Name        : kernel
        Version     : 9.9.9
        Description :
        The kernel.

        """),
    Dress(name: "a pager", inserted: "--More--(12%)"),
    Dress(name: "another pager", tail: "(END)\n", inserted: "lines 1-23"),
  ]

  static let framed: [Dress] = [
    Dress(
      name: "below a prompt", head: "$ rpm -q --changelog kernel | head -100\n", tail: "$\n"),
    Dress(
      name: "below root's prompt", head: "[root@host ~]# rpm -q --changelog kernel\n",
      tail: "[root@host ~]# uname -r\n9.9.9-9.x86_64\n[root@host ~]# "),
    Dress(
      name: "below a prompt with a directory", head: "user@host:~$ zcat changelog.Debian.gz\n",
      tail: "\nuser@host:~$\n"),
    Dress(name: "fenced", head: "It broke between these:\n\n```\n", tail: "```\n\nAny idea?\n"),
    Dress(
      name: "fenced with tildes, below a prompt", head: "~~~ text\n# rpm -q --changelog kernel\n",
      tail: "~~~\n"),
    Dress(
      name: "the end of a spec", isForRpm: true,
      tail: "###\n# Keep this for the editor.\n# Local Variables:\n# utc: t\n# End:\n###\n"),
    Dress(name: "below a prompt, quoted", head: "> $ rpm -q --changelog kernel\n") {
      $0.prefixed("> ")
    },
    Dress(
      name: "recorded", head: "Script started on Wed 19 Sep 2018\n", tail: "Script done on Wed\n"),
  ]

  static let broken: [Dress] =
    [68, 72, 80, 90].map { width in
      Dress(name: "broken by a terminal of \(width) columns", width: width) {
        $0.brokenHard(at: width)
      }
    }
    + [64, 72, 78].map { width in
      Dress(name: "broken at blanks by a mail program of \(width) columns", isForRpm: true) {
        $0.brokenSoftly(at: width)
      }
    } + [
      Dress(name: "quoted, then broken by a terminal", width: 70) {
        $0.brokenHard(at: 70).prefixed("> ", blank: ">")
      }
    ]

  static let timed: [Dress] = [
    Dress(name: "a time before the year", isForRpm: true, changesHeadings: true) {
      $0.withTimes { $0[..<3] + ["12:00:00"] + $0[3...] }
    },
    Dress(name: "half a day before the year", isForRpm: true, changesHeadings: true) {
      $0.withTimes { $0[..<3] + ["12:00:00", "AM"] + $0[3...] }
    },
    Dress(name: "a time and a zone after the year", isForRpm: true, changesHeadings: true) {
      $0.withTimes { [$0[0], $0[2], $0[1], $0[3], "12:00:00", "PM", "UTC"] }
    },
  ]
}
