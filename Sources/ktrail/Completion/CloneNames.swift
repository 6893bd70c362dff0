import Bisection
import FoundationEssentials
import Git
import History
import Investigation
import Text

/// The names of the clone that is meant, as far as its index has them; empty where there is no clone or no index.
struct CloneNames {
  private let repository: Repository?
  private let index: IndexNames?

  /// - Parameter words: the command as far as it is typed, which may name the clone and the place of its index.
  init(_ words: [String]) {
    let environment = ProcessInfo.processInfo.environment
    let typed = Self.value(of: "--linux", in: words)
    // A bisection that is under way has a clone of its own.
    let record =
      words.first == "bisect" && typed == nil
      ? try? BisectionStore(environment).read(Self.value(of: "--name", in: words) ?? "default")
      : nil
    let set = record == nil ? Self.settings(of: words) : [:]
    let path =
      typed ?? record?.clone ?? set["linux"] ?? environment["KTRAIL_LINUX"]
      ?? Investigation.Clone.path()
    let directory =
      Self.value(of: "--index-dir", in: words) ?? record?.indexDirectory ?? set["index-dir"]
    repository = path.flatMap { $0.isEmpty ? nil : try? Repository(opening: $0) }
    index = repository.flatMap { IndexNames(of: $0, in: directory) }
  }

  /// What files and the environment say for the command; nothing where one of them is wrong, since only an answer can say so.
  private static func settings(of words: [String]) -> [String: String] {
    guard let site = CommandSite(words), let all = try? Settings.load(for: site).effective else {
      return [:]
    }
    return Dictionary(
      all.compactMap { setting in
        guard case .texts(let texts) = setting.value, let text = texts.last else { return nil }
        return (setting.option, text)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The last value of an option; words are as they were typed, so a home directory may still be `~`.
  private static func value(of option: String, in words: [String]) -> String? {
    var found: String?
    for (place, word) in words.enumerated() {
      if word == option, place + 1 < words.count {
        found = words[place + 1]
      } else if word.hasPrefix(option + "=") {
        found = String(word.dropFirst(option.count + 1))
      }
    }
    guard let found, found == "~" || found.hasPrefix("~/") else { return found }
    return FileManager.default.homeDirectoryForCurrentUser.path + found.dropFirst()
  }

  /// Releases, spelled as the typed part begins, or what many of them begin with: `4.14.`.
  func releases(_ typed: String) -> [String] {
    guard let index else { return [] }
    let mark = typed.hasPrefix("v") ? "v" : ""
    let all = index.revisions().releases.map { "\(mark)\($0)" }.filter { $0.hasPrefix(typed) }
    return all.grouped(after: typed)
  }

  func branches() -> [String] { (index?.revisions().branches ?? []).filter(\.isPlainWord) }

  /// Directories and files below what is typed, `fs/`; of a word without a slash also directories anywhere that begin so.
  func places(_ typed: String) -> [String] {
    guard let index else { return [] }
    let directory = String(
      typed[..<(typed.lastIndex(of: "/").map { typed.index(after: $0) } ?? typed.startIndex)])
    var names = Set(index.entries(of: directory))
    if let repository, let head = try? repository.find("HEAD"),
      let files = try? CommitFiles(of: head, in: repository)
    {
      // What no commit touched that the index has the paths of.
      names.formUnion(
        files.directories(in: String(directory.dropLast())).map { "\(directory)\($0)/" })
    }
    if directory.isEmpty, typed.utf8.count >= Self.fewestLetters {
      names.formUnion(index.directories(beginningWith: typed))
    }
    return names.filter { $0.hasPrefix(typed) && $0.isPlainWord }.sorted()
  }

  /// A letter or two are in too many names.
  private static let fewestLetters = 3
}

extension [String] {
  /// A list that can be looked through, or the parts, up to a dot or a hyphen, that the names have in common.
  fileprivate func grouped(after typed: String) -> [String] {
    var typed = typed
    while count > Self.mostShown {
      var groups: [String] = []
      for name in self {
        let rest = name.dropFirst(typed.count)
        let end = rest.firstIndex { ".-".contains($0) }.map { rest.index(after: $0) }
        let group = typed + (end.map { rest[..<$0] } ?? rest)
        if !groups.contains(group) { groups.append(group) }
      }
      guard groups.count == 1, groups[0].count > typed.count else { return groups }
      typed = groups[0]
    }
    return self
  }

  private static let mostShown = 60
}

extension String {
  /// Whether no shell takes any of it for something else than a letter, wherever it stands. The names in a clone are
  /// strangers', and what a shell is offered may be run; those that are not plain are not offered.
  var isPlainWord: Bool {
    guard let first = utf8.first, first != UInt8(ascii: "-"), utf8.count <= 200 else {
      return false
    }
    return utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "._+-/,@".utf8.contains($0)
      }
    }
  }
}
