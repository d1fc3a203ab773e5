/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels and groups of long tables; see the header. */
#include "ingest/cells/labelled.h"

#include <string.h>

void tell__reading_skip_measure(tell__reading *reading, int32_t column) {
  tell__reading_skip(reading, "other_measure", column,
                     "a measure that is no part of the indicator set; its records are skipped");
}

int32_t tell__label_source(const tell__reading *reading, const tell__label *label) {
  const char *id = label->source;
  if (id[0] == '\0' && label->indicator >= 0)
    id = reading->definitions->indicators[label->indicator].source;
  return tell__catalogue_source(reading->catalogue, id, strlen(id));
}

/* Which breakdown a column tells of. */
typedef struct breakdown {
  const tell_catalogue *catalogue;
  const char *dimension;
} breakdown;

static int32_t decode_group(const void *context, const char *text, size_t length) {
  const breakdown *kind = context;
  int32_t group =
      length == 0 ? 0 : tell__catalogue_group(kind->catalogue, kind->dimension, text, length);
  return group >= 0 && group <= INT8_MAX ? group : -1;
}

int8_t tell__reading_group(tell__reading *reading, const char *dimension, int32_t column,
                           const char *code, const char *message) {
  const breakdown kind = {reading->catalogue, dimension};
  int32_t group = tell__reading_code(reading, column, decode_group, &kind);
  if (group >= 0)
    return (int8_t)group;
  tell__reading_reject(reading, code, column, message);
  return 0;
}

int8_t tell__reading_label_grade(tell__reading *reading, const tell__label *label, int32_t column) {
  int8_t said = tell__reading_group(reading, "grade", column, "unknown_grade",
                                    "not a grade of 1 to 13 or all");
  if (label->grade < 0)
    return said;
  if (said > 0 && said != label->grade)
    tell__reading_reject(reading, "conflicting_grade", column,
                         "the catalogue says that the measure is always about another grade");
  return (int8_t)label->grade;
}
