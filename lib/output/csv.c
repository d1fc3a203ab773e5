/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of a release as CSV (RFC 4180): dialects, quoting, and texts that a spreadsheet must not
 * run. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "disclosure/reason.h"
#include "output/sink.h"
#include "table/table.h"
#include "telling/output.h"

enum { DECIMALS = 6 };

typedef struct manner {
  const char *name;
  const char *begin, *separator, *line_end;
  tell_number_style number;
} manner;

static const manner DIALECTS[] = {
    [TELL_DIALECT_CANONICAL] = {"canonical", "", ",", "\n", TELL_NUMBER_POINT},
    [TELL_DIALECT_EXCEL_NB] = {"excel-nb", "\xEF\xBB\xBF", ";", "\r\n", TELL_NUMBER_COMMA},
};

enum { DIALECT_COUNT = sizeof DIALECTS / sizeof *DIALECTS };

typedef struct writing {
  const manner *how;
  const tell_table *table;
  const char *policy; /* NULL: the table has a column of its own for it, or needs none */
  int32_t columns;
  int32_t hidden_column; /* says the reasons, -1 */
  tell__text states;     /* of the row at hand */
  tell__sink sink;
} writing;

tell_dialect tell_dialect_find(const char *name) {
  for (int32_t i = TELL_DIALECT_CANONICAL; name != NULL && i < DIALECT_COUNT; i++)
    if (strcmp(DIALECTS[i].name, name) == 0)
      return i;
  return 0;
}

static void put(writing *job, const char *text) { tell__sink_put(&job->sink, text, strlen(text)); }

/*
 * Spreadsheets run a text that begins with = + - or @, some of them its
 * full-width form too, and skip control characters in front of it.
 */
static int is_formula(const char *bytes, size_t length) {
  static const char *const FULL_WIDTH[] = {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  if (length == 0)
    return 0;
  unsigned char first = (unsigned char)bytes[0];
  if (first < 0x20 || first == 0x7F || strchr("=+-@", first) != NULL)
    return 1;
  /* U+0080 to U+009F are control characters too. */
  if (length >= 2 && first == 0xC2 && (unsigned char)bytes[1] < 0xA0)
    return 1;
  for (size_t i = 0; i < sizeof FULL_WIDTH / sizeof *FULL_WIDTH; i++)
    if (length >= 3 && memcmp(bytes, FULL_WIDTH[i], 3) == 0)
      return 1;
  return 0;
}

/* Blanks at the ends are quoted as well: many readers trim them otherwise. */
static int needs_quotes(const manner *how, const char *bytes, size_t length) {
  if (length == 0)
    return 0;
  if (bytes[0] == ' ' || bytes[length - 1] == ' ')
    return 1;
  for (size_t i = 0; i < length; i++)
    if (bytes[i] == how->separator[0] || bytes[i] == '"' || bytes[i] == '\r' || bytes[i] == '\n')
      return 1;
  return 0;
}

static void put_text(writing *job, const char *bytes, size_t length) {
  const char *guard = is_formula(bytes, length) ? "'" : "";
  if (!needs_quotes(job->how, bytes, length)) {
    put(job, guard);
    tell__sink_put(&job->sink, bytes, length);
    return;
  }
  put(job, "\"");
  put(job, guard);
  for (size_t i = 0; i < length; i++)
    tell__sink_put(&job->sink, bytes[i] == '"' ? "\"\"" : &bytes[i], bytes[i] == '"' ? 2 : 1);
  put(job, "\"");
}

/* Adds the reason of a hidden cell, such as ":derived". */
static void add_reason(writing *job, int64_t row, const char *id) {
  const int32_t *codes = tell__table_codes(job->table, job->hidden_column);
  size_t length = 0;
  if (codes == NULL)
    return;
  const char *hidden = tell__strings_get(tell__table_strings(job->table), codes[row], NULL);
  const char *reason = tell__reason_find(hidden, id, &length);
  if (length == 0)
    return;
  tell__text_add(&job->states, ":");
  tell__text_add_n(&job->states, reason, length);
}

static void note_state(writing *job, int32_t column, int64_t row) {
  tell_state state = tell__table_states(job->table, column)[row];
  const char *id = tell_table_column_id(job->table, column);
  if (job->states.length > 0)
    tell__text_add(&job->states, " ");
  tell__text_add(&job->states, id);
  tell__text_add(&job->states, "=");
  tell__text_add(&job->states, tell_state_id(state));
  if (state == TELL_STATE_HIDDEN)
    add_reason(job, row, id);
}

static tell_status put_real(writing *job, double value, tell_error *err) {
  char number[TELL_NUMBER_SIZE];
  tell_status status =
      tell_number_write(value, DECIMALS, 1, job->how->number, number, sizeof number, err);
  if (status == TELL_OK)
    put(job, number);
  return status;
}

static tell_status put_whole(writing *job, int64_t value, tell_error *err) {
  tell__text digits = {0};
  tell_status status = TELL_OK;
  tell__text_add_i64(&digits, value);
  if (digits.failed)
    status = tell__fail_memory(err);
  else
    put(job, tell__text_get(&digits));
  tell__text_free(&digits);
  return status;
}

static tell_status put_cell(writing *job, int32_t column, int64_t row, tell_error *err) {
  const tell_table *table = job->table;
  if (tell__table_states(table, column)[row] != TELL_STATE_PRESENT) {
    note_state(job, column, row);
    return TELL_OK;
  }
  switch (tell_table_column_type(table, column)) {
  case TELL_COLUMN_I64:
    return put_whole(job, tell__table_i64(table, column)[row], err);
  case TELL_COLUMN_F64:
    return put_real(job, tell__table_f64(table, column)[row], err);
  default: {
    size_t length = 0;
    const char *text = tell__strings_get(tell__table_strings(table),
                                         tell__table_codes(table, column)[row], &length);
    put_text(job, text, length);
    return TELL_OK;
  }
  }
}

static void put_header(writing *job) {
  put(job, job->how->begin);
  for (int32_t column = 0; column < job->columns; column++) {
    const char *id = tell_table_column_id(job->table, column);
    put_text(job, id, strlen(id));
    put(job, job->how->separator);
  }
  if (job->policy != NULL) {
    put(job, "policy");
    put(job, job->how->separator);
  }
  put(job, "cell_states");
  put(job, job->how->line_end);
}

static tell_status put_row(writing *job, int64_t row, tell_error *err) {
  tell__text_clear(&job->states);
  for (int32_t column = 0; column < job->columns; column++) {
    tell_status status = put_cell(job, column, row, err);
    if (status != TELL_OK)
      return status;
    put(job, job->how->separator);
  }
  if (job->policy != NULL) {
    put_text(job, job->policy, strlen(job->policy));
    put(job, job->how->separator);
  }
  if (job->states.failed)
    return tell__fail_memory(err);
  put_text(job, tell__text_get(&job->states), job->states.length);
  put(job, job->how->line_end);
  return TELL_OK;
}

static tell_status write_table(writing *job, tell_error *err) {
  tell_status status = TELL_OK;
  put_header(job);
  int64_t rows = tell_table_row_count(job->table);
  for (int64_t row = 0; status == TELL_OK && row < rows && !tell__sink_is_stopped(&job->sink);
       row++)
    status = put_row(job, row, err);
  if (status == TELL_OK && !tell__sink_flush(&job->sink))
    status = tell__fail(err, TELL_E_CANCELLED, "the caller stopped the writing");
  return status;
}

static tell_status write_out(const tell_table *table, const char *policy, tell_dialect dialect,
                             tell_write_fn write, void *payload, tell_error *err) {
  writing job = {.how = &DIALECTS[dialect],
                 .table = table,
                 .policy = policy,
                 .columns = tell_table_column_count(table),
                 .hidden_column = tell_table_column_find(table, "hidden")};
  tell_status status =
      tell__sink_begin(&job.sink, write, payload) ? write_table(&job, err) : tell__fail_memory(err);
  tell__sink_end(&job.sink);
  tell__text_free(&job.states);
  return status;
}

static int is_dialect(tell_dialect dialect) {
  return dialect >= TELL_DIALECT_CANONICAL && dialect < DIALECT_COUNT;
}

tell_status tell_output_csv(const tell_release *release, int32_t which, tell_dialect dialect,
                            tell_write_fn write, void *payload, tell_error *err) {
  tell__error_clear(err);
  if (release == NULL || write == NULL)
    return tell__fail(err, TELL_E_ARGUMENT,
                      "a release and a function that takes the bytes are needed");
  if (which < TELL_RELEASE_INDICATORS || which > TELL_RELEASE_FILES)
    return tell__fail(err, TELL_E_ARGUMENT, "a release has no table of that number");
  if (!is_dialect(dialect))
    return tell__fail(err, TELL_E_ARGUMENT, "no such dialect");
  const tell_table *table = tell_release_table(release, which);
  if (table == NULL)
    return tell__fail(err, TELL_E_NOT_FOUND, "the release has no trends");
  return write_out(table, tell_release_policy(release), dialect, write, payload, err);
}

tell_status tell_output_table_csv(const tell_table *table, tell_dialect dialect,
                                  tell_write_fn write, void *payload, tell_error *err) {
  tell__error_clear(err);
  if (table == NULL || write == NULL)
    return tell__fail(err, TELL_E_ARGUMENT,
                      "a table and a function that takes the bytes are needed");
  if (!is_dialect(dialect))
    return tell__fail(err, TELL_E_ARGUMENT, "no such dialect");
  if (tell_table_is_sealed(table))
    return tell__fail(err, TELL_E_NOT_RELEASED,
                      "a computed table can be written out only after a release");
  return write_out(table, NULL, dialect, write, payload, err);
}
