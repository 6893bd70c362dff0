#ifndef KTRAIL_CBUILD_H
#define KTRAIL_CBUILD_H

/// The commit that this was built from, see commit.c.
const char *ktrail_build_commit(void);

#endif
