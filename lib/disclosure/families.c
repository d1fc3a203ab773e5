/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adjusting the p values of released trends, family by family. */
#include "disclosure/families.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "disclosure/columns.h"
#include "stats/multiplicity.h"

enum { FAMILY, ADJUSTMENT, SIZE, P, P_ADJUSTED, CONFIDENCE, VERDICT, COLUMN_COUNT };

static const tell__column_spec SPECS[COLUMN_COUNT] = {
    {"test_family", TELL_COLUMN_TEXT},     {"adjustment", TELL_COLUMN_TEXT},
    {"test_family_size", TELL_COLUMN_I64}, {"p", TELL_COLUMN_F64},
    {"p_adjusted", TELL_COLUMN_F64},       {"confidence", TELL_COLUMN_F64},
    {"verdict", TELL_COLUMN_TEXT},
};

/* A table, its rows in the order of their families, and room for the largest one. */
typedef struct families {
  tell_table *table;
  int32_t columns[COLUMN_COUNT];
  size_t count;
  size_t *rows;
  size_t *starts; /* by code of the family */
  double *p, *adjusted;
  int32_t method; /* TELL_ADJUST_… */
} families;

static int find_columns(families *of) {
  for (int i = 0; i < COLUMN_COUNT; i++) {
    of->columns[i] = tell_table_column_find(of->table, SPECS[i].id);
    if (of->columns[i] < 0 || tell_table_column_type(of->table, of->columns[i]) != SPECS[i].type)
      return 0;
  }
  return 1;
}

static const uint8_t *states(const families *of, int column) {
  return tell__table_states(of->table, of->columns[column]);
}

static const char *text_at(const families *of, int column, size_t row) {
  return tell__columns_text(of->table, of->columns[column], (int64_t)row);
}

static tell_status find_method(families *of, tell_error *err) {
  of->method = tell_adjust_find(text_at(of, ADJUSTMENT, 0));
  if (of->method != 0)
    return TELL_OK;
  return tell__fail(err, TELL_E_INTERNAL, "trends are adjusted in a way that is none");
}

/* Sorts the rows by family: counts, then places. Returns 0 without memory. */
static int sort_rows(families *of) {
  const int32_t *codes = tell__table_codes(of->table, of->columns[FAMILY]);
  int32_t largest = 0;
  for (size_t row = 0; row < of->count; row++)
    largest = codes[row] > largest ? codes[row] : largest;
  of->starts = tell__alloc_array((size_t)largest + 2, sizeof *of->starts);
  of->rows = tell__alloc_array(of->count, sizeof *of->rows);
  of->p = tell__alloc_array(of->count, sizeof *of->p);
  of->adjusted = tell__alloc_array(of->count, sizeof *of->adjusted);
  if (of->starts == NULL || of->rows == NULL || of->p == NULL || of->adjusted == NULL)
    return 0;
  for (size_t row = 0; row < of->count; row++)
    of->starts[codes[row] + 1]++;
  for (int32_t code = 0; code <= largest; code++)
    of->starts[code + 1] += of->starts[code];
  for (size_t row = 0; row < of->count; row++)
    of->rows[of->starts[codes[row]]++] = row;
  return 1;
}

/* A row of the family: NaN where no test was made. */
static double p_of(const families *of, size_t row) {
  tell_state state = states(of, P)[row];
  if (state == TELL_STATE_PRESENT)
    return tell__table_f64(of->table, of->columns[P])[row];
  return state == TELL_STATE_HIDDEN ? 1 : NAN;
}

static int is_clear(const families *of, size_t row) {
  const char *verdict = text_at(of, VERDICT, row);
  return states(of, VERDICT)[row] == TELL_STATE_PRESENT &&
         (strcmp(verdict, "rising") == 0 || strcmp(verdict, "falling") == 0);
}

static tell_status fill_row(const families *of, size_t row, double adjusted, size_t tests,
                            tell_error *err) {
  static const char unclear[] = "no_clear_change";
  double limit = 1 - tell__table_f64(of->table, of->columns[CONFIDENCE])[row];
  int64_t at = (int64_t)row;
  tell_status status = tell__table_set_i64(of->table, of->columns[SIZE], at, (int64_t)tests, err);
  if (status == TELL_OK && states(of, P)[row] == TELL_STATE_PRESENT)
    status = tell__table_set_f64(of->table, of->columns[P_ADJUSTED], at, adjusted, err);
  if (status == TELL_OK && is_clear(of, row) && adjusted > limit)
    status =
        tell__table_set_text(of->table, of->columns[VERDICT], at, unclear, strlen(unclear), err);
  return status;
}

/* The family whose rows stand at [first, end). */
static tell_status adjust_one(const families *of, size_t first, size_t end, tell_error *err) {
  tell_stat_state state = TELL_STAT_OK;
  size_t tests = 0;
  tell_status status = TELL_OK;
  for (size_t i = first; i < end; i++)
    of->p[i - first] = p_of(of, of->rows[i]);
  if (tell__stats_adjust(of->p, end - first, of->method, of->adjusted, NULL, &tests, &state) !=
      TELL_OK)
    return tell__fail_memory(err);
  for (size_t i = first; status == TELL_OK && i < end; i++)
    status = fill_row(of, of->rows[i], of->adjusted[i - first], tests, err);
  return status;
}

static tell_status adjust_all(const families *of, tell_error *err) {
  const int32_t *codes = tell__table_codes(of->table, of->columns[FAMILY]);
  tell_status status = TELL_OK;
  for (size_t first = 0, end = 0; status == TELL_OK && first < of->count; first = end) {
    while (end < of->count && codes[of->rows[end]] == codes[of->rows[first]])
      end++;
    status = adjust_one(of, first, end, err);
  }
  return status;
}

tell_status tell__families_adjust(tell_table *trends, tell_error *err) {
  families of = {.table = trends, .count = (size_t)tell_table_row_count(trends)};
  if (of.count == 0 || !find_columns(&of))
    return TELL_OK;
  tell_status status = find_method(&of, err);
  if (status == TELL_OK && !sort_rows(&of))
    status = tell__fail_memory(err);
  if (status == TELL_OK)
    status = adjust_all(&of, err);
  tell__free(of.starts);
  tell__free(of.rows);
  tell__free(of.p);
  tell__free(of.adjusted);
  return status;
}
