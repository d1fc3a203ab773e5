/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON-stat 2 as a table of records: the published sample, the ways of writing one, hostile ones.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/json/json_table.h"

enum { TEXT_MOST = 4096, FILE_MOST = 1 << 20 };

/* The records of a text, fields parted by | and records by newlines, the header first. */
static void flatten(const char *text, char *out) {
  tell__json *json = NULL;
  tell__record record;
  assert_int_equal(tell__json_open("a.json", text, strlen(text), &json, NULL), TELL_OK);
  tell__record_source source = tell__json_records(json);
  out[0] = '\0';
  while (source.next(source.self, &record, NULL) == TELL_OK) {
    assert_int_equal(record.error, TELL__RECORD_OK);
    for (size_t i = 0; i < record.count; i++) {
      assert_true(strlen(out) + record.fields[i].length + 3 < TEXT_MOST);
      strcat(out, record.fields[i].bytes);
      strcat(out, i + 1 < record.count ? "|" : "\n");
    }
  }
  tell__json_close(json);
}

static void assert_flat(const char *text, const char *expected) {
  char out[TEXT_MOST];
  flatten(text, out);
  assert_string_equal(out, expected);
}

#define CUBE(metric_index, values, more)                                                           \
  "{\"version\":\"2.0\",\"class\":\"dataset\",\"label\":\"T\",\"id\":[\"Fylke\",\"Innhold\","      \
  "\"Aar\"],\"size\":[2,2,2],\"role\":{\"time\":[\"Aar\"],\"metric\":[\"Innhold\"],\"geo\":["      \
  "\"Fylke\"]},\"dimension\":{\"Fylke\":{\"category\":{\"index\":{\"46\":1,\"0\":0},\"label\":{"   \
  "\"0\":\"Hele "                                                                                  \
  "landet\",\"46\":\"Vestland\"}}},\"Innhold\":{\"category\":{\"index\":" metric_index             \
  ",\"label\":{\"GP\":\"Poeng\",\"N\":\"Elever\"}}},\"Aar\":{\"category\":{\"index\":[\"2019\","   \
  "\"2020\"]}}},\"value\":" values more "}"
#define POSITIONS "{\"GP\":0,\"N\":1}"
#define HEADER                                                                                     \
  "Tabell: T|Region|Region (tekst)|Tid|Tid (tekst)|GP: Poeng|Standardtegn: GP|N: Elever|"          \
  "Standardtegn: N\n"

/* Row-major, the last dimension fastest: GP 2019, GP 2020, N 2019, N 2020, for each region. */
static void test_stat_contents_stand_side_by_side(void **state) {
  (void)state;
  assert_flat(
      CUBE(POSITIONS, "[41.9,43.25,60000,61000,null,43,7000,0]", ",\"status\":{\"4\":\"..\"}"),
      HEADER "|0|Hele landet|2019||41,9||60000|\n"
             "|0|Hele landet|2020||43,25||61000|\n"
             "|46|Vestland|2019|||..|7000|\n"
             "|46|Vestland|2020||43||0|\n");
}

static void test_stat_ways_of_writing_are_one(void **state) {
  static const char *const ways[] = {
      CUBE("[\"GP\",\"N\"]", "[1,2,3,4,null,6,7,8]", ",\"status\":[null,null,null,null,\":\"]"),
      CUBE(POSITIONS, "{\"7\":8,\"0\":1,\"1\":2,\"2\":3,\"3\":4,\"5\":6,\"6\":7}",
           ",\"status\":{\"4\":\":\"}"),
      CUBE(POSITIONS, "[1,2,3,4,null,6,7,8]",
           ",\"status\":[null,null,null,null,\":\",null,null,null]")};
  char expected[TEXT_MOST], out[TEXT_MOST];
  tell__json *json = NULL;
  (void)state;
  /* The first one has a list of signs that is too short. */
  assert_int_equal(tell__json_open("a.json", ways[0], strlen(ways[0]), &json, NULL),
                   TELL_E_DIALECT);
  flatten(ways[1], expected);
  flatten(ways[2], out);
  assert_string_equal(out, expected);
  assert_non_null(strstr(out, "|46|Vestland|2019|||:|7|\n"));
}

static void test_stat_one_sign_for_all_cells(void **state) {
  char out[TEXT_MOST];
  (void)state;
  flatten(CUBE(POSITIONS, "[1,2,3,4,5,6,7,8]", ",\"status\":\"*\""), out);
  assert_non_null(strstr(out, "|0|Hele landet|2019||1|*|3|*\n"));
  assert_non_null(strstr(out, "|46|Vestland|2020||6|*|8|*\n"));
}

static void test_stat_without_roles_or_contents(void **state) {
  (void)state;
  assert_flat("{\"id\":[\"Tid\",\"X\"],\"size\":[2,1],\"dimension\":{\"Tid\":{\"category\":"
              "{\"index\":{\"a\":0,\"b\":1}}},\"X\":{\"category\":{\"label\":{\"x\":\"Ekse\"}}}},"
              "\"value\":[1,2.5]}",
              "Tabell|Tid|Tid (tekst)|X|X (tekst)|Verdi|Standardtegn: Verdi\n"
              "|a||x|Ekse|1|\n|b||x|Ekse|2,5|\n");
  assert_flat("{\"id\":[\"Tid\"],\"size\":[0],\"dimension\":{\"Tid\":{\"category\":{\"index\":[]}}"
              "},\"value\":[]}",
              "Tabell|Tid|Tid (tekst)|Verdi|Standardtegn: Verdi\n");
}

#define ONE(id, size, category, value, more)                                                       \
  "{\"id\":" id ",\"size\":" size ",\"dimension\":{\"A\":{\"category\":" category                  \
  "}},\"value\":" value more "}"
#define AB "{\"index\":{\"a\":0,\"b\":1}}"

static void test_stat_hostile_tables_are_refused(void **state) {
  static const struct {
    const char *text, *field;
    tell_status status;
  } cases[] = {
      {ONE("[\"A\"]", "[2]", AB, "[1]", ""), "value", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2]", AB, "[1,2,3]", ""), "value", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2]", AB, "3", ""), "value", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2]", AB, "{\"2\":1}", ""), "value", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2]", AB, "{\"x\":1}", ""), "value", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2]", AB, "{\"\":1}", ""), "value", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2]", AB, "{\"99999999999999999999999\":1}", ""), "value", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2]", AB, "[1,2]", ",\"status\":{\"5\":\":\"}"), "status", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2]", AB, "[1,2]", ",\"status\":7"), "status", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[3]", AB, "[1,2,3]", ""), "size", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[1]", AB, "[1]", ""), "size", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[-2]", AB, "[1,2]", ""), "size", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2.5]", AB, "[1,2]", ""), "size", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[\"2\"]", AB, "[1,2]", ""), "size", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2,1]", AB, "[1,2]", ""), "size", TELL_E_DIALECT},
      {ONE("[\"A\"]", "{}", AB, "[1,2]", ""), "size", TELL_E_DIALECT},
      {ONE("[]", "[]", AB, "[]", ""), "size", TELL_E_DIALECT},
      {ONE("[\"B\"]", "[2]", AB, "[1,2]", ""), "dimension", TELL_E_DIALECT},
      {ONE("[7]", "[2]", AB, "[1,2]", ""), "id", TELL_E_DIALECT},
      {ONE("[\"A\\u0000\"]", "[2]", AB, "[1,2]", ""), "id", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2]", "{\"index\":{\"a\":0,\"b\":2}}", "[1,2]", ""), "index",
       TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2]", "{\"index\":{\"a\":0,\"b\":0}}", "[1,2]", ""), "index",
       TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2]", "{\"index\":{\"a\":0,\"b\":-1}}", "[1,2]", ""), "index",
       TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2]", "{\"index\":{\"a\":0,\"b\":\"1\"}}", "[1,2]", ""), "index",
       TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2]", "{\"index\":[\"a\",{}]}", "[1,2]", ""), "index", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2]", "{\"index\":7}", "[1,2]", ""), "size", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[2]", "{}", "[1,2]", ""), "size", TELL_E_DIALECT},
      {ONE("[\"A\"]", "[9007199254740993]", AB, "[1,2]", ""), "size", TELL_E_LIMIT},
      {ONE("[\"A\",\"A\"]", "[4611686018427387904,4]", AB, "[]", ""), "size", TELL_E_LIMIT}};
  tell_error *err = NULL;
  (void)state;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    tell__json *json = NULL;
    const char *text = cases[i].text;
    tell_status status = tell__json_open("a.json", text, strlen(text), &json, err);
    if (status != cases[i].status)
      print_message("# case %d\n", (int)i);
    assert_int_equal(status, cases[i].status);
    assert_null(json);
    assert_string_equal(tell_error_field(err), cases[i].field);
    assert_true(strlen(tell_error_message(err)) > 10);
  }
  tell_error_free(err);
}

/* 4 000 categories in each of 2 dimensions would be 16 million cells, without a single value. */
static void test_stat_sparse_table_within_the_limit_of_cells(void **state) {
  char *text = malloc(FILE_MOST);
  tell__json *json = NULL;
  (void)state;
  assert_non_null(text);
  strcpy(text, "{\"id\":[\"A\",\"B\"],\"size\":[4000,4000],\"value\":{},\"dimension\":{");
  char *end = text + strlen(text);
  for (int dimension = 0; dimension < 2; dimension++) {
    end += sprintf(end, "%s\"%c\":{\"category\":{\"index\":[", dimension > 0 ? "," : "",
                   'A' + dimension);
    for (int i = 0; i < 4000; i++)
      end += sprintf(end, "%s\"%d\"", i > 0 ? "," : "", i);
    end += sprintf(end, "]}}");
  }
  strcpy(end, "}}");
  assert_int_equal(tell__json_open("a.json", text, strlen(text), &json, NULL), TELL_E_LIMIT);
  free(text);
}

/* A table of 1 000 records with a title, and a text of the only category of B, of so many letters.
 */
static char *long_table(size_t title, size_t name) {
  char *text = malloc(FILE_MOST);
  assert_non_null(text);
  char *end = text + sprintf(text, "{\"label\":\"");
  memset(end, 'x', title);
  end += title;
  end += sprintf(end, "\",\"id\":[\"A\",\"B\"],\"size\":[1000,1],\"value\":{},\"dimension\":{"
                      "\"B\":{\"category\":{\"label\":{\"b\":\"");
  memset(end, 'y', name);
  end += name;
  end += sprintf(end, "\"}}},\"A\":{\"category\":{\"index\":[");
  for (int i = 0; i < 1000; i++)
    end += sprintf(end, "%s\"%d\"", i > 0 ? "," : "", i);
  strcpy(end, "]}}}}");
  return text;
}

/* What the records of a table with these lengths hold, in bytes; each must end as `expected`. */
static size_t count_bytes(size_t title, size_t name, tell__record_error expected) {
  char *text = long_table(title, name);
  tell__json *json = NULL;
  tell__record record;
  size_t bytes = 0, records = 0;
  assert_int_equal(tell__json_open("a.json", text, strlen(text), &json, NULL), TELL_OK);
  tell__record_source source = tell__json_records(json);
  assert_int_equal(source.next(source.self, &record, NULL), TELL_OK);
  assert_int_equal(record.error, TELL__RECORD_OK);
  for (; source.next(source.self, &record, NULL) == TELL_OK; records++) {
    assert_int_equal(record.error, expected);
    for (size_t i = 0; i < record.count; i++)
      bytes += record.fields[i].length;
  }
  assert_int_equal(records, 1000);
  tell__json_close(json);
  free(text);
  return bytes;
}

/* Otherwise a megabyte of title and a megabyte of cells would be hours of work. */
static void test_stat_long_texts_are_not_multiplied(void **state) {
  (void)state;
  assert_in_range(count_bytes(500000, 1, TELL__RECORD_OK), 1, 10000);
  assert_in_range(count_bytes(600000, 1, TELL__RECORD_OK), 1, 10000);
  assert_in_range(count_bytes(1, 4096, TELL__RECORD_OK), 4096000, 4100000);
  assert_in_range(count_bytes(1, 4097, TELL__RECORD_TOO_LONG), 0, 10000);
}

static char *read_sample(void) {
  const char *shared = getenv("TELL_SHARED");
  char path[1024];
  snprintf(path, sizeof path, "%s/data/real/ssb-jsonstat2-05300-sample.json",
           shared != NULL ? shared : TELL_SHARED_DEFAULT);
  FILE *file = fopen(path, "rb");
  if (file == NULL)
    return NULL;
  char *text = calloc(1, FILE_MOST);
  assert_non_null(text);
  assert_true(fread(text, 1, FILE_MOST - 1, file) > 0);
  fclose(file);
  return text;
}

/* Counted with Python's json module: 432 cells, 28 of them null, 20 with ".", 8 with "..", the
 * others add up to 6 667. */
static void test_stat_published_sample(void **state) {
  static const struct {
    int64_t line;
    const char *distance, *offer, *year, *value;
  } spots[] = {
      {1, "Under 1 km", "Kino eller lokale med jevnlig spillefilmframvisning", "1991", "16"},
      {72, "Under 1 km", "Bokhandel", "2021", ""},
      {431, "50 km eller over", "Bokhandel", "2016", "2"},
      {100, "1-4,9 km", "Galleri eller lokale med jevnlige kunstutstillinger", "1991", "33"}};
  char *text = read_sample();
  tell__json *json = NULL;
  tell__record record;
  (void)state;
  if (text == NULL)
    skip();
  assert_int_equal(tell__json_open("a.json", text, strlen(text), &json, NULL), TELL_OK);
  tell__record_source source = tell__json_records(json);
  assert_int_equal(source.next(source.self, &record, NULL), TELL_OK);
  assert_int_equal(record.count, 9);
  assert_string_equal(record.fields[7].bytes, "Avstand: Avstand til nærmeste lokale/sted");
  int records = 0, nothing = 0, impossible = 0, missing = 0;
  long sum = 0;
  while (source.next(source.self, &record, NULL) == TELL_OK) {
    records++;
    assert_int_equal(record.line, records);
    nothing += record.fields[7].is_nothing;
    impossible += strcmp(record.fields[8].bytes, ".") == 0;
    missing += strcmp(record.fields[8].bytes, "..") == 0;
    sum += strtol(record.fields[7].bytes, NULL, 10);
    for (size_t i = 0; i < sizeof spots / sizeof *spots; i++) {
      if (spots[i].line != record.line)
        continue;
      assert_string_equal(record.fields[2].bytes, spots[i].distance);
      assert_string_equal(record.fields[4].bytes, spots[i].offer);
      assert_string_equal(record.fields[5].bytes, spots[i].year);
      assert_string_equal(record.fields[7].bytes, spots[i].value);
    }
  }
  assert_int_equal(records, 432);
  assert_int_equal(nothing, 28);
  assert_int_equal(impossible, 20);
  assert_int_equal(missing, 8);
  assert_int_equal(sum, 6667);
  tell__json_close(json);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_stat_contents_stand_side_by_side),
      cmocka_unit_test(test_stat_ways_of_writing_are_one),
      cmocka_unit_test(test_stat_one_sign_for_all_cells),
      cmocka_unit_test(test_stat_without_roles_or_contents),
      cmocka_unit_test(test_stat_hostile_tables_are_refused),
      cmocka_unit_test(test_stat_sparse_table_within_the_limit_of_cells),
      cmocka_unit_test(test_stat_long_texts_are_not_multiplied),
      cmocka_unit_test(test_stat_published_sample),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
