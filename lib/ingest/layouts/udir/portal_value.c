/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of the portal's plan; see the header. */
#include "ingest/layouts/udir/portal_value.h"

#include <string.h>

#include "ingest/cells/labelled.h"
#include "ingest/cells/measures.h"

/* 0 for what is no part of a distribution, -1 when the reading has failed. */
static int32_t category_of(tell__reading *reading, const tell__portal_value *value) {
  const char *dimension = reading->definitions->indicators[value->indicator].distribution;
  return value->category[0] == '\0'
             ? 0
             : tell__reading_category(reading, dimension, strlen(dimension), value->category,
                                      strlen(value->category));
}

static void add_value(tell__reading *reading, const tell__portal_value *value, int32_t unit) {
  tell__observation observation = {.unit = unit,
                                   .indicator = (int16_t)value->indicator,
                                   .source = (int16_t)value->source,
                                   .period = (int16_t)value->period,
                                   .grade = (int8_t)value->grade,
                                   .gender = (int8_t)value->gender,
                                   .owner = (int8_t)value->owner};
  tell__measures measures = {.value = tell__measure_read(reading, value->value, TELL__SIGNS_UDIR),
                             .numerator =
                                 tell__measure_read(reading, value->numerator, TELL__SIGNS_UDIR),
                             .n = tell__measure_read(reading, value->n, TELL__SIGNS_UDIR),
                             .sd = tell__measure_read(reading, value->sd, TELL__SIGNS_UDIR),
                             .margin = tell__measure_read(reading, value->margin, TELL__SIGNS_UDIR),
                             .blank = TELL_STATE_NOT_APPLICABLE,
                             .stated = -1,
                             .stated_column = -1};
  observation.category = category_of(reading, value);
  if (observation.category < 0)
    return;
  tell__measures_judge(reading, &reading->definitions->indicators[value->indicator], &measures,
                       &observation);
  tell__reading_add(reading, &observation, value->value, tell__measures_cells(&measures));
}

void tell__portal_values_add(tell__reading *reading, const tell__portal_plan *plan, int32_t unit) {
  for (size_t i = 0; i < plan->count; i++)
    add_value(reading, &plan->values[i], unit);
}

int tell__portal_has_nothing(tell__reading *reading, const tell__portal_plan *plan) {
  if (plan->count == 0 && plan->has_ignored)
    tell__reading_skip_measure(reading, plan->unused);
  else if (plan->count == 0)
    tell__reading_skip(reading, "several_grades", plan->unused,
                       "the file is about several grades together alone; its records are skipped");
  return plan->count == 0;
}
