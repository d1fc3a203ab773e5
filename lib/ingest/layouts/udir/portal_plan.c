/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which columns of a portal file make one observation together. "Antall
 * elever" is called so in several tables: a count belongs to the values beside
 * it, in the block of columns that have the same path but for the measure.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/text.h"
#include "ingest/layouts/udir/portal.h"

/* A known column and the block that it stands in. */
typedef struct known_column {
  tell__path path;
  int32_t block; /* -1: not a column that is used */
  int is_value;
} known_column;

typedef struct planning {
  tell__reading *reading;
  const char *layout; /* whose labels name the measures */
  tell__portal_plan *plan;
  known_column *columns; /* as long as the header */
  tell__strings *prefixes;
  int32_t *heads; /* the first value of every block, -1 */
} planning;

static void report_column(planning *work, int32_t column, tell__path_result result) {
  tell__reading *reading = work->reading;
  if (result == TELL__PATH_NO_PERIOD)
    tell__reading_find_column(reading, TELL_SEVERITY_ERROR, "unknown_period", column,
                              "the column's path begins with no school year of 1990 to 2100; "
                              "the column is not used");
  else if (result == TELL__PATH_SEVERAL_GRADES)
    tell__reading_find_column(reading, TELL_SEVERITY_WARNING, "several_grades", column,
                              "the column is about several grades together, which are neither one "
                              "grade nor all of them; not used");
  else if (result == TELL__PATH_CONFLICT)
    tell__reading_find_column(reading, TELL_SEVERITY_ERROR, "conflicting_column", column,
                              "two parts of the column's path exclude each other; not used");
  else
    tell__reading_find_column(reading, TELL_SEVERITY_WARNING, "unknown_column", column,
                              "the catalogue knows no measure with such a path; the column is "
                              "not used");
}

/* A known column that is not used. */
static void leave(tell__portal_plan *plan, int32_t column) {
  if (plan->known++ == 0)
    plan->unused = column;
}

/* What the labels of the file do not name may have a common name: only few measures are called the
 * same in two kinds of school. */
static tell__path_result read_path(const planning *work, const tell__column *header,
                                   tell__path *path) {
  const tell_catalogue *catalogue = work->reading->catalogue;
  tell__path_result result =
      tell__path_read(catalogue, work->layout, header->name, header->length, path);
  return result != TELL__PATH_UNKNOWN || strcmp(work->layout, TELL__PORTAL_NAME) == 0
             ? result
             : tell__path_read(catalogue, TELL__PORTAL_NAME, header->name, header->length, path);
}

/* Returns 0 when there is no memory. */
static int read_column(planning *work, int32_t column, uint8_t *is_used) {
  const tell__column *header = &work->reading->header.columns[column];
  known_column *known = &work->columns[column];
  known->block = -1;
  if (is_used[column])
    return 1;
  tell__path_result result = read_path(work, header, &known->path);
  if (result != TELL__PATH_OK) {
    report_column(work, column, result);
    if (result == TELL__PATH_SEVERAL_GRADES)
      leave(work->plan, column);
    return 1;
  }
  is_used[column] = 1;
  if (known->path.label->role == TELL__ROLE_IGNORED) {
    leave(work->plan, column);
    work->plan->has_ignored = 1;
    tell__reading_find_column(work->reading, TELL_SEVERITY_NOTE, "ignored_column", column,
                              "a known measure that is no part of the indicator set; not used");
    return 1;
  }
  known->block = tell__strings_add(work->prefixes, header->name, known->path.prefix_length);
  return known->block >= 0;
}

static int32_t source_of(const tell__reading *reading, const tell__label *label) {
  const char *id = label->source;
  if (id[0] == '\0')
    id = reading->definitions->indicators[label->indicator].source;
  return tell__catalogue_source(reading->catalogue, id, strlen(id));
}

/* A distribution has a column for each of its categories. */
static int has_category(const tell__reading *reading, const tell__label *label) {
  return label->category[0] != '\0' ||
         reading->definitions->indicators[label->indicator].kind != TELL__KIND_DISTRIBUTION;
}

static int add_value(planning *work, int32_t column) {
  known_column *known = &work->columns[column];
  const tell__path *path = &known->path;
  tell__portal_plan *plan = work->plan;
  tell__reading *reading = work->reading;
  int32_t source = path->label->indicator >= 0 ? source_of(reading, path->label) : -1;
  if (source < 0) {
    tell__reading_find_column(reading, TELL_SEVERITY_ERROR, "unknown_source", column,
                              "the catalogue gives the column no indicator with a known source; "
                              "not used");
    return 1;
  }
  if (!has_category(reading, path->label)) {
    tell__reading_find_column(reading, TELL_SEVERITY_ERROR, "unnamed_category", column,
                              "the catalogue does not say which category of the distribution the "
                              "column holds; not used");
    return 1;
  }
  if (!tell__grow((void **)&plan->values, &plan->capacity, plan->count, sizeof *plan->values))
    return 0;
  plan->values[plan->count] = (tell__portal_value){.category = path->label->category,
                                                   .indicator = path->label->indicator,
                                                   .source = source,
                                                   .period = path->period,
                                                   .grade = path->grade,
                                                   .gender = path->gender,
                                                   .owner = path->owner,
                                                   .value = column,
                                                   .margin = -1,
                                                   .n = -1,
                                                   .sd = -1,
                                                   .numerator = -1,
                                                   .next = work->heads[known->block]};
  work->heads[known->block] = (int32_t)plan->count++;
  known->is_value = 1;
  plan->period = path->period > plan->period ? path->period : plan->period;
  return 1;
}

/* Whether a value can have a number of pupils behind it: a total is a number itself. */
static int is_counted(const planning *work, const tell__portal_value *value) {
  return work->reading->definitions->indicators[value->indicator].kind != TELL__KIND_TOTAL;
}

static int has_counted_value(const planning *work, int32_t block) {
  for (int32_t i = work->heads[block]; i >= 0; i = work->plan->values[i].next)
    if (is_counted(work, &work->plan->values[i]))
      return 1;
  return 0;
}

/* A count is a value of its own where it has a grade, as GSI's tables of pupils have, and no value
 * beside it. The tables that count the pupils behind a value have none. */
static int is_own_value(const planning *work, const known_column *known) {
  return known->path.label->role == TELL__ROLE_VALUE ||
         (known->path.names_grade && !has_counted_value(work, known->block));
}

static int add_values(planning *work, tell__role role) {
  for (int32_t i = 0; i < work->reading->header.count; i++) {
    const known_column *known = &work->columns[i];
    if (known->block >= 0 && known->path.label->role == role && is_own_value(work, known) &&
        !add_value(work, i))
      return 0;
  }
  return 1;
}

static int32_t *slot_of(tell__portal_value *value, tell__role role) {
  switch (role) {
  case TELL__ROLE_MARGIN:
    return &value->margin;
  case TELL__ROLE_SD:
    return &value->sd;
  case TELL__ROLE_NUMERATOR:
    return &value->numerator;
  default:
    return &value->n;
  }
}

/* The indicator whose values alone a column belongs to, -1: all values beside it. */
static int32_t owner_of(const known_column *known) {
  const tell__label *label = known->path.label;
  return label->role == TELL__ROLE_N_OR_VALUE ? -1 : label->indicator;
}

/* A column that belongs to the values beside it: those of its own indicator, or all that are
 * counted. */
static void bind_column(planning *work, int32_t column) {
  const known_column *known = &work->columns[column];
  tell__role role = known->path.label->role;
  int32_t own = owner_of(known);
  int bound = 0;
  for (int32_t i = work->heads[known->block]; i >= 0; i = work->plan->values[i].next) {
    tell__portal_value *value = &work->plan->values[i];
    int32_t *slot = slot_of(value, role);
    int belongs = own >= 0 ? value->indicator == own : is_counted(work, value);
    if (!belongs || *slot >= 0)
      continue;
    *slot = column;
    bound = 1;
  }
  if (!bound)
    tell__reading_find_column(work->reading, TELL_SEVERITY_ERROR, "lone_measure", column,
                              "there is no value with the same path that this count or spread "
                              "belongs to; not used");
}

/* What belongs to one indicator comes first, wherever it stands: the share of all pupils who were
 * exempt has a number of pupils of its own beside that of those who took part. */
static void bind_columns(planning *work, int of_one_indicator) {
  for (int32_t i = 0; i < work->reading->header.count; i++) {
    const known_column *known = &work->columns[i];
    if (known->block >= 0 && !known->is_value && known->path.label->role != TELL__ROLE_VALUE &&
        (owner_of(known) >= 0) == of_one_indicator)
      bind_column(work, i);
  }
}

static tell_status plan_columns(planning *work, uint8_t *is_used, tell_error *err) {
  int32_t count = work->reading->header.count;
  for (int32_t i = 0; i < count; i++)
    if (!read_column(work, i, is_used))
      return tell__fail_memory(err);
  size_t blocks = (size_t)tell__strings_count(work->prefixes);
  work->heads = tell__alloc_array(blocks, sizeof *work->heads);
  if (work->heads == NULL)
    return tell__fail_memory(err);
  for (size_t i = 0; i < blocks; i++)
    work->heads[i] = -1;
  if (!add_values(work, TELL__ROLE_VALUE) || !add_values(work, TELL__ROLE_N_OR_VALUE))
    return tell__fail_memory(err);
  bind_columns(work, 1);
  bind_columns(work, 0);
  return TELL_OK;
}

tell_status tell__portal_plan_make(tell__reading *reading, const char *layout, uint8_t *is_used,
                                   tell__portal_plan *plan, tell_error *err) {
  planning work = {.reading = reading, .layout = layout, .plan = plan};
  work.prefixes = tell__strings_create();
  work.columns = tell__alloc_array((size_t)reading->header.count, sizeof *work.columns);
  tell_status status = work.prefixes != NULL && work.columns != NULL
                           ? plan_columns(&work, is_used, err)
                           : tell__fail_memory(err);
  if (status == TELL_OK && plan->count == 0 && plan->known == 0) {
    tell__position position = {.source = reading->name,
                               .line = reading->header.columns[0].line,
                               .column = reading->header.columns[0].column};
    status = tell__fail_at(err, TELL_E_LAYOUT, &position,
                           "no column holds a measure that the catalogue knows");
  }
  tell__strings_free(work.prefixes);
  tell__free(work.columns);
  tell__free(work.heads);
  return status;
}

void tell__portal_plan_free(tell__portal_plan *plan) {
  tell__free(plan->values);
  *plan = (tell__portal_plan){.values = NULL};
}
