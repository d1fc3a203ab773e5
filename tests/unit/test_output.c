/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV of releases, read back by a small parser of the test's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "handmade.h"
#include "sample.h"
#include "telling/output.h"

enum { FIELDS_MAX = 80, RECORDS_MAX = 40, PIECE_MAX = 65536 };

static tell_catalogue *catalogue;

static int set_up(void **state) {
  (void)state;
  return tell_catalogue_create(&catalogue, NULL);
}

static int tear_down(void **state) {
  (void)state;
  tell_catalogue_free(catalogue);
  return 0;
}

typedef struct bytes {
  char *text;
  size_t length, largest;
  int pieces, stop_after;
} bytes;

static int collect(const char *piece, size_t size, void *payload) {
  bytes *all = payload;
  all->text = realloc(all->text, all->length + size + 1);
  assert_non_null(all->text);
  memcpy(all->text + all->length, piece, size);
  all->length += size;
  all->text[all->length] = '\0';
  all->largest = size > all->largest ? size : all->largest;
  return ++all->pieces == all->stop_after;
}

/* RFC 4180: fields are cut out of the bytes themselves and ended with NUL. */
typedef struct records {
  char *fields[RECORDS_MAX][FIELDS_MAX];
  int counts[RECORDS_MAX];
  int count;
} records;

static char *read_field(char *at, char separator, char **field) {
  char *to = at;
  *field = at;
  if (*at != '"') {
    while (*at != separator && *at != '\r' && *at != '\n')
      at++;
    return at;
  }
  for (at++; at[0] != '"' || at[1] == '"'; at++) {
    at += *at == '"';
    *to++ = *at;
  }
  *to = '\0';
  return at + 1;
}

static void parse(char *text, char separator, const char *line_end, records *out) {
  char *at = text;
  memset(out, 0, sizeof *out);
  while (*at != '\0') {
    assert_true(out->count < RECORDS_MAX);
    int *count = &out->counts[out->count];
    char mark;
    do {
      assert_true(*count < FIELDS_MAX);
      at = read_field(at, separator, &out->fields[out->count][(*count)++]);
      mark = *at;
      if (mark != separator)
        assert_memory_equal(at, line_end, strlen(line_end));
      *at = '\0';
      at += mark == separator ? 1 : strlen(line_end);
    } while (mark == separator);
    assert_int_equal(*count, out->counts[0]);
    out->count++;
  }
}

static const char *field(const records *from, int record, const char *column) {
  for (int i = 0; i < from->counts[0]; i++)
    if (strcmp(from->fields[0][i], column) == 0)
      return from->fields[record][i];
  fail_msg("no column %s", column);
  return NULL;
}

static const handmade_row ROWS[] = {
    {.unit = "4601", .source = "udir-eu", .origin = "published", .n = 1500, .value = 4.25},
    {.unit = "900000001",
     .parent = "4601",
     .source = "udir-eu",
     .origin = "published",
     .n = 7,
     .value = 4.5,
     .lo = -1},
    {.unit = "900000002", .parent = "4601", .n = 7, .value = 1234567.1234565, .difference = -0.5},
    {.unit = "900000003",
     .parent = "4601",
     .source = "udir-eu",
     .origin = "published",
     .n = 70,
     .value = 1234567.1234565,
     .difference = -0.5,
     .dimension = "a;b,c \"d\"",
     .category = "line\r\nbreak"},
    {.unit = "4601",
     .source = "udir-eu",
     .origin = "published",
     .n = 1500,
     .value = 4,
     .dimension = "a;b,c \"d\"",
     .category = "line\r\nbreak"},
    {.unit = "900000004", .state = TELL_STATE_SUPPRESSED, .dimension = " blank", .category = ""},
};

static bytes written(const tell_release *release, int32_t which, tell_dialect dialect) {
  bytes all = {0};
  assert_int_equal(tell_output_csv(release, which, dialect, collect, &all, NULL), TELL_OK);
  assert_true(all.largest <= PIECE_MAX);
  return all;
}

static tell_release *release_of(const handmade_row *rows, size_t count) {
  tell_table *set = handmade_set(catalogue, rows, count);
  tell_release *release = handmade_release(catalogue, NULL, set, NULL);
  tell_table_free(set);
  return release;
}

static void test_output_canonical_round_trip(void **state) {
  (void)state;
  tell_release *release = release_of(ROWS, sizeof ROWS / sizeof *ROWS);
  bytes all = written(release, TELL_RELEASE_INDICATORS, TELL_DIALECT_CANONICAL);
  /* Readers that trim blanks keep those in quotes. */
  assert_non_null(strstr(all.text, ",\" blank\","));
  records csv;
  parse(all.text, ',', "\n", &csv);
  assert_int_equal(csv.count, 7);
  int last = csv.counts[0] - 1;
  assert_string_equal(csv.fields[0][0], "level");
  assert_string_equal(csv.fields[0][last], "cell_states");
  assert_string_equal(csv.fields[0][last - 1], "policy");
  assert_string_equal(csv.fields[0][last - 2], "hidden");
  assert_string_equal(field(&csv, 1, "value"), "4.25");
  assert_string_equal(field(&csv, 1, "n"), "1500");
  assert_string_equal(field(&csv, 1, "policy"), "public");
  assert_non_null(strstr(field(&csv, 1, "cell_states"), "parent=missing"));
  assert_string_equal(field(&csv, 2, "n"), "7");
  assert_string_equal(field(&csv, 2, "se"), "");
  assert_non_null(strstr(field(&csv, 2, "cell_states"), "se=missing"));
  assert_non_null(strstr(field(&csv, 2, "cell_states"), "difference=hidden:count"));
  assert_string_equal(field(&csv, 3, "value"), "");
  assert_non_null(strstr(field(&csv, 3, "cell_states"), "value=hidden:count se=hidden:derived"));
  assert_string_equal(field(&csv, 4, "value"), "1234567.123457");
  assert_string_equal(field(&csv, 4, "difference"), "-0.5");
  assert_string_equal(field(&csv, 4, "dimension"), "a;b,c \"d\"");
  assert_string_equal(field(&csv, 4, "category"), "line\r\nbreak");
  assert_string_equal(field(&csv, 6, "value"), "");
  assert_non_null(strstr(field(&csv, 6, "cell_states"), "value=suppressed"));
  assert_string_equal(field(&csv, 6, "dimension"), " blank");
  /* An empty text is a text, no missing cell. */
  assert_null(strstr(field(&csv, 6, "cell_states"), "category="));
  free(all.text);
  tell_release_free(release);
}

static void test_output_excel_nb_round_trip(void **state) {
  (void)state;
  tell_release *release = release_of(ROWS, sizeof ROWS / sizeof *ROWS);
  bytes all = written(release, TELL_RELEASE_INDICATORS, TELL_DIALECT_EXCEL_NB);
  records csv;
  assert_memory_equal(all.text, "\xEF\xBB\xBF", 3);
  parse(all.text + 3, ';', "\r\n", &csv);
  assert_int_equal(csv.count, 7);
  assert_string_equal(csv.fields[0][0], "level");
  assert_string_equal(field(&csv, 1, "value"), "4,25");
  assert_string_equal(field(&csv, 1, "n"), "1500");
  assert_string_equal(field(&csv, 4, "difference"), "-0,5");
  assert_string_equal(field(&csv, 4, "dimension"), "a;b,c \"d\"");
  free(all.text);
  tell_release_free(release);
}

static void test_output_every_table_names_the_policy(void **state) {
  (void)state;
  tell_release *release = release_of(ROWS, sizeof ROWS / sizeof *ROWS);
  for (int32_t which = TELL_RELEASE_INDICATORS; which <= TELL_RELEASE_FILES; which++) {
    if (which == TELL_RELEASE_TRENDS)
      continue;
    bytes all = written(release, which, TELL_DIALECT_CANONICAL);
    records csv;
    parse(all.text, ',', "\n", &csv);
    int64_t rows = tell_table_row_count(tell_release_table(release, which));
    assert_int_equal(csv.count, rows + 1);
    assert_string_equal(csv.fields[0][csv.counts[0] - 1], "cell_states");
    assert_string_equal(csv.fields[0][csv.counts[0] - 2], "policy");
    assert_true(rows > 0);
    for (int record = 1; record < csv.count; record++)
      assert_string_equal(field(&csv, record, "policy"), "public");
    free(all.text);
  }
  tell_release_free(release);
}

static void test_output_formulas_get_an_apostrophe(void **state) {
  (void)state;
  static const char *const BAD[] = {"=1+1",    "+1",      "-1",      "@sum",      "\tx",
                                    "\rx",     "\nx",     "\x01x",   "\x7Fx",     "\uFF1D1+1",
                                    "\uFF0B1", "\uFF0D1", "\uFF20x", "\xC2\x85x", "=\"a\";1,2"};
  static const char *const GOOD[] = {"a=1", "\u22121", "'=1", "1-2", "\u00E5", "\uFF1A"};
  enum { BAD_COUNT = sizeof BAD / sizeof *BAD, GOOD_COUNT = sizeof GOOD / sizeof *GOOD };
  handmade_row rows[BAD_COUNT + GOOD_COUNT] = {{.unit = NULL}};
  for (int i = 0; i < BAD_COUNT + GOOD_COUNT; i++)
    rows[i] = (handmade_row){.unit = "900000001",
                             .n = 100,
                             .value = 4.5,

                             .parent = "4601",
                             .dimension = "d",
                             .category = i < BAD_COUNT ? BAD[i] : GOOD[i - BAD_COUNT]};
  tell_release *release = release_of(rows, BAD_COUNT + GOOD_COUNT);
  for (tell_dialect dialect = TELL_DIALECT_CANONICAL; dialect <= TELL_DIALECT_EXCEL_NB; dialect++) {
    int excel = dialect == TELL_DIALECT_EXCEL_NB;
    bytes all = written(release, TELL_RELEASE_INDICATORS, dialect);
    records csv;
    parse(all.text + (excel ? 3 : 0), excel ? ';' : ',', excel ? "\r\n" : "\n", &csv);
    for (int i = 0; i < BAD_COUNT; i++) {
      assert_int_equal(field(&csv, i + 1, "category")[0], '\'');
      assert_string_equal(field(&csv, i + 1, "category") + 1, BAD[i]);
    }
    for (int i = 0; i < GOOD_COUNT; i++)
      assert_string_equal(field(&csv, BAD_COUNT + i + 1, "category"), GOOD[i]);
    free(all.text);
  }
  tell_release_free(release);
}

/* Longer than a piece, with quotes that may fall on its edge. */
static void test_output_long_text_comes_in_pieces(void **state) {
  (void)state;
  enum { LENGTH = 200001 };
  char *text = malloc(LENGTH + 1);
  assert_non_null(text);
  for (int i = 0; i < LENGTH; i++)
    text[i] = i % 3 == 0 ? '"' : 'a';
  text[LENGTH] = '\0';
  const handmade_row rows[] = {{.unit = "900000001", .n = 100, .value = 4, .category = text}};
  tell_release *release = release_of(rows, 1);
  bytes all = written(release, TELL_RELEASE_INDICATORS, TELL_DIALECT_CANONICAL);
  assert_true(all.pieces > 3);
  records csv;
  parse(all.text, ',', "\n", &csv);
  assert_string_equal(field(&csv, 1, "category"), text);
  free(all.text);
  all = (bytes){.stop_after = 2};
  assert_int_equal(tell_output_csv(release, TELL_RELEASE_INDICATORS, TELL_DIALECT_CANONICAL,
                                   collect, &all, NULL),
                   TELL_E_CANCELLED);
  assert_int_equal(all.pieces, 2);
  free(all.text);
  tell_release_free(release);
  free(text);
}

static void test_output_wrong_arguments_are_refused(void **state) {
  (void)state;
  tell_release *release = release_of(ROWS, 1);
  bytes all = {0};
  const tell_dialect good = TELL_DIALECT_CANONICAL;
  assert_int_equal(tell_output_csv(NULL, 1, good, collect, &all, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_output_csv(release, 1, good, NULL, &all, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_output_csv(release, 0, good, collect, &all, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_output_csv(release, 6, good, collect, &all, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_output_csv(release, 1, 0, collect, &all, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_output_csv(release, 1, 3, collect, &all, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_output_csv(release, TELL_RELEASE_TRENDS, good, collect, &all, NULL),
                   TELL_E_NOT_FOUND);
  assert_int_equal(all.pieces, 0);
  all.stop_after = 1;
  assert_int_equal(tell_output_csv(release, 1, good, collect, &all, NULL), TELL_E_CANCELLED);
  free(all.text);
  tell_release_free(release);
}

static bytes table_written(const tell_table *table, tell_dialect dialect) {
  bytes all = {0};
  assert_int_equal(tell_output_table_csv(table, dialect, collect, &all, NULL), TELL_OK);
  return all;
}

static void test_output_table_of_release_differs_in_the_policy_only(void **state) {
  (void)state;
  tell_release *release = release_of(ROWS, sizeof ROWS / sizeof *ROWS);
  const tell_table *table = tell_release_table(release, TELL_RELEASE_INDICATORS);
  bytes whole = written(release, TELL_RELEASE_INDICATORS, TELL_DIALECT_CANONICAL);
  bytes plain = table_written(table, TELL_DIALECT_CANONICAL);
  records with, without;
  parse(whole.text, ',', "\n", &with);
  parse(plain.text, ',', "\n", &without);
  assert_int_equal(with.count, without.count);
  for (int record = 0; record < with.count; record++) {
    int last = without.counts[record] - 1;
    assert_int_equal(with.counts[record], last + 2);
    for (int i = 0; i < last; i++)
      assert_string_equal(with.fields[record][i], without.fields[record][i]);
    assert_string_equal(with.fields[record][last + 1], without.fields[record][last]);
  }
  free(whole.text);
  free(plain.text);
  tell_release_free(release);
}

static void test_output_table_that_is_sealed_is_refused(void **state) {
  (void)state;
  bytes all = {0};
  tell_table *set = handmade_set(catalogue, ROWS, 1);
  assert_int_equal(tell_output_table_csv(set, TELL_DIALECT_CANONICAL, collect, &all, NULL),
                   TELL_E_NOT_RELEASED);
  assert_int_equal(all.length, 0);
  const tell_table *open = tell_catalogue_table(catalogue, TELL_CATALOGUE_PLAN);
  assert_int_equal(tell_output_table_csv(open, 0, collect, &all, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_output_table_csv(open, TELL_DIALECT_EXCEL_NB, NULL, &all, NULL),
                   TELL_E_ARGUMENT);
  assert_int_equal(tell_output_table_csv(NULL, TELL_DIALECT_EXCEL_NB, collect, &all, NULL),
                   TELL_E_ARGUMENT);
  assert_int_equal(all.length, 0);
  tell_table_free(set);
}

static void test_dialect_find_knows_names(void **state) {
  (void)state;
  assert_int_equal(tell_dialect_find("canonical"), TELL_DIALECT_CANONICAL);
  assert_int_equal(tell_dialect_find("excel-nb"), TELL_DIALECT_EXCEL_NB);
  assert_int_equal(tell_dialect_find("excel"), 0);
  assert_int_equal(tell_dialect_find(""), 0);
  assert_int_equal(tell_dialect_find(NULL), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_output_canonical_round_trip),
      cmocka_unit_test(test_output_excel_nb_round_trip),
      cmocka_unit_test(test_output_every_table_names_the_policy),
      cmocka_unit_test(test_output_formulas_get_an_apostrophe),
      cmocka_unit_test(test_output_long_text_comes_in_pieces),
      cmocka_unit_test(test_output_wrong_arguments_are_refused),
      cmocka_unit_test(test_output_table_of_release_differs_in_the_policy_only),
      cmocka_unit_test(test_output_table_that_is_sealed_is_refused),
      cmocka_unit_test(test_dialect_find_knows_names),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
