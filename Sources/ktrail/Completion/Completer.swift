import ArgumentParser
import Bisection
import ChangeModel
import FoundationEssentials
import Investigation
import Recipes
import Reports
import Text

/// Finds what may stand where the cursor is, from the declarations of the commands.
///
/// The parser's own scripts complete a value either by files or by a function, OLD and NEW need both; they know neither
/// aliases nor `help`, and nothing of `A..B` and `FORMAT:FILE`. So the scripts of ``CompletionScript`` hand all that is typed
/// to this, which is the same for all shells.
struct Completer {
  /// What comes before the word, without the name of the program.
  private let words: [String]
  private let word: String

  /// What a shell is to be told: a script, or what may stand at the cursor; `nil` for arguments that do not ask for it.
  static func answer(to arguments: [String]) throws -> String? {
    if let option = arguments.first, option.hasPrefix("--generate-completion-script") {
      return try CompletionScript.text(for: arguments)
    }
    guard arguments.count >= 3, arguments[0] == "---complete",
      let shell = CompletionShellName(rawValue: arguments[1])
    else { return nil }
    var (words, replaced) = (Array(arguments[2...]), "")
    if shell == .bash {
      replaced = words[0]
      guard words.count == 2, let line = ShellLine(words[1]) else { return "" }
      words = line.words
      if line.isRedirected {
        return Completion(files: .any(endings: [])).text(for: shell, word: "", replacing: "")
      }
    }
    let word = words.popLast() ?? ""
    words = Array(words.dropFirst())
    // `search` takes what `fixes` takes, but for words instead of commits.
    if words.first == "search" { words[0] = "fixes" }
    return Completer(words: words, word: word).completion()
      .text(for: shell, word: word, replacing: replaced)
  }

  private func completion() -> Completion {
    let asked = AskedCommand(words, of: Ktrail.self)
    if asked.arguments.isEmpty, !asked.command.subcommands.isEmpty { return commands(of: asked) }
    let command =
      asked.command.subcommands.isEmpty
      ? asked.command : asked.command.configuration.defaultSubcommand
    guard !asked.isHelp, let command, let known = try? DeclaredArguments.of(command) else {
      return Completion()
    }
    return completion(of: command, known, after: asked.arguments)
  }

  private func commands(of asked: AskedCommand) -> Completion {
    let isRoot = asked.path.count == 1
    if word.hasPrefix("-") {
      let known = try? DeclaredArguments.of(asked.command)
      return Completion(offers: known?.offers(without: []) ?? [])
    }
    var offers = asked.command.subcommands.filter { $0.configuration.shouldDisplay }
      .map { Completion.Offer($0._commandName, $0.configuration.abstract) }
    if isRoot, !asked.isHelp {
      offers += [
        .init("search", "The same as fixes --matching."),
        .init("help", "Shows the help of a command."),
      ]
    }
    if !isRoot, !asked.isHelp { offers += terms.map { .init($0) } }
    return Completion(offers: offers)
  }

  /// The user's own words for the answers of the bisection that is under way.
  private var terms: [String] {
    let store = BisectionStore(ProcessInfo.processInfo.environment)
    guard let terms = (try? store.read("default"))?.terms else { return [] }
    return [terms.old, terms.new].filter(\.isPlainWord)
  }

  private func completion(
    of command: any ParsableCommand.Type, _ known: DeclaredArguments,
    after given: ArraySlice<String>
  ) -> Completion {
    var (rest, operands, used) = (given, 0, Set<String>())
    while let typed = rest.popFirst() {
      if typed == "--" {
        operands += rest.count
        return value(at: operands, known, of: command)
      }
      guard typed.hasPrefix("-"), typed.utf8.count > 1 else {
        if known.endAtOperand { return Completion(files: .any(endings: [])) }
        operands += 1
        continue
      }
      let (name, joined) = DeclaredArguments.parts(of: typed)
      guard let option = known.option(called: name) else { continue }
      used.insert(option.title)
      guard option.takesValue, joined == nil else { continue }
      if rest.isEmpty { return value(option, of: command) }
      rest.removeFirst()
      guard option.takesSeveral else { continue }
      while let next = rest.first, !next.hasPrefix("-") { rest.removeFirst() }
      // Also one more of them.
      if rest.isEmpty, !word.hasPrefix("-") { return value(option, of: command) }
    }
    guard word.hasPrefix("-") else {
      return value(at: operands, known, of: command)
    }
    let (name, joined) = DeclaredArguments.parts(of: word)
    guard let joined, let option = known.option(called: name), option.takesValue else {
      return Completion(offers: known.offers(without: used))
    }
    return value(option, of: command, typed: joined, kept: "\(name)=")
  }

  // MARK: Values

  /// The operand at a place; the last one if that takes all that follow.
  private func value(
    at place: Int, _ known: DeclaredArguments, of command: any ParsableCommand.Type
  ) -> Completion {
    let operands = known.operands
    guard let last = operands.last, place < operands.count || last.isRepeating else {
      return Completion()
    }
    let place = min(place, operands.count - 1)
    return value(operands[place], called: "positional@\(place)", of: command)
  }

  private func value(
    _ argument: DeclaredArguments.Argument, called name: String? = nil,
    of command: any ParsableCommand.Type, typed: String? = nil, kept: String = ""
  ) -> Completion {
    var found = Completion(kept: kept)
    switch argument.completion {
    case .words(let words): found.offers = words.map { .init($0) }
    case .files(let endings): found.files = .any(endings: endings)
    case .directories: found.files = .directories
    case .custom:
      guard let names = names(of: name ?? argument.title, of: command) else { break }
      found = offers(names, typed ?? word)
      found.kept = kept + found.kept
    case nil: break
    }
    return found
  }

  /// Asks the parser for the function of a value, which gives the name of what to offer.
  private func names(of argument: String, of command: any ParsableCommand.Type) -> OfferedNames? {
    do {
      _ = try command.parseAsRoot(["---completion", "--", argument, "0", "0", ""])
      return nil
    } catch {
      return OfferedNames(rawValue: command.message(for: error))
    }
  }

  private func offers(_ names: OfferedNames, _ typed: String) -> Completion {
    switch names {
    case .kernels, .commits:
      var found = revisions(typed)
      if found.kept.isEmpty { found.files = .any(endings: []) }
      return found
    case .revisions: return revisions(typed)
    case .revisionList:
      let end = typed.lastIndex(of: ",").map { typed.index(after: $0) } ?? typed.startIndex
      var found = revisions(String(typed[end...]))
      found.kept = typed[..<end] + found.kept
      return found
    case .places: return Completion(offers: CloneNames(words).places(typed).map { .init($0) })
    case .bisections:
      let store = BisectionStore(ProcessInfo.processInfo.environment)
      return Completion(offers: store.names.filter(\.isPlainWord).map { .init($0) })
    case .outputs:
      if let colon = typed.firstIndex(of: ":") {
        return Completion(files: .any(endings: []), kept: String(typed[...colon]))
      }
      // Before there is a letter, names of formats would only stand in the way of files.
      let formats =
        typed.isEmpty ? [] : ReportFormat.allCases.map { Completion.Offer($0.rawValue + ":") }
      return Completion(offers: formats, files: .any(endings: []))
    case .recipes:
      return Completion(
        offers: ShippedRecipes.all.map { .init($0.name) }, files: .any(endings: ["toml"]))
    case .installedKernels:
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/lib/modules")) ?? []
      return Completion(offers: names.filter(\.isPlainWord).sorted().map { .init($0) })
    }
  }

  private func revisions(_ typed: String) -> Completion {
    let clone = CloneNames(words)
    var (kept, end) = ("", typed)
    if let range = typed.firstRange(of: "..") {
      (kept, end) = (String(typed[..<range.upperBound]), String(typed[range.upperBound...]))
    }
    let branches = end.isEmpty ? [] : clone.branches().filter { $0.hasPrefix(end) }.sorted()
    return Completion(
      offers: clone.releases(end).map { .init($0) } + branches.map { .init($0, "branch") },
      kept: kept)
  }
}

extension DeclaredArguments {
  /// Long names of options, which say more than short ones, without those that cannot be given again.
  fileprivate func offers(without used: Set<String>) -> [Completion.Offer] {
    options.filter { $0.isShown && ($0.isRepeating || !used.contains($0.title)) }.map {
      .init($0.title, $0.abstract)
    }
  }
}
