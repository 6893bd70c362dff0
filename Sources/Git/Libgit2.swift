internal import CLibgit2

/// The library's process-wide set-up, made once when the first repository is opened.
enum Libgit2 {
  static let isReady: Bool = {
    guard git_libgit2_init() >= 0 else { return false }
    // Names are checked when objects are written; checking each read again costs a third of a walk.
    _ = ktrail_git_opts_flag(Int32(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION.rawValue), 0)
    // Every object is read once here, so a cache of them only costs memory and time.
    _ = ktrail_git_opts_flag(Int32(GIT_OPT_ENABLE_CACHING.rawValue), 0)
    return ktrail_git_allow_harmless_extensions() >= 0
  }()
}
