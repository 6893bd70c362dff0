/// A made-up history of Linux as a stream for `git fast-import`, in the proportions of today's: see ``Shape``.
///
/// Topic branches start from mainline, get some commits and are merged; stable branches start from a release and get
/// backports. A commit names only such that came some time before it, because their ids must have been told by then.
struct SyntheticHistory {
  struct Shape: Codable, Equatable {
    var commits = 1_400_000
    var files = 92_000
    var filesAtStart = 17_000
    var mergeShare = 0.07
    var backportShare = 0.10
    var releases = 60
    var candidates = 8
    var stableBranches = 10
    var stableReleases = 46
    /// Of the commits after the first third, since older ones did without.
    var fixesShare = 0.2
    var seed: UInt64 = 20_251
  }

  enum Kind: UInt8 { case other, change, fix }
  struct Topic {
    var isOpen = false
    var commits = 0
    var tip = 0
    var changes: [Int32: Int32] = [:]
  }
  struct StableBranch {
    let name: String
    let start: Int
    let end: Int
    var releases: [Int] = []
    var tip = 0
    var released = 0
  }

  /// How far back a commit is at least that another one names.
  static let leastDistance = 1_100
  static let contents = 50_000
  static let topicCount = 40

  let shape: Shape
  let tree: SyntheticTree
  let messages: SyntheticMessages
  var random: SeededRandom
  /// Twenty bytes for each commit, by mark from 1, as far as told.
  var ids: [UInt8]
  var kinds: [Kind]
  var master = 0
  var topics: [Topic]
  var stable: [StableBranch]
  /// By step: the name of the mainline release made there.
  var releaseNames: [Int: String] = [:]
  private var changedFiles: [Int32] = []
  private var changedFrom: [Int32] = [0]
  private var isCreated: [Bool]
  private var created = 0
  private let popularity: [Int32]

  init(_ shape: Shape) {
    self.shape = shape
    var random = SeededRandom(shape.seed)
    let words = Self.words(&random)
    tree = SyntheticTree(files: shape.files, words: words, random: &random)
    messages = SyntheticMessages(words: words, seed: shape.seed)
    ids = [UInt8](repeating: 0, count: (shape.commits + 1) * 20)
    kinds = Array(repeating: .other, count: shape.commits + 1)
    topics = Array(repeating: Topic(), count: Self.topicCount)
    isCreated = Array(repeating: false, count: tree.paths.count)

    // Within the part of the tree that a topic cares for, some files change often, wherever they stand.
    var popularity = (0..<Int32(tree.paths.count)).map { $0 }
    for topic in 0..<Self.topicCount {
      popularity[Self.slice(topic, of: tree.paths.count)].shuffle(using: &random)
    }
    self.popularity = popularity

    let cycle = shape.commits / shape.releases
    for release in 0..<shape.releases {
      let name = "v\(4 + release / 20).\(release % 20)"
      for candidate in 1...shape.candidates {
        let share = 0.4 + 0.55 * Double(candidate) / Double(shape.candidates)
        releaseNames[release * cycle + Int(Double(cycle) * share)] = "\(name)-rc\(candidate)"
      }
      releaseNames[(release + 1) * cycle - 1] = name
    }
    let distance = shape.releases / shape.stableBranches
    stable = (0..<shape.stableBranches).map { number in
      let release = number * distance + distance / 2
      let start = (release + 1) * cycle
      let end = min(shape.commits - 2, start + cycle * distance * 4)
      let releases = (1...shape.stableReleases).map {
        start + (end - start) * $0 / shape.stableReleases
      }
      return StableBranch(
        name: "\(4 + release / 20).\(release % 20)", start: start, end: end, releases: releases)
    }
    self.random = random
  }

  private static func words(_ random: inout SeededRandom) -> SyntheticWords {
    SyntheticWords(count: 60_000, people: 12_000, random: &random)
  }

  /// A word of the messages, the most frequent one of rank 0.
  static func word(ofRank rank: Int, in shape: Shape) -> String {
    var random = SeededRandom(shape.seed)
    return words(&random).plain(rank)
  }

  static func slice(_ topic: Int, of count: Int) -> Range<Int> {
    (count * topic / topicCount)..<(count * (topic + 1) / topicCount)
  }

  func files(of commit: Int) -> ArraySlice<Int32> {
    changedFiles[Int(changedFrom[commit - 1])..<Int(changedFrom[commit])]
  }

  /// - Parameter answers: for each commit 40 digits and a newline.
  mutating func learn(idsOf commits: Range<Int>, from answers: ArraySlice<UInt8>) {
    func value(_ digit: UInt8) -> UInt8 { digit < UInt8(ascii: "a") ? digit - 48 : digit - 87 }
    var cursor = answers.startIndex
    for commit in commits {
      for byte in 0..<20 {
        let digits = cursor + byte * 2
        ids[commit * 20 + byte] = value(answers[digits]) << 4 | value(answers[digits + 1])
      }
      cursor += 41
    }
  }

  /// To be called once for each commit, in order.
  mutating func remember(_ files: some Sequence<Int32>) {
    changedFiles += files
    changedFrom.append(Int32(changedFiles.count))
  }
}

// MARK: - Files

extension SyntheticHistory {
  /// The files that are there from the first commit on.
  mutating func firstFiles() -> [Int32] {
    let step = Double(tree.paths.count) / Double(shape.filesAtStart)
    let files = (0..<shape.filesAtStart).map { Int32(Double($0) * step) }
    for file in files { isCreated[Int(file)] = true }
    created = files.count
    return files
  }

  /// One to eight files, mostly one or two, mostly of one directory.
  mutating func pickFiles(topic: Int, at commit: Int) -> [Int32] {
    let (slice, popularity) = (Self.slice(topic, of: tree.paths.count), popularity)
    let first = pickFile(at: commit) { random in
      let rank = Int(Double(slice.count) * random.fraction() * random.fraction())
      return popularity[slice.lowerBound + rank]
    }
    let wanted = 1 + min(7, Int(random.exponential(mean: 1.3)))
    var files: Set<Int32> = [first]
    for _ in 1..<max(wanted, 2) where files.count < wanted {
      let nearby = random.chance(0.75) ? tree.neighbours[Int(first)] : slice
      files.insert(pickFile(at: commit) { Int32(nearby.lowerBound + $0.below(nearby.count)) })
    }
    return files.sorted()
  }

  /// One that exists, or a new one if it is time for one.
  private mutating func pickFile(
    at commit: Int, _ draw: (inout SeededRandom) -> Int32
  ) -> Int32 {
    let later = shape.files - shape.filesAtStart
    let quota = shape.filesAtStart + Int(Double(later) * Double(commit) / Double(shape.commits))
    var file = draw(&random)
    for _ in 0..<12 where !isCreated[Int(file)] {
      if created < quota {
        isCreated[Int(file)] = true
        created += 1
        return file
      }
      file = draw(&random)
    }
    return isCreated[Int(file)] ? file : 0
  }
}
