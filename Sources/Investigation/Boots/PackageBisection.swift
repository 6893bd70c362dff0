public import Bisection
import ChangeModel
import Changelogs
import Culprits
import FoundationEssentials
import Recipes
import Text

extension BisectionDesk {
  /// Begins a bisection of packages by themselves, where no clone has their commits: which of those that the recipe lists is the
  /// first bad one, and what its changelog says came with it.
  public func beginPackages(
    _ old: String, _ new: String, _ settings: BisectionSettings, _ plan: BootPlan,
    _ investigation: Investigation
  ) async throws -> BisectionRecord {
    let recipe: Recipe
    do { recipe = try Recipe(named: plan.recipe) } catch { throw BootError.recipe(error) }
    let folders = KernelFolders(directory: try kernelsPath)
    do {
      let line = try await PackageLineMaker(
        desk: self, recipe: recipe, plan: plan, folders: folders, investigation: investigation,
        settings: settings
      ).make(old, new)
      return line
    } catch {
      // What was not begun leaves nothing.
      try? FileManager.default.removeItem(atPath: folders.directory)
      throw error
    }
  }
}

/// Finds out which packages are between OLD and NEW, and what came with each.
private struct PackageLineMaker {
  let desk: BisectionDesk
  let recipe: Recipe
  let plan: BootPlan
  let folders: KernelFolders
  let investigation: Investigation
  let settings: BisectionSettings

  func make(_ old: String, _ new: String) async throws -> BisectionRecord {
    let listing = try await listing()
    let (first, last) = (try package(old, listing), try package(new, listing))
    let between = listing.between(first, last)
    guard !between.isEmpty else { throw BootError.noPackagesBetween(first.title, last.title) }
    let symptom =
      settings.symptoms.isEmpty
      ? nil : try await investigation.readSymptoms(settings.symptoms).symptom
    let changelog = try await changelog(of: last)
    let entries = Self.entries(
      of: changelog, by: between, after: first, in: recipe[.packages]?.order ?? .dpkg)
    let unseen = entries.flatMap { list in
      list.filter { $0.kind != .note }.map {
        UnseenChange($0.kind == .versionBump ? .release : .change, $0)
      }
    }
    let ranking = Investigation.ranking(
      of: symptom ?? Symptom(parsing: ""), among: HalfKnownRange([], unseen: unseen))
    var suspicion: [SourcePosition: Double] = [:]
    for suspect in ranking.suspects {
      if case .entry(let position) = suspect.candidate.id {
        suspicion[position] = suspect.probability
      }
    }
    var packages = [
      PackageLine.Package(
        id: Self.id(of: first), name: first.name, version: first.version.text, entries: [])
    ]
    var weights: [CommitID: Double] = [:]
    for (package, list) in zip(between, entries) {
      let id = Self.id(of: package)
      weights[id] = list.reduce(0) { $0 + (suspicion[$1.position] ?? 0) }
      let ordered = list.enumerated().sorted { left, right in
        (-(suspicion[left.element.position] ?? 0), left.offset)
          < (-(suspicion[right.element.position] ?? 0), right.offset)
      }
      packages.append(
        .init(
          id: id, name: package.name, version: package.version.text,
          entries: ordered.map(\.element.text)))
    }
    var installed: [CommitID] = []
    for package in packages
    where settings.installed.contains(where: { package.name.hasSuffix($0) || package.version == $0 }
    ) {
      installed.append(package.id)
    }
    let ends = (packages[0], packages[packages.count - 1])
    func name(_ package: PackageLine.Package) -> String {
      ends.0.name == ends.1.name ? "\(package.name)-\(package.version)" : package.name
    }
    var record = BisectionRecord(
      clone: "", good: .init(name: name(ends.0), id: ends.0.id),
      bad: .init(name: name(ends.1), id: ends.1.id), findsFix: settings.findsFix,
      weights: symptom == nil ? [:] : weights, symptom: symptom?.text, trust: settings.trust,
      place: .nowhere, terms: settings.terms, installed: Set(installed), kernels: .preferred)
    record.line = PackageLine(packages: packages)
    record.bootPlan = plan
    return record
  }

  private func package(
    _ operand: String, _ listing: PackageListing
  ) throws -> PackageListing.Package {
    guard let package = listing.package(called: operand) else {
      let names = listing.packages.flatMap { [$0.name, "\($0.name)-\($0.version.text)"] }
      throw BootError.noSuchPackage(operand, nearest: names.nearest(to: operand, limit: 3))
    }
    return package
  }

  private func runner() throws -> StepRunner {
    StepRunner(recipe: recipe, host: plan.host, mark: "\(folders.directory)#")
  }

  private func values() throws -> RecipeValues {
    var values: RecipeValues
    do { values = try RecipeValues(of: recipe, given: plan.values) } catch {
      throw BootError.recipe(error)
    }
    (values[.old], values[.new], values[.name]) = (plan.old, plan.new, desk.name)
    values[.host] = plan.host ?? ""
    values[.recipe] = ShippedRecipes[plan.recipe] == nil ? plan.recipe.parentFolder : "/"
    values[.jobs] = "\(max(1, ProcessInfo.processInfo.activeProcessorCount))"
    return values
  }

  private func listing() async throws -> PackageListing {
    try folders.begin("list")
    defer { try? FileManager.default.removeItem(atPath: folders.folder("list")) }
    let folder = folders.folder("list")
    guard
      let result = try await runner().run(.packages, try values(), in: folder, keepsOutput: true)
    else { throw BootError.noCommits(recipe: plan.recipe) }
    guard result.isSuccess else {
      throw BootError.stepFailed(
        .packages, result.failure(recipe[.packages]), log: nil)
    }
    let listing = PackageListing(
      parsing: String(decoding: result.output, as: UTF8.self),
      order: recipe[.packages]?.order ?? .dpkg)
    if let line = listing.unread { throw BootError.packagesUnread(line: line) }
    return listing
  }

  /// Fetches NEW, and reads the changelog that is in it; `nil` if none is.
  private func changelog(of package: PackageListing.Package) async throws -> Changelog? {
    let id = Self.id(of: package)
    var values = try values()
    (values[.package], values[.version]) = (package.name, package.version.text)
    (values[.commit], values[.kernel]) = ("", folders.folder("\(id)"))
    try folders.begin("\(id)")
    let start = ContinuousClock.now
    guard
      let result = try await runner().run(.obtain, values, in: folders.folder("\(id)")),
      result.isSuccess
    else {
      throw BootError.firstNotObtained(
        package.title,
        .notBuilt(
          said: StepRunner.lastLine(of: folders.folder("\(id)") + "/obtain.log") ?? ""),
        log: nil)
    }
    var release: String?
    if let said = try await runner().run(
      .release, values, in: folders.folder("\(id)"), keepsOutput: true)
    {
      release = said.isSuccess ? said.output.lastWord : nil
    }
    try folders.end(
      "\(id)",
      .init(
        release: release, seconds: (ContinuousClock.now - start).seconds, wasAhead: false))
    let files =
      (try? FileManager.default.contentsOfDirectory(atPath: folders.folder("\(id)"))) ?? []
    for file in files.sorted() where file.hasSuffix(".deb") || file.hasSuffix(".rpm") {
      let path = folders.folder("\(id)") + "/" + file
      if let read = try? await PackageOperand().read(path) { return read.changelog }
    }
    return nil
  }

  /// For each package, what its changelog lists after the one before it.
  private static func entries(
    of changelog: Changelog?, by packages: [PackageListing.Package],
    after first: PackageListing.Package, in order: PackageVersion.Order
  ) -> [[ChangelogEntry]] {
    var lists = Array(repeating: [ChangelogEntry](), count: packages.count)
    for release in changelog?.releases ?? [] {
      // A signed package of Debian has `6.1.192+2` for `6.1.192-2`.
      guard let text = release.version?.replacing("+", with: "-") else { continue }
      let version = PackageVersion(text, order: order)
      guard first.version < version,
        let place = packages.firstIndex(where: { version <= $0.version })
      else { continue }
      lists[place] += release.entries
    }
    return lists
  }

  /// Forty digits that no other package has.
  private static func id(of package: PackageListing.Package) -> CommitID {
    let digest = SHA256.digest(of: Array("\(package.name) \(package.version.text)".utf8))
    let digits = digest.prefix(20).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return CommitID(digits.joined())!
  }
}
