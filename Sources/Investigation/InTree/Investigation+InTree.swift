import ChangeModel
import Git
import History
public import Reports

extension Investigation {
  /// What is known about fixes, with the standing of each commit found in a source tree without history.
  ///
  /// - Parameter tree: a directory, an archive of tar, or a source package of rpm.
  public func fixes(
    _ question: FixQuestion, inTree tree: String
  ) async throws(InvestigationError) -> FixesReport {
    let report = try await fixes(question)
    let findings = report.answer.findings
    guard let index = try openIndex() else { throw .cloneNeeded(for: .fixes) }
    var patches = PatchReader(in: index.repository)
    var versions: [[ChangeInTree]] = []
    do throws(GitError) {
      for finding in findings {
        versions.append(
          try finding.versions.map { id throws(GitError) in
            ChangeInTree(id, try patches.texts(of: id))
          })
      }
    } catch {
      throw .history(.git(error))
    }
    let read: TreeOperand.Tree
    do throws(TreeProblem) {
      read = try await TreeOperand(path: tree).read(Set(versions.joined().flatMap(\.paths)))
    } catch {
      throw .unreadableTree(path: tree, error)
    }
    let standings = versions.map { versions in
      TreeStanding.closest(
        of: versions.map { change in
          let standing = change.standing(in: tree, read.contents)
          guard let package = read.package, package.hasPatches else { return standing }
          return standing.with(
            change.patches(
              applied: package.applied, named: package.named, unread: package.unread))
        })
    }
    return report.withStandings(standings, in: tree)
  }
}

extension FixFinding {
  /// The commit and its backports, the commit first.
  fileprivate var versions: [CommitID] {
    var versions = [commit.id]
    for landing in landings where !versions.contains(landing.commit) {
      versions.append(landing.commit)
    }
    return versions
  }
}

extension FixesReport {
  /// - Parameter standings: one for each finding, in order.
  fileprivate func withStandings(_ standings: [TreeStanding?], in tree: String) -> FixesReport {
    func added(_ findings: [FixFinding]) -> [FixFinding] {
      zip(findings, standings).map { finding, standing in
        var finding = finding
        finding.inTree = standing
        return finding
      }
    }
    let answer: FixesAnswer =
      switch self.answer {
      case .ofCommits(let findings): .ofCommits(added(findings))
      case .search(let criteria, let findings, let count):
        .search(criteria, added(findings), of: count)
      case .missing, .incomplete: self.answer
      }
    return FixesReport(
      answer, in: clone, target: target, places: places, kernels: kernels, tree: tree,
      unknown: unknown,
      remarks: remarks)
  }
}
