import ArgumentParser

/// Names that are offered for a value and are not known before somebody types it.
///
/// The parser cannot say more of such a value than that it has a function. So the function gives the name of its case, and
/// ``Completer`` asks for that.
enum OfferedNames: String {
  /// A package, a changelog, or a release: OLD and NEW.
  case kernels
  /// A release, a branch, or a range of them.
  case revisions
  /// The same, several with commas.
  case revisionList
  /// What `--for` takes: a range, a release, or a file.
  case commits
  case places
  case bisections
  case outputs
  case installedKernels
  /// Those that come along, or a file.
  case recipes

  var kind: CompletionKind { .custom { _, _, _ in [rawValue] } }
}

extension CompletionKind {
  static func names(_ names: OfferedNames) -> CompletionKind { names.kind }

  static var anyFile: CompletionKind { .file() }
}
