/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indicators that do not exist for a grade; see the header. */
#include "ingest/reading/exists.h"

void tell__exists_clear(tell__observation *observation) {
  if (observation->grade == 0 ||
      (observation->state != TELL_STATE_PRESENT && observation->state != TELL_STATE_MISSING &&
       observation->state != TELL_STATE_NOT_TAKEN_PART))
    return;
  observation->state = TELL_STATE_NOT_APPLICABLE;
  observation->value = observation->sd = observation->margin = 0;
  observation->n = observation->numerator = 0;
  observation->has = 0;
  observation->decimals = 0;
  observation->flags &= TELL__FLAG_PUPILS;
}
