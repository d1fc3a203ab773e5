/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns of a header the patterns of a mapping take. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"
#include "ingest/layouts/mapped/mapped_planning.h"

/* A name without captures goes before every pattern, and every pattern before nothing. */
static size_t weight_of(const tell__pattern *pattern) {
  return pattern->count == 0 ? SIZE_MAX : pattern->weight + 1;
}

/* The code of a captured part; 0 for dimensions and categories, which may be any text (it is left
 * in work->text). */
int32_t tell__planning_decode(tell__planning *work, tell__target target, const tell__piece *piece,
                              const tell__mapping_line *line) {
  const char *start = NULL;
  size_t length = tell__utf8_trim(piece->text, piece->length, &start);
  tell__text_clear(&work->text);
  tell__text_add_n(&work->text, start, length);
  tell__changed changed =
      line != NULL ? tell__mapping_change(work->mapping, line, &work->text) : TELL__CHANGED_OK;
  work->no_memory |= work->text.failed || changed == TELL__CHANGED_NO_MEMORY;
  if (changed != TELL__CHANGED_OK || work->no_memory)
    return changed == TELL__CHANGED_SKIP ? TELL__MAPPED_SKIP : TELL__MAPPED_UNKNOWN;
  if (target == TELL__TARGET_DIMENSION || target == TELL__TARGET_CATEGORY)
    return 0;
  return tell__mapped_code(work->reading->catalogue, target, tell__text_get(&work->text),
                           work->text.length);
}

/* The capture of a pattern that is a target of its block, -1; `*line` receives what is said of it.
 */
int32_t tell__planning_capture(const tell__planning *work, const tell__pattern *pattern,
                               int32_t block, tell__target target,
                               const tell__mapping_line **line) {
  *line = tell__mapping_find(work->mapping, target, block);
  if (*line != NULL && (*line)->capture == NULL)
    return -1;
  return tell__pattern_capture(pattern, *line != NULL ? (*line)->capture : tell__target_id(target));
}

/* Whether a line's pattern fits a column, and every part it captures means something. */
static int fits(tell__planning *work, const tell__mapping_line *line, int32_t column,
                tell__piece *pieces) {
  const tell__column *named = &work->reading->header.columns[column];
  if (!tell__pattern_match(line->pattern, named->name, named->key, pieces))
    return 0;
  for (tell__target target = 0; line->target != TELL__TARGET_IGNORE && target < TELL__TARGET_KEYS;
       target++) {
    const tell__mapping_line *said = NULL;
    int32_t capture = tell__planning_capture(work, line->pattern, line->block, target, &said);
    int32_t code = capture >= 0 ? tell__planning_decode(work, target, &pieces[capture], said) : 0;
    if (code < 0 && code != TELL__MAPPED_SKIP)
      return 0;
  }
  return 1;
}

/* The pattern that fixes most of a column's name takes it. */
void tell__planning_weigh(tell__planning *work) {
  tell__piece pieces[TELL__CAPTURES_MAX];
  for (int32_t column = 0; column < work->reading->header.count; column++)
    for (size_t i = 0; i < work->mapping->line_count; i++) {
      const tell__mapping_line *line = &work->mapping->lines[i];
      if (line->pattern != NULL && weight_of(line->pattern) > work->weights[column] &&
          fits(work, line, column, pieces))
        work->weights[column] = weight_of(line->pattern);
    }
}

/* Whether a line has the column, or one as heavy has. */
int tell__planning_takes(tell__planning *work, const tell__mapping_line *line, int32_t column,
                         tell__piece *pieces) {
  return weight_of(line->pattern) == work->weights[column] && fits(work, line, column, pieces);
}

/* Columns that the mapping leaves out on purpose need not be there. */
void tell__planning_ignore(tell__planning *work) {
  tell__piece pieces[TELL__CAPTURES_MAX];
  for (int32_t column = 0; column < work->reading->header.count; column++)
    for (size_t i = 0; i < work->mapping->line_count; i++) {
      const tell__mapping_line *line = &work->mapping->lines[i];
      if (line->target == TELL__TARGET_IGNORE && tell__planning_takes(work, line, column, pieces))
        work->is_used[column] = 1;
    }
}

/* Two columns of one name, of which none can be preferred, only matter where the mapping uses them.
 */
tell_status tell__planning_check_repeated(const tell__planning *work) {
  const tell__header *header = &work->reading->header;
  tell__strings *names = tell__strings_create();
  /* For each name, the first column that has it; number 0 is "". */
  int32_t *first = tell__alloc_array((size_t)header->count + 1, sizeof *first);
  tell_status status = names != NULL && first != NULL ? TELL_OK : tell__fail_memory(work->err);
  for (int32_t i = 0; status == TELL_OK && i < header->count; i++) {
    const tell__column *column = &header->columns[i];
    int32_t before = tell__strings_count(names);
    int32_t number = tell__strings_add(names, column->key, strlen(column->key));
    tell__position position = {work->reading->name, column->line, column->column, column->name};
    if (number < 0)
      status = tell__fail_memory(work->err);
    else if (number == before)
      first[number] = i;
    else if (number > 0 && work->is_used[first[number]])
      status = tell__fail_at(work->err, TELL_E_LAYOUT, &position,
                             "two columns have the name that the mapping uses, so it is not known "
                             "which one holds");
  }
  tell__strings_free(names);
  tell__free(first);
  return status;
}
