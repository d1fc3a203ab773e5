/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the portal's plan makes of the record under way. */
#ifndef TELL_INGEST_PORTAL_VALUE_H
#define TELL_INGEST_PORTAL_VALUE_H

#include "ingest/layouts/udir/portal.h"

/** Adds the observations that a plan has in the record, for a unit of the reading. */
void tell__portal_values_add(tell__reading *reading, const tell__portal_plan *plan, int32_t unit);

/** Skips the record, with the reason, when the plan has nothing for any; 1 when it does so. */
int tell__portal_has_nothing(tell__reading *reading, const tell__portal_plan *plan);

#endif
