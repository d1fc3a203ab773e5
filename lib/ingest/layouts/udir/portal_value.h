/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One value of the portal's plan in the record under way. */
#ifndef TELL_INGEST_PORTAL_VALUE_H
#define TELL_INGEST_PORTAL_VALUE_H

#include "ingest/layouts/udir/portal.h"

/** Adds the observation that a value of the plan has in the record, for a unit of the reading. */
void tell__portal_value_add(tell__reading *reading, const tell__portal_value *value, int32_t unit);

#endif
