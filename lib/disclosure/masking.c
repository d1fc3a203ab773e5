/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copying a table cell by cell, without what is hidden. */
#include "disclosure/masking.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

typedef struct copying {
  const tell_table *source;
  const tell__masking *masking; /* NULL: copy all */
  tell_table *made;
  int32_t column_count;
  int32_t *anchors;  /* the column whose state a text column names, -1 */
  tell__text hidden; /* of the row at hand: "value:count se:derived" */
} copying;

static int is_present(const tell_table *table, int32_t column, int64_t row) {
  return tell__table_states(table, column)[row] == TELL_STATE_PRESENT;
}

static tell_status copy_cell(const copying *job, int32_t column, int64_t row, tell_error *err) {
  const tell_table *source = job->source;
  if (!is_present(source, column, row))
    return tell__table_set_state(job->made, column, row, tell__table_states(source, column)[row]);
  switch (tell_table_column_type(source, column)) {
  case TELL_COLUMN_I64:
    return tell__table_set_i64(job->made, column, row, tell__table_i64(source, column)[row], err);
  case TELL_COLUMN_F64:
    return tell__table_set_f64(job->made, column, row, tell__table_f64(source, column)[row], err);
  default: {
    size_t length = 0;
    const char *text = tell__strings_get(tell__table_strings(source),
                                         tell__table_codes(source, column)[row], &length);
    return tell__table_set_text(job->made, column, row, text, length, err);
  }
  }
}

static tell_status hide_cell(copying *job, int32_t column, int64_t row, tell__reason reason,
                             tell_error *err) {
  const tell__hidden_cell cell = {.table = job->masking->table,
                                  .year_column = job->masking->year_column,
                                  .source = job->source,
                                  .row = row,
                                  .column = tell_table_column_id(job->source, column),
                                  .reason = reason};
  if (job->hidden.length > 0)
    tell__text_add(&job->hidden, " ");
  tell__text_add(&job->hidden, cell.column);
  tell__text_add(&job->hidden, ":");
  tell__text_add(&job->hidden, tell__reason_id(reason));
  if (job->hidden.failed)
    return tell__fail_memory(err);
  tell_status status = tell__table_set_state(job->made, column, row, TELL_STATE_HIDDEN);
  return status == TELL_OK ? tell__certificate_add(job->masking->certificate, &cell, err) : status;
}

/* That there is no interval can tell of a hidden figure: the mean of one pupil has none. */
static int is_to_hide(const copying *job, int32_t column, int64_t row) {
  uint8_t state = tell__table_states(job->source, column)[row];
  return state == TELL_STATE_PRESENT ||
         ((state == TELL_STATE_MISSING || state == TELL_STATE_NOT_TAKEN_PART) &&
          job->masking->absence(job->masking->context, row, column));
}

/* A text that names the state of a hidden cell says so; it is not hidden itself. */
static tell_status copy_state(const copying *job, int32_t column, int64_t row, tell_error *err) {
  if (!is_to_hide(job, job->anchors[column], row))
    return copy_cell(job, column, row, err);
  const char *id = tell_state_id(TELL_STATE_HIDDEN);
  return tell__table_set_text(job->made, column, row, id, strlen(id), err);
}

static tell_status take_cell(copying *job, int32_t column, int64_t row, tell_error *err) {
  tell__reason reason = TELL__REASON_NONE;
  if (job->masking != NULL)
    reason = job->masking->reason(job->masking->context, row, column);
  if (reason == TELL__REASON_NONE)
    return copy_cell(job, column, row, err);
  if (job->anchors[column] >= 0)
    return copy_state(job, column, row, err);
  return is_to_hide(job, column, row) ? hide_cell(job, column, row, reason, err)
                                      : copy_cell(job, column, row, err);
}

static tell_status take_row(copying *job, int64_t row, tell_error *err) {
  tell__text_clear(&job->hidden);
  tell_status status = tell__table_add_row(job->made, NULL, err);
  for (int32_t column = 0; status == TELL_OK && column < job->column_count; column++)
    status = take_cell(job, column, row, err);
  if (status == TELL_OK && job->masking != NULL)
    status = tell__table_set_text(job->made, job->column_count, row, tell__text_get(&job->hidden),
                                  job->hidden.length, err);
  return status;
}

static tell_status begin(copying *job, tell_error *err) {
  tell_status status = TELL_OK;
  tell__column_spec *specs = tell__alloc_array((size_t)job->column_count + 1, sizeof *specs);
  job->anchors = tell__alloc_array((size_t)job->column_count, sizeof *job->anchors);
  if (specs == NULL || job->anchors == NULL) {
    status = tell__fail_memory(err);
    goto out;
  }
  for (int32_t column = 0; column < job->column_count; column++) {
    const char *id = tell_table_column_id(job->source, column);
    specs[column] = (tell__column_spec){id, tell_table_column_type(job->source, column)};
    job->anchors[column] = tell_table_column_find(job->source, tell__columns_state_of(id));
  }
  specs[job->column_count] = (tell__column_spec){"hidden", TELL_COLUMN_TEXT};
  status = tell__table_create(specs, job->column_count + (job->masking != NULL), &job->made, err);
out:
  tell__free(specs);
  return status;
}

tell_status tell__masking_copy(const tell_table *source, const tell__masking *masking,
                               tell_table **out, tell_error *err) {
  copying job = {
      .source = source, .masking = masking, .column_count = tell_table_column_count(source)};
  *out = NULL;
  tell_status status = begin(&job, err);
  for (int64_t row = 0; status == TELL_OK && row < tell_table_row_count(source); row++)
    status = take_row(&job, row, err);
  tell__free(job.anchors);
  tell__text_free(&job.hidden);
  if (status != TELL_OK) {
    tell_table_free(job.made);
    return status;
  }
  tell__table_unseal(job.made);
  *out = job.made;
  return TELL_OK;
}
