/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading texts in tests; see the header. */
#include "ingested.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

int ingested_setup(void **state) {
  tell_catalogue *catalogue = NULL;
  if (tell_catalogue_create(&catalogue, NULL) != TELL_OK)
    return -1;
  *state = catalogue;
  return 0;
}

int ingested_teardown(void **state) {
  tell_catalogue_free(*state);
  return 0;
}

tell_dataset *ingested_texts(const tell_catalogue *catalogue, const char *const *texts,
                             size_t count) {
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  for (size_t i = 0; i < count; i++) {
    char name[] = "a.csv";
    name[0] = (char)('a' + (int)i);
    assert_int_equal(tell_ingest_add_memory(ingest, name, texts[i], strlen(texts[i]), NULL),
                     TELL_OK);
  }
  assert_int_equal(tell_ingest_finish(ingest, &dataset, NULL), TELL_OK);
  tell_ingest_free(ingest);
  return dataset;
}

tell_dataset *ingested_text(const tell_catalogue *catalogue, const char *text) {
  return ingested_texts(catalogue, &text, 1);
}

tell_dataset *ingested_real(const tell_catalogue *catalogue, const char *name) {
  const char *shared = getenv("TELL_SHARED");
  char path[1024];
  tell_ingest *ingest = NULL;
  tell_dataset *data = NULL;
  shared = shared != NULL ? shared : TELL_SHARED_DEFAULT;
  assert_true(strlen(shared) + strlen(name) + 20 < sizeof path);
  strcpy(path, shared);
  strcat(path, "/data/real/");
  strcat(path, name);
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  tell_status status = tell_ingest_add_file(ingest, path, NULL);
  if (status == TELL_E_IO) {
    tell_ingest_free(ingest);
    skip();
  }
  assert_int_equal(status, TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  tell_ingest_free(ingest);
  return data;
}

int32_t ingested_unit(const tell_dataset *dataset, const char *level, const char *code) {
  const tell__dataset_view *view = tell__dataset_get(dataset);
  for (int32_t i = 0; i < view->unit_count; i++)
    if (strcmp(view->units[i].code, code) == 0 &&
        (level == NULL || strcmp(tell__level_id(view->units[i].level), level) == 0))
      return i;
  return -1;
}

const tell__observation *ingested_observations(const tell_dataset *dataset, const char *code,
                                               const char *indicator, int64_t *count) {
  const tell__dataset_view *view = tell__dataset_get(dataset);
  const tell__observation *first = NULL;
  int32_t number = tell__catalogue_indicator(view->catalogue, indicator, strlen(indicator));
  assert_true(number >= 0);
  *count = 0;
  for (int64_t i = 0; i < view->observation_count; i++) {
    const tell__observation *o = &view->observations[i];
    if (o->indicator != number || strcmp(view->units[o->unit].code, code) != 0)
      continue;
    first = first == NULL ? o : first;
    ++*count;
  }
  return first;
}

const tell__observation *ingested_cell(const tell_dataset *dataset, const char *code,
                                       const char *indicator) {
  int64_t count = 0;
  const tell__observation *found = ingested_observations(dataset, code, indicator, &count);
  assert_int_equal(count, 1);
  return found;
}

int64_t ingested_account(const tell_dataset *dataset, int64_t file, const char *column) {
  const tell_table *files = tell_dataset_files(dataset);
  const int64_t *values = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  assert_int_equal(tell_table_column_i64(files, tell_table_column_find(files, column), &values,
                                         &states, &count, NULL),
                   TELL_OK);
  assert_true(file < count);
  assert_int_equal(states[file], TELL_STATE_PRESENT);
  return values[file];
}

static const char *table_text(const tell_table *table, int64_t row, const char *column) {
  const int32_t *codes = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  assert_int_equal(tell_table_column_text(table, tell_table_column_find(table, column), &codes,
                                          &states, &count, NULL),
                   TELL_OK);
  assert_true(row >= 0 && row < count);
  return states[row] == TELL_STATE_PRESENT ? tell_table_text(table, codes[row], NULL) : "";
}

const char *ingested_account_text(const tell_dataset *dataset, int64_t file, const char *column) {
  return table_text(tell_dataset_files(dataset), file, column);
}

const char *ingested_unit_text(const tell_dataset *dataset, const char *level, const char *code,
                               const char *column) {
  return table_text(tell_dataset_units(dataset), ingested_unit(dataset, level, code), column);
}

int64_t ingested_issue_count(const tell_issues *issues, const char *code) {
  int64_t count = 0;
  for (int64_t i = 0; i < tell_issues_count(issues); i++)
    count += strcmp(tell_issues_code(issues, i), code) == 0;
  return count;
}

void ingested_assert_issue(const tell_issues *issues, tell_severity severity, const char *code,
                           const char *source, int64_t line, int64_t column, const char *field) {
  if (ingested_issue_count(issues, code) != 1)
    for (int64_t i = 0; i < tell_issues_count(issues); i++)
      print_message("# %s line %d: %s\n", tell_issues_code(issues, i),
                    (int)tell_issues_line(issues, i), tell_issues_message(issues, i));
  assert_int_equal(ingested_issue_count(issues, code), 1);
  int64_t i = 0;
  while (strcmp(tell_issues_code(issues, i), code) != 0)
    i++;
  assert_int_equal(tell_issues_severity(issues, i), severity);
  assert_string_equal(tell_issues_source(issues, i), source);
  assert_int_equal(tell_issues_line(issues, i), line);
  assert_int_equal(tell_issues_column(issues, i), column);
  assert_string_equal(tell_issues_field(issues, i), field);
  assert_true(strlen(tell_issues_message(issues, i)) > 10);
}

void ingested_assert_clean(const tell_issues *issues) {
  for (int64_t i = 0; i < tell_issues_count(issues); i++)
    if (tell_issues_severity(issues, i) != TELL_SEVERITY_NOTE)
      fail_msg("%s in line %d", tell_issues_code(issues, i), (int)tell_issues_line(issues, i));
}

void ingested_assert_never_quoted(const tell_issues *issues, const char *value) {
  for (int64_t i = 0; i < tell_issues_count(issues); i++) {
    const char *message = tell_issues_message(issues, i);
    assert_null(strstr(message, value));
    assert_null(strchr(message, '\n'));
    assert_true(message[0] != '\0');
  }
}

static void assert_units_equal(const tell__dataset_view *a, const tell__dataset_view *b) {
  assert_int_equal(a->unit_count, b->unit_count);
  for (int32_t i = 0; i < a->unit_count; i++) {
    const tell__unit *left = &a->units[i], *right = &b->units[i];
    assert_int_equal(left->level, right->level);
    assert_string_equal(left->code, right->code);
    assert_string_equal(left->name, right->name);
    assert_string_equal(left->successor, right->successor);
    assert_int_equal(left->parent, right->parent);
    assert_int_equal(left->area, right->area);
    assert_int_equal(left->valid_from, right->valid_from);
    assert_int_equal(left->valid_to, right->valid_to);
  }
}

void ingested_assert_equal(const tell_dataset *a, const tell_dataset *b) {
  const tell__dataset_view *left = tell__dataset_get(a), *right = tell__dataset_get(b);
  assert_units_equal(left, right);
  assert_int_equal(left->observation_count, right->observation_count);
  for (int64_t i = 0; i < left->observation_count; i++) {
    tell__observation one = left->observations[i], other = right->observations[i];
    assert_string_equal(tell__dataset_dimension(a, one.category),
                        tell__dataset_dimension(b, other.category));
    assert_string_equal(tell__dataset_category(a, one.category),
                        tell__dataset_category(b, other.category));
    one.file = other.file = one.column = other.column = one.field = other.field = 0;
    one.line = other.line = 0;
    assert_memory_equal(&one, &other, sizeof one);
  }
}

/* One code point below U+10000 of valid UTF-8. */
static unsigned next_point(const char **at) {
  const unsigned char *p = (const unsigned char *)*at;
  if (p[0] < 0x80) {
    *at += 1;
    return p[0];
  }
  if (p[0] < 0xE0) {
    *at += 2;
    return (unsigned)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
  }
  *at += 3;
  return (unsigned)(p[0] & 0x0F) << 12 | (unsigned)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
}

char *ingested_utf16le(const char *text, size_t *size) {
  char *out = malloc(2 * strlen(text) + 2);
  assert_non_null(out);
  out[0] = (char)0xFF;
  out[1] = (char)0xFE;
  *size = 2;
  while (*text != '\0') {
    unsigned point = next_point(&text);
    out[(*size)++] = (char)(point & 0xFF);
    out[(*size)++] = (char)(point >> 8);
  }
  return out;
}

char *ingested_windows_1252(const char *text, size_t *size) {
  char *out = malloc(strlen(text) + 1);
  assert_non_null(out);
  *size = 0;
  while (*text != '\0') {
    unsigned point = next_point(&text);
    assert_true(point < 0x80 || (point >= 0xA0 && point < 0x100));
    out[(*size)++] = (char)point;
  }
  return out;
}

int ingested_compare_keys(const tell__observation *a, const tell__observation *b) {
  const int64_t parts[][2] = {{a->unit, b->unit},         {a->indicator, b->indicator},
                              {a->source, b->source},     {a->grade, b->grade},
                              {a->gender, b->gender},     {a->owner, b->owner},
                              {a->category, b->category}, {a->period, b->period}};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (parts[i][0] != parts[i][1])
      return parts[i][0] < parts[i][1] ? -1 : 1;
  return 0;
}
