import ChangeModel
import History
import Investigation
import Reports

extension InvestigationError {
  /// What to do about it.
  var hint: String? {
    switch self {
    case .changelog(let error): error.hint
    case .boots(let error): error.hint
    case .history(let error): error.hint
    case .kbuild(let error): error.hint
    case .unknownOperand(_, let clone, let packages, let nearest):
      (packages.nearestHint ?? Self.nearest(nearest)
        ?? "pass a saved changelog, an .rpm, a .deb, or the name of an installed package")
        + (clone == nil ? "; a kernel version needs --linux DIR too" : "")
    case .cloneNeeded: "pass --linux DIR, set KTRAIL_LINUX, or work in a clone of Linux"
    case .noVersion: "pass a changelog whose headings have versions, or two revisions"
    case .unreadableSymptom: "pass a text file, or - for standard input"
    case .unreadableMachineFile:
      "pass a configuration of the kernel to --config, a list of modules to --modules"
    case .notOneCandidate(let name, 0, let all) where name.contains(":"):
      "give --explain the line of one of the \(all.of("entry", "entries")) that lead to no commit"
    case .notOneCandidate(_, 0, let all):
      "give --explain one of the \(all.of("commit")) that are between them"
    case .notOneCandidate: "give --explain more digits"
    case .nothingBetween: "put the older kernel first, and check that the clone has both"
    case .unreadableLog:
      "pass what `git bisect log` or `ktrail bisect log` printed, or - for standard input"
    case .unreadableList:
      "pass a file with a commit id at the start of each line, or - for standard input"
    case .noCandidates(let upgrade, let symptoms, let command):
      upgrade.orderSentence(of: command, symptoms: symptoms)?.command.map { "try `\($0)`" }
    case .notDowngrade: "leave out --downgrade"
    case .unusableFile(_, let problem): problem.hint
    case .unusableLine(_, let problem): problem.hint
    case .unreadableTree(_, let problem): problem.hint
    case .notCulprits:
      "pass --for A..B, a revision, OLD NEW, or a file with commit ids"
    case .runningKernel(_, let error):
      ["give both kernels, the older one first, or A..B", error.hint].compactMap(\.self)
        .joined(separator: "; ")
    case .sameBase: "give their packages or changelogs"
    case .onlyBase(let taken):
      "give the packages or their changelogs, or pass \(taken.release.tagName) to ask about that release"
    case .sameCandidate(_, let other): "give each once: leave out \(other.shellWord)"
    case .candidateIsOld: "name kernels that may take its place"
    case .notCandidates: "write --candidates 6.1.115.. or 6.1.115..6.1.130"
    case .noCandidateReleases: "check the range, or fetch the releases: git fetch --tags"
    case .unknownPlace(_, let nearest):
      Self.nearest(nearest) ?? "pass a directory such as fs/overlayfs"
    case .unknownArchitecture(_, let nearest, let known):
      Self.nearest(nearest)
        ?? (known.isEmpty
          ? "pass a directory under arch/, such as x86 or arm64"
          : "this kernel has \(known.joined(separator: ", "))")
    case .otherArchitecture(let name, _, _):
      "leave out --arch \(name.shellWord), or give --config one for it"
    case .searchText(SearchText.Problem.emptyOperator(let name)):
      "write \(name):VALUE"
    case .searchText(SearchText.Problem.twice): "give it once"
    case .nothingToSearch: "pass what the kernel or a program printed, or words of your own"
    case .unknownFix(let fix, _): fix.hint
    case .notACommit(let text):
      "to search messages pass --matching \(text.shellWord), to search by place --touching"
    case .noSuchDay: "a day is written 2018-09-19"
    case .emptyPeriod: "give --since the earlier one, --until the later one"
    case .nothingToRank(let entries, _):
      entries == 0 ? "are the operands the right way round?" : nil
    case .git: nil
    }
  }

  fileprivate static func nearest(_ names: [String]) -> String? {
    switch names.count {
    case 0: nil
    case 1: "the nearest is \(names[0])"
    default: "the nearest are \(names.joined(separator: ", "))"
    }
  }
}

extension InvestigationError.FileProblem {
  fileprivate var hint: String? {
    switch self {
    case .noCVEs, .notCVEs:
      "pass a clone of the kernel's vulns repository or of linux_kernel_cves"
    case .emptyWatchList: "a line is WHERE | WORDS | WHY | WHO"
    case .notWaivers: "or give a line each: WHAT | UNTIL | WHY | WHO"
    case .unreadable, .notThere, .notJSON, .notAReport: nil
    }
  }
}

extension InvestigationError.LineProblem {
  fileprivate var hint: String? {
    switch self {
    case .unknownPlace(_, let nearest):
      InvestigationError.nearest(nearest)
        ?? "name it as --subsystem does, such as fs/overlayfs, or write * and words"
    case .noPlace: "write * for anywhere"
    case .watchesAll: "add words, or name a place"
    case .watchParts:
      "a part may be empty, but its bar must be there; bars in a text cannot be written"
    case .notWaivable: "releases and subjects cannot be waived"
    case .notText, .waiverParts, .expiry, .noWords, .quotedWords, .unsigned: nil
    }
  }
}

extension TreeProblem {
  fileprivate var hint: String? {
    switch self {
    case .notThere, .notATree, .noKernel:
      "pass --in-tree an unpacked tree, a .tar of one (gzip, xz, zstd, bzip2), or a .src.rpm"
    case .noArchive: "pass the archive of the sources, or the unpacked tree"
    case .damaged: "fetch it again"
    case .missingTool(let tool): "install the package \(tool == "rpm2cpio" ? "rpm" : tool)"
    case .unreadable, .tooLarge: nil
    }
  }
}

extension UnknownFix {
  /// Where else to look for it.
  fileprivate var hint: String {
    switch asked {
    case .commit: "check the id, or fetch the branch that has it"
    case .subject(let entry): "to search messages pass --matching \(entry.subject.shellWord)"
    case .cve:
      "few commits name their CVE, so pass the id or the subject of the fix, or --cve-data, which names the fixes"
    case .messageID: "few commits link their mail, so pass its subject"
    case .bug: "pass the id or the subject of a fix, or words of the bug to --matching"
    case .address:
      """
      ids are read from addresses of commits (git.kernel.org, GitHub, GitLab and the like); mails, bugs and other pages are \
      found where a commit links them
      """
    case .revision(let name): "to search messages pass --matching \(name.shellWord)"
    }
  }
}
