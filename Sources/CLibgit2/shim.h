#pragma once
#include <git2.h>
#include <git2/sys/repository.h>

// git_libgit2_opts is variadic, which Swift cannot call.
static inline int ktrail_git_opts_flag(int option, int value) {
  return git_libgit2_opts(option, value);
}

// Extensions that change nothing for a reader, but which libgit2 1.5 refuses unless told.
static inline int ktrail_git_allow_harmless_extensions(void) {
  static const char *names[] = {"partialclone", "worktreeconfig", "preciousobjects"};
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, sizeof names / sizeof names[0]);
}
