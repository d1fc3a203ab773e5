/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laying a mapping over a header: finds the columns of every line, and from the columns of each
 * block the observations of a record. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"
#include "ingest/cells/units.h"
#include "ingest/layouts/mapped/mapped_planning.h"

/* What a line of the mapping names is not there. */
static tell_status fail_missing(const tell__planning *work, const tell__mapping_line *line,
                                const char *column) {
  tell__text message = {NULL, 0, 0, 0};
  tell__position position = {work->reading->name, work->reading->header.columns[0].line, 0, column};
  tell__text_add(&message, "a column that the mapping names in its line ");
  tell__text_add_i64(&message, line->line);
  tell__text_add(&message, " is not in the header");
  tell_status status =
      message.failed ? tell__fail_memory(work->err)
                     : tell__fail_at(work->err, TELL_E_LAYOUT, &position, tell__text_get(&message));
  tell__text_free(&message);
  return status;
}

/* The text of cells, or a constant. */
static tell_status place_text(tell__planning *work, const tell__mapping_line *line,
                              tell__mapped_text *out) {
  *out = (tell__mapped_text){.line = line};
  if (line == NULL || line->constant != NULL) {
    out->fixed = line != NULL ? line->constant : NULL;
    return TELL_OK;
  }
  for (int32_t i = 0; i < line->column_count; i++) {
    int32_t column = tell__header_find(&work->reading->header, line->columns[i].key);
    if (column < 0)
      return fail_missing(work, line, line->columns[i].name);
    out->columns[out->count++] = column;
    work->weights[column] = SIZE_MAX;
    work->is_used[column] = 1;
  }
  return TELL_OK;
}

/* Marks the columns of a text among those of the unit. */
static void collect_columns(tell__mapped_plan *plan, const tell__mapped_text *text) {
  for (int32_t i = 0; i < text->count; i++) {
    int32_t at = 0;
    while (at < plan->unit_column_count && plan->unit_columns[at] != text->columns[i])
      at++;
    plan->unit_columns[at] = text->columns[i];
    plan->unit_column_count += at == plan->unit_column_count;
  }
}

static tell_status place_units(tell__planning *work) {
  tell_status status = TELL_OK;
  tell__mapped_plan *plan = work->plan;
  plan->unit_columns =
      tell__alloc_array((size_t)TELL__UNIT_TARGETS * TELL__JOINED_MAX, sizeof *plan->unit_columns);
  if (plan->unit_columns == NULL)
    return tell__fail_memory(work->err);
  for (int i = 0; status == TELL_OK && i < TELL__UNIT_TARGETS; i++) {
    status = place_text(
        work, tell__mapping_find(work->mapping, (tell__target)(TELL__TARGET_LEVEL + i), 0),
        &plan->units[i]);
    collect_columns(plan, &plan->units[i]);
  }
  if (status == TELL_OK && plan->units[TELL__TARGET_UNIT_CODE - TELL__TARGET_LEVEL].line == NULL &&
      plan->units[TELL__TARGET_UNIT_NAME - TELL__TARGET_LEVEL].line == NULL)
    status = tell__reading_given_unit(work->reading, &plan->given, work->err);
  return status;
}

/* Keys in cells, once for each line: several blocks may share one. */
static tell_status place_keys(tell__planning *work) {
  tell__mapped_plan *plan = work->plan;
  for (size_t i = 0; i < work->mapping->line_count; i++) {
    const tell__mapping_line *line = &work->mapping->lines[i];
    if (line->target >= TELL__TARGET_KEYS || line->constant != NULL || line->capture != NULL)
      continue;
    if (!tell__grow((void **)&plan->keys, &plan->key_capacity, plan->key_count, sizeof *plan->keys))
      return tell__fail_memory(work->err);
    tell__mapped_key *key = &plan->keys[plan->key_count++];
    key->target = line->target;
    tell_status status = place_text(work, line, &key->text);
    if (status != TELL_OK)
      return status;
  }
  return TELL_OK;
}

/* What is the same in every record; dimensions and categories are kept as keys, because only
 * workers number their texts. */
static tell_status fix(tell__planning *work, tell__target target, const char *text,
                       const tell__mapping_line *line, tell__mapped_value *value) {
  tell__mapped_plan *plan = work->plan;
  if (target != TELL__TARGET_DIMENSION && target != TELL__TARGET_CATEGORY) {
    value->codes[target] = tell__mapped_code(work->reading->catalogue, target, text, strlen(text));
    return TELL_OK;
  }
  int32_t number = tell__strings_add(plan->texts, text, strlen(text));
  if (number < 0 ||
      !tell__grow((void **)&plan->keys, &plan->key_capacity, plan->key_count, sizeof *plan->keys))
    return tell__fail_memory(work->err);
  value->keys[target] = (int32_t)plan->key_count;
  plan->keys[plan->key_count++] = (tell__mapped_key){
      target, {.line = line, .fixed = tell__strings_get(plan->texts, number, NULL)}};
  return TELL_OK;
}

static tell_status fix_captured(tell__planning *work, tell__target target, const tell__piece *piece,
                                const tell__mapping_line *line, tell__mapped_value *value) {
  value->codes[target] = tell__planning_decode(work, target, piece, line);
  if (work->no_memory)
    return tell__fail_memory(work->err);
  if (target != TELL__TARGET_DIMENSION && target != TELL__TARGET_CATEGORY)
    return TELL_OK;
  return value->codes[target] < 0 ? TELL_OK
                                  : fix(work, target, tell__text_get(&work->text), line, value);
}

static tell_status fix_constant(tell__planning *work, tell__target target,
                                const tell__mapping_line *line, tell__mapped_value *value) {
  tell_status status = fix(work, target, line->constant, line, value);
  if (status == TELL_OK && value->codes[target] < 0)
    return tell__mapping_fail(work->mapping, line->line, line->column, tell__target_id(target),
                              "the catalogue does not know this constant", work->err);
  return status;
}

static int32_t find_key(const tell__mapped_plan *plan, const tell__mapping_line *line) {
  for (size_t i = 0; i < plan->key_count; i++)
    if (plan->keys[i].text.line == line)
      return (int32_t)i;
  return -1;
}

static tell_status settle_key(tell__planning *work, tell__target target,
                              const tell__captured *parts, tell__mapped_value *value) {
  const tell__mapping_line *line = NULL;
  int32_t capture = tell__planning_capture(work, parts->pattern, parts->block, target, &line);
  value->keys[target] = -1;
  if (capture >= 0)
    return fix_captured(work, target, &parts->pieces[capture], line, value);
  if (line != NULL && line->constant != NULL)
    return fix_constant(work, target, line, value);
  if (line != NULL)
    value->keys[target] = find_key(work->plan, line);
  else if (target != TELL__TARGET_DIMENSION && target != TELL__TARGET_CATEGORY)
    value->codes[target] = tell__mapped_code(work->reading->catalogue, target, "", 0);
  return TELL_OK;
}

/* Makes the observation that a column is; none when a lookup passes over a part of its name. */
static tell_status add_value(tell__planning *work, const tell__captured *parts,
                             const tell__mapping_line *line, int32_t column) {
  tell__mapped_plan *plan = work->plan;
  tell__mapped_value value = {.codes = {0}};
  int is_skipped = 0;
  for (int i = 0; i < TELL__MEASURE_TARGETS; i++)
    value.columns[i] = -1;
  for (tell__target target = 0; target < TELL__TARGET_KEYS; target++) {
    tell_status status = settle_key(work, target, parts, &value);
    if (status != TELL_OK)
      return status;
    is_skipped |= value.codes[target] < 0;
  }
  work->is_used[column] = 1;
  if (is_skipped)
    return TELL_OK;
  if (!tell__grow((void **)&plan->values, &plan->value_capacity, plan->value_count,
                  sizeof *plan->values) ||
      !tell__grow((void **)&work->parts, &work->part_capacity, plan->value_count,
                  sizeof *work->parts))
    return tell__fail_memory(work->err);
  if (value.codes[TELL__TARGET_PERIOD] > plan->period)
    plan->period = value.codes[TELL__TARGET_PERIOD];
  value.columns[line->target - TELL__TARGET_VALUE] = column;
  value.lines[line->target - TELL__TARGET_VALUE] = line;
  work->parts[plan->value_count] = *parts;
  plan->values[plan->value_count++] = value;
  return TELL_OK;
}

/* Whether the parts that a column's name shares with a value's are the same. */
static int belongs(const tell__captured *value, const tell__mapping_line *line,
                   const tell__piece *pieces) {
  for (int32_t i = 0; i < line->pattern->count; i++) {
    int32_t other = tell__pattern_capture(value->pattern, line->pattern->names[i]);
    const tell__piece *piece = &value->pieces[other];
    if (piece->length != pieces[i].length ||
        memcmp(piece->text, pieces[i].text, piece->length) != 0)
      return 0;
  }
  return 1;
}

/* A column of a block that is not its main one: joins every value it belongs to. */
static void attach(const tell__planning *work, const tell__mapping_line *line, int32_t column,
                   const tell__piece *pieces) {
  int measure = (int)(line->target - TELL__TARGET_VALUE), found = 0;
  for (size_t i = 0; i < work->plan->value_count; i++) {
    if (work->parts[i].block != line->block || !belongs(&work->parts[i], line, pieces))
      continue;
    work->plan->values[i].columns[measure] = column;
    work->plan->values[i].lines[measure] = line;
    found = 1;
  }
  if (!found && !work->is_used[column])
    tell__reading_find_column(work->reading, TELL_SEVERITY_ERROR, "lone_measure", column,
                              "no value has the same parts in its name as this count or spread; "
                              "not used");
  work->is_used[column] = 1;
}

/* One line with all the columns that it takes. */
static tell_status place_line(tell__planning *work, const tell__mapping_line *line, int is_main) {
  tell__captured parts = {line->block, line->pattern, {{NULL, 0}}};
  tell_status status = TELL_OK;
  int found = 0;
  for (int32_t column = 0; status == TELL_OK && column < work->reading->header.count; column++) {
    if (!tell__planning_takes(work, line, column, parts.pieces))
      continue;
    found = 1;
    if (is_main)
      status = add_value(work, &parts, line, column);
    else
      attach(work, line, column, parts.pieces);
  }
  return status == TELL_OK && !found ? fail_missing(work, line, line->pattern->written.bytes)
                                     : status;
}

/* The main lines of all blocks first: the others join what these make. */
static tell_status place_measures(tell__planning *work) {
  tell_status status = TELL_OK;
  for (int is_main = 1; is_main >= 0; is_main--)
    for (size_t i = 0; status == TELL_OK && i < work->mapping->line_count; i++) {
      const tell__mapping_line *line = &work->mapping->lines[i];
      if (line->target >= TELL__TARGET_VALUE && line->target < TELL__TARGET_IGNORE &&
          (tell__mapping_main(work->mapping, line->block) == line) == is_main)
        status = place_line(work, line, is_main);
    }
  return status;
}

static tell_status make(tell__planning *work) {
  tell_status status = place_units(work);
  if (status == TELL_OK)
    status = place_keys(work);
  if (status != TELL_OK)
    return status;
  tell__planning_weigh(work);
  if (work->no_memory)
    return tell__fail_memory(work->err);
  status = place_measures(work);
  if (status == TELL_OK)
    status = tell__planning_check_repeated(work);
  tell__planning_ignore(work);
  if (work->no_memory)
    return tell__fail_memory(work->err);
  if (status == TELL_OK)
    tell__reading_warn_unused(work->reading, work->is_used);
  return status;
}

tell_status tell__mapped_plan_make(tell__reading *reading, tell__mapped_plan *plan,
                                   tell_error *err) {
  tell__planning work = {.reading = reading, .mapping = reading->mapping, .plan = plan, .err = err};
  size_t count = (size_t)reading->header.count;
  tell_status status = TELL_OK;
  plan->mapping = reading->mapping;
  plan->mark = reading->mapping->mark != 0 ? reading->mapping->mark : reading->mark;
  plan->texts = tell__strings_create();
  work.weights = tell__alloc_array(count, sizeof *work.weights);
  work.is_used = tell__alloc_array(count, sizeof *work.is_used);
  if (plan->texts == NULL || work.weights == NULL || work.is_used == NULL)
    status = tell__fail_memory(err);
  else
    status = make(&work);
  if (status == TELL_OK)
    tell__mapped_survey(plan, work.is_used, reading->header.count);
  tell__free(work.weights);
  tell__free(work.is_used);
  tell__free(work.parts);
  tell__text_free(&work.text);
  return status;
}

void tell__mapped_plan_free(tell__mapped_plan *plan) {
  tell__strings_free(plan->texts);
  tell__free(plan->unit_columns);
  tell__free(plan->keys);
  tell__free(plan->values);
}
