/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indicators that do not exist for a grade; see the header. */
#include "ingest/reading/exists.h"

int32_t tell__exists(tell__exists_memo *memo, const tell_catalogue *catalogue,
                     const tell__observation *observation) {
  unsigned slot = ((unsigned)observation->indicator * 7 + (unsigned)observation->period * 5 +
                   (unsigned)observation->grade) %
                  TELL__EXISTS_MEMO;
  if (!memo->held[slot].is_known || memo->held[slot].indicator != observation->indicator ||
      memo->held[slot].period != observation->period ||
      memo->held[slot].grade != observation->grade) {
    memo->held[slot].indicator = observation->indicator;
    memo->held[slot].period = observation->period;
    memo->held[slot].grade = observation->grade;
    memo->held[slot].is_known = 1;
    memo->held[slot].answer = (int8_t)tell__catalogue_exists(
        catalogue, observation->indicator, observation->grade, observation->period);
  }
  return memo->held[slot].answer;
}

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
