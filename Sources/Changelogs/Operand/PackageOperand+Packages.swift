internal import ChangeModel
import Text

// MARK: - Package files

extension PackageOperand {
  func rpmFile(
    _ input: ProgramRunner.Input, _ source: String
  ) async throws(ChangelogError) -> PackageChangelog {
    let answer = try await rpm.changelog(of: input, source: source)
    return try package(
      answer, source: source,
      "package file \(answer.package.fullName) (rpm -qp --changelog)")
  }

  func debFile(
    _ input: ProgramRunner.Input, _ source: String
  ) async throws(ChangelogError) -> PackageChangelog {
    let deb = try await DebQuery(programs: programs, sizeLimit: sizeLimit)
      .read(input, source: source)
    let package = deb.package
    switch deb.documentation.changelog(of: package.name) {
    case .nowhere:
      guard let kernel = package.kernels.first else { throw .packageWithoutChangelog(source) }
      throw .changelogElsewhere(source, package: package.name, in: kernel)
    case .elsewhere(let other):
      throw .changelogElsewhere(source, package: package.name, in: other)
    case .here(let bytes):
      let changelog = try await changelog(
        of: package, bytes, source: source, "package file \(package.title) (dpkg-deb)")
      if changelog.changelog.isOfPackaging, let kernel = package.kernels.first {
        throw .changelogElsewhere(source, package: package.name, in: kernel)
      }
      return changelog
    }
  }
}

// MARK: - Installed packages

extension PackageOperand {
  func readInstalled(_ name: String) async throws(ChangelogError) -> PackageChangelog {
    guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw .impossibleName(name)
    }
    // No package's name has a slash: this is the path of a file that is not there.
    guard !name.utf8.contains(UInt8(ascii: "/")), ![".rpm", ".deb"].contains(where: name.hasSuffix)
    else { throw .noSuchOperand(name, .init()) }
    let places = try databases.places()
    var (rpmSaid, dpkgSaid): (PackageSearch.Answer?, PackageSearch.Answer?)
    if let place = places.rpm {
      switch try await rpm.lookUp(name, in: place) {
      case .installed(let packages):
        guard packages.count == 1 else {
          throw .severalInstalled(name, packages.map(\.fullName))
        }
        return try await installed(packages[0], called: name, in: place)
      case .not(let answer): rpmSaid = answer
      }
    }
    if let place = places.dpkg {
      let dpkg = DpkgQuery(programs: programs, place: place)
      switch try await dpkg.lookUp(name) {
      case .installed(let packages):
        guard packages.count == 1 else {
          throw .severalInstalled(name, packages.map(\.fullName))
        }
        return try await installed(packages[0].package, called: name, dpkg)
      case .not(let answer): dpkgSaid = answer
      }
    }
    let names = try await kernels(in: places).names
    throw .noSuchOperand(
      name, PackageSearch(rpm: rpmSaid, dpkg: dpkgSaid, nearest: names.nearest(to: name)))
  }

  /// Reads the changelog of the installed kernel that calls itself `release`, as `uname -r` prints it.
  ///
  /// - Throws: ``ChangelogError/noSuchOperand(_:_:)`` if no installed package is this kernel.
  public func read(runningRelease release: String) async throws(ChangelogError) -> PackageChangelog
  {
    let places = try databases.places()
    let kernels = try await kernels(in: places)
    if let place = places.rpm, let package = RunningKernel(release).owner(among: kernels.rpm) {
      return try await installed(package, called: package.fullName, in: place)
    }
    if let place = places.dpkg, let package = RunningKernel(release).owner(among: kernels.dpkg) {
      return try await installed(
        package, called: package.name, DpkgQuery(programs: programs, place: place))
    }
    throw .noSuchOperand(
      release,
      PackageSearch(
        rpm: kernels.rpmSaid, dpkg: kernels.dpkgSaid, nearest: kernels.names.nearest(to: release)))
  }

  /// The packages that belong to kernels; where there are none, what was said instead.
  private struct InstalledKernels {
    var rpm: [RpmQuery.Package] = []
    var dpkg: [DebianPackage] = []
    var rpmSaid, dpkgSaid: PackageSearch.Answer?
    var names: [String] { rpm.flatMap { [$0.name, $0.fullName] } + dpkg.map(\.name) }
  }

  private func kernels(
    in places: PackageDatabases.Places
  ) async throws(ChangelogError) -> InstalledKernels {
    var kernels = InstalledKernels()
    if let place = places.rpm {
      switch try await rpm.kernels(in: place) {
      case .installed(let packages): (kernels.rpm, kernels.rpmSaid) = (packages, .unknownName)
      case .not(let answer): kernels.rpmSaid = answer
      }
    }
    if let place = places.dpkg {
      switch try await DpkgQuery(programs: programs, place: place).kernels() {
      case .installed(let packages):
        (kernels.dpkg, kernels.dpkgSaid) = (packages.map(\.package), .unknownName)
      case .not(let answer): kernels.dpkgSaid = answer
      }
    }
    return kernels
  }

  private func installed(
    _ found: RpmQuery.Package, called name: String, in place: PackageDatabases.Place
  ) async throws(ChangelogError) -> PackageChangelog {
    let answer = try await rpm.changelog(ofInstalled: found, called: name, in: place)
    return try package(
      answer, source: name, "\(installedTitle(found.fullName, isRPM: true)) (rpm -q --changelog)",
      installedIn: databases)
  }

  private func installed(
    _ found: DebianPackage, called name: String, _ dpkg: DpkgQuery
  ) async throws(ChangelogError) -> PackageChangelog {
    let kernel = try await end(of: found, dpkg)
    var title = installedTitle(found.title)
    if kernel != found { title += ", which leads to \(kernel.title)" }
    let root = try RootDirectory(databases.root ?? "/")
    for file in DebianPackage.changelogs {
      let path = "\(DebianPackage.documentation)/\(kernel.name)/\(file)"
      guard let opened = try root.open(path) else { continue }
      let bytes: [UInt8]
      do throws(ReadFailure) {
        bytes = try opened.file.readAll(limit: sizeLimit)
      } catch {
        throw ChangelogError(error, source: path)
      }
      let owner = opened.path.split(separator: "/").dropLast().last.map(String.init)
      if let owner, owner != kernel.name { title += ", whose documentation is in \(owner)" }
      return try await changelog(
        of: kernel, bytes, source: name, title + " (dpkg-query)", installedIn: databases)
    }
    if let other = kernel.kernels.first {
      throw .changelogElsewhere(name, package: kernel.name, in: other)
    }
    throw .packageWithoutChangelog(kernel.name)
  }

  /// Where the dependencies on kernels lead, as far as they are installed.
  private func end(
    of package: DebianPackage, _ dpkg: DpkgQuery
  ) async throws(ChangelogError) -> DebianPackage {
    var (last, seen) = (package, Set([package]))
    next: while true {
      for name in last.kernels {
        guard case .installed(let found) = try await dpkg.lookUp(name),
          let kernel = found.first?.package, seen.insert(kernel).inserted
        else { continue }
        last = kernel
        continue next
      }
      return last
    }
  }

  private func installedTitle(_ package: String, isRPM: Bool = false) -> String {
    (isRPM ? databases.rpm ?? databases.root : databases.root).map {
      "package \(package), installed in \($0)"
    } ?? "installed package \(package)"
  }
}

// MARK: - What they say

extension PackageOperand {
  private func package(
    _ answer: RpmQuery.Answer, source: String, _ title: String,
    installedIn databases: PackageDatabases? = nil
  ) throws(ChangelogError) -> PackageChangelog {
    let changelog: Changelog
    do throws(ChangelogError) {
      changelog = try ChangelogParser(source: source).parse(answer.changelog)
    } catch .empty, .noChangelog {
      throw .packageWithoutChangelog(source)
    }
    var takenFor = title
    if changelog.dialect != .plain { takenFor += ", \(changelog.dialect.rawValue)" }
    return PackageChangelog(
      changelog: changelog.named(answer.package.name), takenFor: takenFor.inert(),
      installedIn: databases)
  }

  private func changelog(
    of package: DebianPackage, _ bytes: [UInt8], source: String, _ title: String,
    installedIn databases: PackageDatabases? = nil
  ) async throws(ChangelogError) -> PackageChangelog {
    let text = try await unpacked(bytes, source: source).text
    do throws(ChangelogError) {
      let (changelog, layout) = try ChangelogParser(source: source).parseWithLayout(text)
      return PackageChangelog(
        changelog: changelog.named(package.nameOfAllReleases),
        takenFor: "\(title), \(layout.title(of: changelog))".inert(),
        installedIn: databases)
    } catch .empty, .noChangelog {
      throw .packageWithoutChangelog(source)
    }
  }
}

extension Changelog {
  /// Whether it is about a signature, or a package that only depends on others, and not about the kernel.
  fileprivate var isOfPackaging: Bool {
    releases.allSatisfy { release in
      ["linux-signed", "linux-meta", "linux-restricted-signatures"].contains {
        release.heading.hasPrefix($0)
      }
    }
  }
}
