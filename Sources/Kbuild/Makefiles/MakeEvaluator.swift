import Text

/// Runs the makefiles of a directory as far as that can be done without running programs, and keeps their variables.
///
/// Bounded: nesting, the size of a value, and the work (steps, of which a long text takes many) are limited while a
/// value is made, and what goes beyond is uncertain.
struct MakeEvaluator<Tree: SourceTree> {
  struct Variable {
    var text: String
    /// Set by `:=`, so expanded already.
    var isSimple: Bool
  }

  let tree: Tree
  let configuration: KernelConfiguration
  var variables: [String: Variable]
  private(set) var exported: Set<String> = []
  /// The symbol that a word was given with, as `OVERLAY_FS` in `obj-$(CONFIG_OVERLAY_FS) += overlay.o`.
  private(set) var symbols: [String: String] = [:]
  /// Words of branches that are not taken, with what decides that.
  private(set) var leftOut: [String: String] = [:]

  private var branches: [Branch] = []
  private var includeDepth = 0
  var steps = 0
  var depth = 0

  /// A directory's makefile, with what it includes, needs a few hundred.
  static var mostSteps: Int { 100_000 }
  private let limit: Int
  static var deepest: Int { 60 }
  static var longestValue: Int { 1 << 20 }
  private static var deepestInclude: Int { 12 }
  /// The longest of the kernel's have 70 KiB.
  private static var longestFile: Int { 4 << 20 }

  /// A conditional: whether its lines count, and whether an earlier branch of it did.
  private struct Branch {
    enum Standing { case taken, left, open }
    let outer: Standing
    var current: Standing
    /// Whether an earlier branch was taken; `nil` if that cannot be told.
    var isDecided: Bool?
    var text: String
  }

  /// - Parameter limit: steps at most.
  init(
    _ tree: Tree, _ configuration: KernelConfiguration, variables: [String: String],
    limit: Int = Self.mostSteps
  ) {
    (self.tree, self.configuration, self.limit) = (tree, configuration, limit)
    self.variables = variables.mapValues { Variable(text: $0, isSimple: true) }
  }

  /// The words of a list such as `obj-y`, each once.
  mutating func words(_ variable: String) -> [Substring] {
    var seen: Set<Substring> = []
    return MakeText.words(value(of: variable)).filter { seen.insert($0).inserted }
  }

  // MARK: - Running

  mutating func run(_ path: String) {
    guard !isCutOff, let bytes = tree.contents(of: path) else { return }
    guard bytes.count <= Self.longestFile else {
      steps = limit
      return
    }
    run(text: String(decoding: bytes, as: UTF8.self))
  }

  mutating func run(text: String) {
    let outer = branches
    branches =
      outer.isEmpty ? [] : [Branch(outer: standing, current: standing, isDecided: true, text: "")]
    var reader = MakefileReader(text)
    while !isCutOff, let statement = reader.next() {
      steps += 1
      run(statement)
    }
    branches = outer
  }

  /// Whether there was more than what may be run.
  var isCutOff: Bool { steps >= limit }

  private var standing: Branch.Standing { branches.last?.current ?? .taken }

  private mutating func run(_ statement: MakeStatement) {
    switch statement {
    case .condition(let condition):
      let outer = standing
      let holds = outer == .left ? false : self.holds(condition)
      branches.append(
        Branch(
          outer: outer, current: Self.standing(holds, within: outer), isDecided: holds,
          text: condition.text))
    case .otherwise(let condition):
      guard var branch = branches.popLast() else { return }
      let isOver = branch.isDecided == true || branch.outer == .left
      let holds = isOver ? false : condition.map { self.holds($0) } ?? true
      let isOpen = branch.isDecided == nil && holds != false
      branch.current = isOpen ? .open : Self.standing(holds, within: branch.outer)
      if branch.isDecided == false { branch.isDecided = holds }
      if let condition { branch.text = condition.text }
      branches.append(branch)
    case .endCondition: _ = branches.popLast()
    case .assign(let name, let how, let value, let isExported):
      assign(name, how, value, isExported)
    case .export(let names):
      if standing != .left { exported.formUnion(MakeText.words(expand(names)).map(String.init)) }
    case .include(let files): include(files)
    case .call(let text):
      if standing != .left { _ = expand(text) }
    }
  }

  private static func standing(_ holds: Bool?, within outer: Branch.Standing) -> Branch.Standing {
    switch holds {
    case true?: outer
    case false?: .left
    case nil: outer == .left ? .left : .open
    }
  }

  private mutating func include(_ files: String) {
    guard standing != .left, includeDepth < Self.deepestInclude else { return }
    includeDepth += 1
    for file in MakeText.words(expand(files)) {
      guard let path = TreePath.resolve(file, in: "") else { continue }
      run(path)
    }
    includeDepth -= 1
  }

  // MARK: - Conditions

  private mutating func holds(_ condition: MakeStatement.Condition) -> Bool? {
    switch condition {
    case .defined(let name, let isNegated):
      let name = expand(name)
      if MakeText.isUncertain(name) { return nil }
      return !rawValue(of: name).isEmpty != isNegated
    case .equal(let left, let right, let isNegated):
      let (left, right) = (expand(left).trimmed, expand(right).trimmed)
      if MakeText.isUncertain(left) || MakeText.isUncertain(right) { return nil }
      // Until 5.17 the configuration was included with the quotes of its texts, since then without.
      return (left.withoutQuotes == right.withoutQuotes) != isNegated
    }
  }

  // MARK: - Variables

  private mutating func assign(
    _ name: String, _ how: MakeStatement.Operator, _ value: String, _ isExported: Bool
  ) {
    let target = expand(name)
    note(value, givenTo: name)
    if standing == .left || MakeText.isUncertain(target) { return }
    if isExported { exported.insert(target) }
    var (how, value) = (how, value)
    if how == .shell { (how, value) = (.simple, MakeText.unknown) }
    if standing == .open {
      // Both what it was and what it may become.
      append(MakeText.uncertain(expand(value)), to: target)
      return
    }
    switch how {
    case .append: append(value, to: target)
    case .ifAbsent where variables[target] != nil: break
    case .recursive, .ifAbsent: variables[target] = Variable(text: value, isSimple: false)
    case .simple, .shell: variables[target] = Variable(text: expand(value), isSimple: true)
    }
  }

  private mutating func append(_ value: String, to name: String) {
    guard var variable = variables[name] else {
      variables[name] = Variable(text: value, isSimple: false)
      return
    }
    let added = variable.isSimple ? expand(value) : value
    guard variable.text.utf8.count + added.utf8.count < Self.longestValue else {
      // What it would have held is not known, nor what it holds complete.
      steps = limit
      return
    }
    variables[name] = nil  // so that the text is not copied
    variable.text += variable.text.isEmpty ? added : " " + added
    variables[name] = variable
  }

  /// Remembers why the objects and directories of a value are in a list, or in none.
  private mutating func note(_ value: String, givenTo name: String) {
    let symbol = Self.symbol(in: name)
    guard symbol != nil || standing == .left else { return }
    for word in MakeText.words(expand(value)) where word.hasSuffix(".o") || word.hasSuffix("/") {
      let word = String(word)
      if standing == .left {
        leftOut[word] = leftOut[word] ?? branches.last?.text
      } else if let symbol, symbols[word].map({ configuration[$0] == nil }) ?? true {
        symbols[word] = symbol
      }
    }
  }

  /// The first `$(CONFIG_…)` of a text.
  private static func symbol(in text: String) -> String? {
    let parts = text.utf8.split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false)
    for part in parts.dropFirst() {
      let reference = Substring(part.dropFirst())
      if reference.hasPrefix("CONFIG_") {
        let symbol = reference.utf8.dropFirst(7).prefix(while: MakeText.isNameByte)
        return String(Substring(symbol))
      }
    }
    return nil
  }

  func rawValue(of name: String) -> String {
    if name.hasPrefix("CONFIG_") { return configuration[name.dropFirst(7)] ?? "" }
    return variables[name]?.text ?? ""
  }

  mutating func value(of name: String) -> String {
    if name.hasPrefix("CONFIG_") { return configuration[name.dropFirst(7)] ?? "" }
    guard let variable = variables[name] else { return "" }
    return variable.isSimple ? variable.text : expand(variable.text)
  }

  mutating func withVariable<Result>(
    _ name: String, _ text: String, _ work: (inout Self) -> Result
  ) -> Result {
    let old = variables[name]
    variables[name] = Variable(text: text, isSimple: true)
    defer { variables[name] = old }
    return work(&self)
  }
}

extension MakeStatement.Condition {
  /// As it stands in the makefile, for a reason.
  fileprivate var text: String {
    switch self {
    case .defined(let name, let isNegated): "\(isNegated ? "ifndef" : "ifdef") \(name)"
    case .equal(let left, let right, let isNegated):
      "\(isNegated ? "ifneq" : "ifeq") (\(left),\(right))"
    }
  }
}

extension String {
  fileprivate var withoutQuotes: String {
    utf8.contains(UInt8(ascii: "\""))
      ? String(decoding: utf8.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self) : self
  }
}
