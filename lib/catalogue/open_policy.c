/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The policies under which figures may be given out unprotected. */
#include <string.h>

#include "base/error.h"
#include "catalogue/catalogue.h"

tell_status tell__catalogue_open_policy(const tell_catalogue *catalogue, const char *policy,
                                        const char **found, tell_error *err) {
  const tell__catalogue_view *view = tell__catalogue_get(catalogue);
  *found = NULL;
  for (int32_t i = 0; i < view->policies_count; i++) {
    if (strcmp(view->policies[i].policy, policy) != 0)
      continue;
    if (view->policies[i].minimum > 0)
      return tell__fail(err, TELL_E_POLICY,
                        "these figures are given out unprotected, and this policy hides small "
                        "ones: make a release of the dataset");
    *found = view->policies[i].policy;
  }
  return *found != NULL ? TELL_OK
                        : tell__fail(err, TELL_E_POLICY, "there is no policy of this name");
}
