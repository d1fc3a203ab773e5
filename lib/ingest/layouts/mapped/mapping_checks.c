/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the lines of a mapping must say together, so that every file read by it gives whole
 * observations. */
#include <string.h>

#include "ingest/layouts/mapped/mapping.h"

static tell_status fail(const tell__mapping *mapping, const tell__mapping_line *line,
                        const char *message, tell_error *err) {
  return tell__mapping_fail(mapping, line->line, line->column, tell__target_id(line->target),
                            message, err);
}

static int is_measure(tell__target target) {
  return target >= TELL__TARGET_VALUE && target <= TELL__TARGET_STATE;
}

const tell__mapping_line *tell__mapping_main(const tell__mapping *mapping, int32_t block) {
  static const tell__target order[] = {TELL__TARGET_VALUE, TELL__TARGET_NUMERATOR,
                                       TELL__TARGET_STATE};
  for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
    const tell__mapping_line *found = tell__mapping_find(mapping, order[i], block);
    if (found != NULL && found->block == block)
      return found;
  }
  return NULL;
}

static tell_status check_single(const tell__mapping *mapping, size_t index, tell_error *err) {
  const tell__mapping_line *line = &mapping->lines[index];
  for (size_t i = 0; line->target != TELL__TARGET_IGNORE && i < index; i++)
    if (mapping->lines[i].target == line->target && mapping->lines[i].block == line->block)
      return fail(mapping, line, "an earlier line has the same target in the same block", err);
  return TELL_OK;
}

static tell_status check_steps(const tell__mapping *mapping, const tell__mapping_line *line,
                               tell_error *err) {
  for (size_t i = 0; i < line->step_count; i++) {
    const tell__step *step = &mapping->steps[line->first_step + i];
    int64_t lookup[2] = {step->number, -1};
    if (step->kind == TELL__STEP_MAP && tell__keymap_find(mapping->lookups, lookup) < 0)
      return fail(mapping, line, "the mapping has no lookup of this name", err);
  }
  return TELL_OK;
}

/* Whether some line of the block, or a key by its own name, uses a captured part. */
static int is_used(const tell__mapping *mapping, int32_t block, const char *capture) {
  for (tell__target target = 0; target < TELL__TARGET_KEYS; target++) {
    const tell__mapping_line *line = tell__mapping_find(mapping, target, block);
    if (line == NULL ? strcmp(tell__target_id(target), capture) == 0
                     : line->capture != NULL && strcmp(line->capture, capture) == 0)
      return 1;
  }
  return 0;
}

/* Columns that belong to a value have no parts of their own. */
static tell_status check_measure(const tell__mapping *mapping, const tell__mapping_line *line,
                                 tell_error *err) {
  const tell__mapping_line *value = tell__mapping_main(mapping, line->block);
  if (value == NULL)
    return fail(mapping, line, "the block has no value, numerator or state that this belongs to",
                err);
  for (int32_t i = 0; i < line->pattern->count; i++) {
    if (tell__pattern_capture(value->pattern, line->pattern->names[i]) < 0)
      return fail(mapping, line, "the value of the block has no part of this name", err);
    if (line == value && !is_used(mapping, line->block, line->pattern->names[i]))
      return fail(mapping, line, "no line of the mapping uses this part of the column's name", err);
  }
  return TELL_OK;
}

static tell_status check_place(const tell__mapping *mapping, const tell__mapping_line *line,
                               tell_error *err) {
  if (line->target >= TELL__TARGET_LEVEL && line->target < TELL__TARGET_VALUE) {
    if (line->block != 0)
      return fail(mapping, line, "the unit is that of the record; its lines have no block", err);
    if (line->capture != NULL)
      return fail(mapping, line, "the unit is not taken from the names of columns", err);
  }
  if (line->block != 0 && line->target < TELL__TARGET_KEYS &&
      tell__mapping_main(mapping, line->block) == NULL)
    return fail(mapping, line, "the block has no value, numerator or state", err);
  return is_measure(line->target) ? check_measure(mapping, line, err) : TELL_OK;
}

/* What a block cannot do without. */
static tell_status check_block(const tell__mapping *mapping, int32_t block, tell_error *err) {
  const tell__mapping_line *value = tell__mapping_main(mapping, block);
  static const char *const messages[TELL__TARGET_KEYS] = {
      [TELL__TARGET_PERIOD] = "nothing says which school year this is about",
      [TELL__TARGET_INDICATOR] = "nothing says which indicator this is"};
  for (tell__target target = 0; value != NULL && target < TELL__TARGET_KEYS; target++) {
    const tell__mapping_line *line = tell__mapping_find(mapping, target, block);
    if (line != NULL && line->capture != NULL &&
        tell__pattern_capture(value->pattern, line->capture) < 0)
      return fail(mapping, line, "the value of the block has no part of this name", err);
    if (line == NULL && messages[target] != NULL &&
        tell__pattern_capture(value->pattern, tell__target_id(target)) < 0)
      return fail(mapping, value, messages[target], err);
  }
  return TELL_OK;
}

/* A mapping without numbers is a register. */
static tell_status check_register(const tell__mapping *mapping, tell_error *err) {
  if (mapping->has_measures || tell__mapping_find(mapping, TELL__TARGET_UNIT_CODE, 0) != NULL)
    return TELL_OK;
  return tell__mapping_fail(mapping, 0, 0, "value",
                            "the mapping names neither a value nor the code of a unit", err);
}

tell_status tell__mapping_check(const tell__mapping *mapping, tell_error *err) {
  tell_status status = TELL_OK;
  for (size_t i = 0; status == TELL_OK && i < mapping->line_count; i++) {
    status = check_single(mapping, i, err);
    if (status == TELL_OK)
      status = check_steps(mapping, &mapping->lines[i], err);
    if (status == TELL_OK)
      status = check_place(mapping, &mapping->lines[i], err);
  }
  int32_t blocks = tell__strings_count(mapping->blocks);
  for (int32_t block = 0; status == TELL_OK && block < blocks; block++)
    status = check_block(mapping, block, err);
  return status == TELL_OK ? check_register(mapping, err) : status;
}
