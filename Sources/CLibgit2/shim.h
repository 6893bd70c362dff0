#pragma once
#include <git2.h>
#include <git2/sys/repository.h>

// git_libgit2_opts is variadic, which Swift cannot call.
static inline int ktrail_git_opts_flag(int option, int value) {
  return git_libgit2_opts(option, value);
}
static inline int ktrail_git_set_extensions(const char **names, size_t count) {
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, count);
}
