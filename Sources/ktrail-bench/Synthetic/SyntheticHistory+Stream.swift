/// The commands of git-fast-import(1).
extension SyntheticHistory {
  /// What all file changes choose their contents from: what a file holds does not matter here, that it changed does.
  func appendContents(to stream: inout [UInt8]) {
    for number in 1...Self.contents {
      let text = "/* \(number) */\n"
      stream += "blob\nmark :\(shape.commits + number)\ndata \(text.utf8.count)\n\(text)"
    }
    let maintainers = maintainersFile()
    stream += "blob\nmark :\(maintainersMark)\ndata \(maintainers.count)\n"
    stream += maintainers
  }

  /// The commits of these numbers, each followed by the question for its id.
  mutating func appendCommits(_ numbers: Range<Int>, to stream: inout [UInt8]) {
    for number in numbers {
      appendCommit(number, to: &stream)
      stream += "get-mark :\(number)\n"
    }
  }

  /// Topic branches are only a means: what is left of them is merged, their refs go.
  func appendEnd(to stream: inout [UInt8]) {
    for topic in topics.indices {
      stream += "reset refs/topics/\(topic)\nfrom \(String(repeating: "0", count: 40))\n\n"
    }
    stream += "done\n"
  }

  private mutating func appendCommit(_ number: Int, to stream: inout [UInt8]) {
    guard number > 1 else { return appendRoot(to: &stream) }
    if let name = releaseNames[number] {
      return appendRelease(name, number, to: &stream)
    }
    for branch in stable.indices where stable[branch].releases.first.map({ $0 <= number }) == true {
      stable[branch].releases.removeFirst()
      return appendStableRelease(branch, number, to: &stream)
    }
    // The last commits merge what is open, so that next to nothing is lost with the refs of the topics.
    let isEnding = number > shape.commits - Self.topicCount - 2
    let longest = topics.indices.max { topics[$0].commits < topics[$1].commits } ?? 0
    if topics[longest].isOpen, isEnding || random.chance(shape.mergeShare) {
      return appendMerge(of: longest, number, to: &stream)
    }
    let alive = stable.indices.filter { stable[$0].start < number && number < stable[$0].end }
    if !alive.isEmpty, random.chance(shape.backportShare * 1.12),
      appendBackport(to: alive[random.below(alive.count)], number, to: &stream)
    {
      return
    }
    appendChange(number, to: &stream)
  }
}

// MARK: - MAINTAINERS

extension SyntheticHistory {
  private var maintainersMark: Int { shape.commits + Self.contents + 1 }

  /// As long as that of 2025: a section for every other directory.
  private func maintainersFile() -> [UInt8] {
    var random = SeededRandom(shape.seed, stream: -3)
    var text: [UInt8] = []
    text += "List of maintainers\n\n"
    let directories = Set(tree.neighbours.map(\.lowerBound)).sorted()
    for first in directories where random.chance(0.5) {
      let path = tree.paths[first]
      let directory = path.prefix(upTo: path.lastIndex(of: UInt8(ascii: "/")) ?? 0)
      text += String(decoding: directory, as: UTF8.self).uppercased() + "\n"
      for _ in 0..<(1 + random.below(3)) {
        text += "M:\t"
        text += messages.person(&random)
        text += "\n"
      }
      text += "L:\tlinux-kernel@vger.kernel.org\nS:\tMaintained\nF:\t"
      text += directory
      text += "/\n"
      for file in tree.neighbours[first].prefix(random.below(4)) {
        text += "F:\t"
        text += tree.paths[file]
        text += "\n"
      }
      text += "\n"
    }
    return text
      + "\nTHE REST\nM:\tNobody <nobody@kernel.org>\nS:\tBuried alive\nF:\t*\nF:\t*/\n".utf8
  }
}

// MARK: - Kinds of commits

extension SyntheticHistory {
  private mutating func appendRoot(to stream: inout [UInt8]) {
    let files = firstFiles()
    remember([])
    appendHead("refs/heads/master", 1, "Linux-4.0-rc0\n\nLet it rip.\n", to: &stream)
    for file in files { appendFile(file, number: 1, to: &stream) }
    stream += "M 100644 :\(maintainersMark) MAINTAINERS\n"
    appendFile(named: "Makefile", number: 2, to: &stream)
    stream += "\n"
    master = 1
  }

  private mutating func appendChange(_ number: Int, to stream: inout [UInt8]) {
    let topic = random.below(Self.topicCount)
    let files = pickFiles(topic: topic, at: number)
    remember(files)
    let references = references(of: number)
    kinds[number] = references.fixes == nil ? .change : .fix
    var message: [UInt8] = []
    appendSubject(of: number, to: &message)
    message += "\n\n"
    messages.appendBody(of: number, references: references, to: &message)
    appendHead("refs/topics/\(topic)", number, message, to: &stream)
    // A maintainer starts again from mainline about once in a release, else goes on from what was merged.
    if !topics[topic].isOpen, topics[topic].tip == 0 || random.chance(0.1) {
      stream += "from :\(master)\n"
    }
    for file in files {
      appendFile(file, number: number, to: &stream)
      topics[topic].changes[file] = Int32(number)
    }
    topics[topic].isOpen = true
    topics[topic].commits += 1
    topics[topic].tip = number
  }

  private mutating func appendMerge(of topic: Int, _ number: Int, to stream: inout [UInt8]) {
    remember([])
    var message: [UInt8] = []
    message +=
      "Merge tag 'topic-\(topic)-\(number)' of git://git.example.org/linux/topic-\(topic)\n\n"
    message += "Pull updates:\n\n"
    appendSubject(of: topics[topic].tip, to: &message)
    message += "\n"
    appendHead("refs/heads/master", number, message, to: &stream)
    stream += "from :\(master)\nmerge :\(topics[topic].tip)\n"
    for (file, change) in topics[topic].changes.sorted(by: { $0.key < $1.key }) {
      appendFile(file, number: Int(change), to: &stream)
    }
    stream += "\n"
    topics[topic].isOpen = false
    topics[topic].commits = 0
    topics[topic].changes = [:]
    master = number
  }

  private mutating func appendRelease(_ name: String, _ number: Int, to stream: inout [UInt8]) {
    remember([])
    appendHead("refs/heads/master", number, "Linux \(name.dropFirst())\n", to: &stream)
    stream += "from :\(master)\n"
    appendFile(named: "Makefile", number: number, to: &stream)
    stream += "\n"
    master = number
    appendTag(name, number, to: &stream)
  }

  private mutating func appendStableRelease(
    _ branch: Int, _ number: Int, to stream: inout [UInt8]
  ) {
    remember([])
    stable[branch].released += 1
    let name = "\(stable[branch].name).\(stable[branch].released)"
    appendStableHead(branch, number, Array("Linux \(name)\n".utf8), to: &stream)
    appendFile(named: "Makefile", number: number, to: &stream)
    stream += "\n"
    appendTag("v\(name)", number, to: &stream)
  }

  /// - Returns: whether there was a commit to carry back.
  private mutating func appendBackport(
    to branch: Int, _ number: Int, to stream: inout [UInt8]
  ) -> Bool {
    var upstream: Int?
    for _ in 0..<12 {
      let candidate = number - random.logUniform(Self.leastDistance...60_000)
      guard candidate > 1, kinds[candidate] != .other else { continue }
      upstream = candidate
      if kinds[candidate] == .fix { break }
    }
    guard let upstream else { return false }
    remember(Array(files(of: upstream)))
    var message: [UInt8] = []
    appendSubject(of: upstream, to: &message)
    message += "\n\n"
    let isBracketed = random.chance(0.45)
    message += isBracketed ? "[ Upstream commit " : "commit "
    message += digits(of: upstream, 40)
    message += isBracketed ? " ]\n\n" : " upstream.\n\n"
    messages.appendBody(of: upstream, references: references(of: upstream), to: &message)
    messages.appendTrailer("Signed-off-by", messages.words.people[branch], to: &message)
    appendStableHead(branch, number, message, to: &stream)
    for file in files(of: upstream) { appendFile(file, number: number, to: &stream) }
    stream += "\n"
    return true
  }
}

// MARK: - Parts of a commit

extension SyntheticHistory {
  /// What a mainline commit refers to; the same each time it is asked for.
  private func references(of number: Int) -> SyntheticMessages.References {
    var random = SeededRandom(shape.seed &+ 7, stream: number)
    var references = SyntheticMessages.References()
    guard number > 2 * Self.leastDistance else { return references }
    let draw = random.fraction()
    let share = number > shape.commits / 3 ? shape.fixesShare : shape.fixesShare / 4
    // Backports and merges are a fifth of all commits and have no tag of their own.
    guard draw < share + 0.008 else { return references }
    for _ in 0..<6 {
      let target = number - random.logUniform(Self.leastDistance...min(number - 1, 400_000))
      guard target > 1, kinds[target] != .other else { continue }
      if draw < share {
        references.fixes = (digits(of: target, 12), target)
      } else {
        references.reverts = (digits(of: target, 40), target)
      }
      break
    }
    return references
  }

  /// A revert quotes what it takes back.
  private func appendSubject(of number: Int, to text: inout [UInt8]) {
    guard let reverted = references(of: number).reverts else {
      return messages.appendSubject(of: number, to: &text)
    }
    text += "Revert \""
    messages.appendSubject(of: reverted.commit, to: &text)
    text += "\""
  }

  private func digits(of number: Int, _ count: Int) -> [UInt8] {
    let hexadecimal = Array("0123456789abcdef".utf8)
    return (0..<count).map { place in
      let byte = ids[number * 20 + place / 2]
      return hexadecimal[Int(place % 2 == 0 ? byte >> 4 : byte & 15)]
    }
  }

  private mutating func appendStableHead(
    _ branch: Int, _ number: Int, _ message: [UInt8], to stream: inout [UInt8]
  ) {
    appendHead("refs/heads/linux-\(stable[branch].name).y", number, message, to: &stream)
    if stable[branch].tip == 0 { stream += "from :\(master)\n" }
    stable[branch].tip = number
  }

  private func appendHead(
    _ ref: String, _ number: Int, _ message: String, to stream: inout [UInt8]
  ) {
    appendHead(ref, number, Array(message.utf8), to: &stream)
  }

  private func appendHead(
    _ ref: String, _ number: Int, _ message: [UInt8], to stream: inout [UInt8]
  ) {
    var random = SeededRandom(shape.seed &+ 3, stream: number)
    let time = time(of: number)
    stream += "commit \(ref)\nmark :\(number)\nauthor "
    stream += messages.person(&random)
    stream += " \(time - Int(random.exponential(mean: 900_000))) +0000\ncommitter "
    stream += messages.words.people[random.zipf(300)]
    stream += " \(time) +0000\ndata \(message.count)\n"
    stream += message
    stream += "\n"
  }

  /// Even over eighteen years.
  private func time(of number: Int) -> Int {
    1_170_000_000 + Int(Double(number) / Double(shape.commits) * 568_000_000)
  }

  private func appendTag(_ name: String, _ number: Int, to stream: inout [UInt8]) {
    let text = "Linux \(name.dropFirst())\n"
    stream += "tag \(name)\nfrom :\(number)\ntagger "
    stream += messages.words.people[0]
    stream += " \(time(of: number)) +0000\ndata \(text.utf8.count)\n\(text)\n"
  }

  private func appendFile(_ file: Int32, number: Int, to stream: inout [UInt8]) {
    // Neighbouring numbers give different contents, and so does the same file the next time.
    let content = shape.commits + 1 + (number &* 31 &+ Int(file)) % Self.contents
    stream += "M 100644 :\(content) "
    stream += tree.paths[Int(file)]
    stream += "\n"
  }

  private func appendFile(named name: String, number: Int, to stream: inout [UInt8]) {
    stream += "M 100644 :\(shape.commits + 1 + number % Self.contents) \(name)\n"
  }
}
