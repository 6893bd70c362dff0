#include "CBuild.h"

/* `make build` and packagers say it by KTRAIL_BUILD_COMMIT; `git archive` writes it here (export-subst in .gitattributes).
   Elsewhere this stays as it is, and the commit is unknown. */
const char *ktrail_build_commit(void) {
#ifdef KTRAIL_BUILD_COMMIT
  return KTRAIL_BUILD_COMMIT;
#else
  return "$Format:%H$";
#endif
}
