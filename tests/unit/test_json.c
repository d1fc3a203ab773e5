/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON texts as trees and as tables, also those that were made to do harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/json/json_table.h"

static int looks_like(const char *text) { return tell__json_looks_like(text, strlen(text)); }

static void test_looks_like_json_and_not_like_delimited_text(void **state) {
  (void)state;
  assert_true(looks_like("[{\"a\":1}]"));
  assert_true(looks_like("\xEF\xBB\xBF \r\n[ \n{"));
  assert_true(looks_like("{\"metadata\":{}}"));
  assert_true(looks_like("[]"));
  assert_true(looks_like("["));
  assert_true(looks_like("{'metadata':{}}"));
  assert_true(looks_like("{metadata : {}}"));
  assert_true(looks_like("{\n  metadata"));
  assert_true(looks_like("[\r\n 1, 2"));
  assert_false(looks_like("{metadata;b:c}"));
  assert_false(looks_like("[1];[2]"));
  assert_false(looks_like(""));
  assert_false(looks_like("EnhetNivaa;Fylkekode"));
  assert_false(looks_like("[Udir] tall;2022-23"));
  assert_false(looks_like("{a};b"));
  assert_false(tell__json_looks_like("[\0", 2));
}

/* Parses what is broken, and tells where. */
static void assert_broken(const char *text, size_t length, int64_t line, int64_t column,
                          const char *word) {
  tell_error *err = NULL;
  tell__json_node *root = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell__json_parse("x.json", text, length, &root, err), TELL_E_DIALECT);
  assert_null(root);
  assert_string_equal(tell_error_source(err), "x.json");
  assert_int_equal(tell_error_line(err), line);
  if (column > 0)
    assert_int_equal(tell_error_column(err), column);
  assert_non_null(strstr(tell_error_message(err), word));
  assert_null(strstr(tell_error_message(err), "near"));
  tell_error_free(err);
}

static void test_parse_broken_text_tells_line_and_column(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int64_t line, column;
    const char *word;
  } broken[] = {{"{\"a\":1}\n\n  x", 3, 3, "behind"},
                {"{\"a\":1,\n\"\xC3\xA5\": ?}", 2, 0, "not as JSON"},
                {"{\"a\":NaN}", 1, 0, "not as JSON"},
                {"{\"a\":Infinity}", 1, 0, "not as JSON"},
                {"{\"a\":\"b\"", 1, 9, "ends before"},
                {"{\"a\":1,\"a\":2}", 1, 0, "twice"},
                {"{\"a\":\"\\ud800\"}", 1, 0, "not as JSON"},
                {"{\"a\":\"\\udc00x\"}", 1, 0, "not as JSON"},
                {"{\"a\":\"\xFF\"}", 1, 0, "no character"},
                {"{\"a\\u0000\":1}", 1, 0, "zero byte"},
                {"{\"a\":1e999}", 1, 0, "too large"},
                {"{\"a\":99999999999999999999}", 1, 0, "too large"},
                {"{\"a\":\"\n\"}", 1, 0, "not as JSON"},
                {"", 1, 1, "ends before"}};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
    assert_broken(broken[i].text, strlen(broken[i].text), broken[i].line, broken[i].column,
                  broken[i].word);
  assert_broken("{\"a\":\0}", 7, 1, 0, "JSON text");
}

static void test_parse_deep_nesting_is_refused(void **state) {
  (void)state;
  size_t depth = 1000000;
  char *text = malloc(depth);
  assert_non_null(text);
  memset(text, '[', depth);
  assert_broken(text, depth, 1, 0, "too deep");
  free(text);
}

static void test_tree_gives_members_in_order(void **state) {
  (void)state;
  static const char text[] = "\xEF\xBB\xBF{\"b\":[1,null,\"x\\u0000y\"],\"a\":true,\"\":2.5}\n";
  tell__json_node *root = NULL;
  size_t length = 0;
  assert_int_equal(tell__json_parse("x", text, sizeof text - 1, &root, NULL), TELL_OK);
  assert_int_equal(tell__json_kind_of(root), TELL__JSON_OBJECT);
  assert_int_equal(tell__json_count(root), 3);
  const tell__json_node *array = tell__json_member(root, "b");
  assert_int_equal(tell__json_count(array), 3);
  assert_int_equal(tell__json_whole(tell__json_at(array, 0), -1), 1);
  assert_int_equal(tell__json_kind_of(tell__json_at(array, 1)), TELL__JSON_NULL);
  assert_memory_equal(tell__json_text(tell__json_at(array, 2), &length), "x\0y", 3);
  assert_int_equal(length, 3);
  assert_null(tell__json_at(array, 3));
  assert_null(tell__json_member(array, "b"));
  assert_null(tell__json_member(NULL, "b"));
  assert_int_equal(tell__json_kind_of(NULL), TELL__JSON_NULL);
  assert_int_equal(tell__json_count(NULL), 0);
  assert_int_equal(tell__json_whole(tell__json_member(root, ""), -1), -1);
  static const char *const keys[] = {"b", "a", ""};
  tell__json_entry entry = {0};
  for (int i = 0; i < 3; i++) {
    assert_true(tell__json_next_member(root, &entry));
    assert_string_equal(entry.key, keys[i]);
  }
  assert_false(tell__json_next_member(root, &entry));
  tell__json_free(root);
}

static void test_add_cell_writes_numbers_as_they_are_read(void **state) {
  (void)state;
  static const struct {
    const char *json, *cell;
  } pairs[] = {{"43.2", "43,2"},
               {"3.125", "3,125"},
               {"0.1", "0,1"},
               {"-7", "-7"},
               {"1e3", "1000"},
               {"4601", "4601"},
               {"true", "true"},
               {"null", ""},
               {"\"56 875\"", "56 875"},
               {"0.30000000000000004", "0,3"},
               {"1e22", "10000000000000000000000"}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    tell__json_node *root = NULL;
    tell__text text = {NULL, 0, 0, 0};
    assert_int_equal(tell__json_parse("x", pairs[i].json, strlen(pairs[i].json), &root, NULL),
                     TELL_OK);
    assert_true(tell__json_add_cell(&text, root));
    assert_string_equal(tell__text_get(&text), pairs[i].cell);
    tell__text_free(&text);
    tell__json_free(root);
  }
}

static tell__json *open_table(const char *text) {
  tell__json *json = NULL;
  assert_int_equal(tell__json_open("x.json", text, strlen(text), &json, NULL), TELL_OK);
  return json;
}

/* The next record, its cells joined by '|', "~" for nothing. */
static void assert_record(const tell__record_source *source, int64_t line, const char *cells) {
  tell__record record;
  char joined[1024] = "";
  assert_int_equal(source->next(source->self, &record, NULL), TELL_OK);
  assert_int_equal(record.error, TELL__RECORD_OK);
  assert_int_equal(record.line, line);
  for (size_t i = 0; i < record.count; i++) {
    strcat(joined, i > 0 ? "|" : "");
    strcat(joined, record.fields[i].is_nothing ? "~" : record.fields[i].bytes);
    assert_int_equal(strlen(record.fields[i].bytes), record.fields[i].length);
    assert_int_equal(source->place(source->self, i).line, line);
    assert_int_equal(source->place(source->self, i).column, (int64_t)i + 1);
  }
  assert_string_equal(joined, cells);
}

static void assert_broken_record(const tell__record_source *source, int64_t line, int64_t column,
                                 tell__record_error error) {
  tell__record record;
  assert_int_equal(source->next(source->self, &record, NULL), TELL_OK);
  assert_int_equal(record.error, error);
  assert_int_equal(record.line, line);
  assert_int_equal(record.error_place.line, line);
  assert_int_equal(record.error_place.column, column);
}

static void assert_end(const tell__record_source *source) {
  tell__record record;
  assert_int_equal(source->next(source->self, &record, NULL), TELL_END);
}

static void test_rows_header_is_the_union_of_the_keys(void **state) {
  (void)state;
  tell__json *json = open_table(" [ {\"a\":\"1\",\"b\":null} , {\"c\":3,\"a\":\" x \"},{},\n"
                                "{\"b\":\"\"} ] \n");
  tell__record_source source = tell__json_records(json);
  assert_record(&source, 0, "a|b|c");
  assert_record(&source, 1, "1|~|~");
  assert_record(&source, 2, " x |~|3");
  assert_record(&source, 3, "~|~|~");
  assert_record(&source, 4, "~||~");
  assert_end(&source);
  tell__json_close(json);
}

static void test_rows_element_that_is_no_record_is_set_aside(void **state) {
  (void)state;
  tell__json *json = open_table("[{\"a\":\"1\",\"b\":[2]},7,{\"a\":\"x\\u0000\"},{\"b\":\"2\"}]");
  tell__record_source source = tell__json_records(json);
  assert_record(&source, 0, "a|b");
  assert_broken_record(&source, 1, 2, TELL__RECORD_NOT_FLAT);
  assert_broken_record(&source, 2, 1, TELL__RECORD_NOT_FLAT);
  assert_broken_record(&source, 3, 1, TELL__RECORD_NUL_BYTE);
  assert_record(&source, 4, "~|2");
  assert_end(&source);
  tell__json_close(json);
}

static void test_rows_text_of_ten_megabytes_is_too_long(void **state) {
  (void)state;
  size_t length = 10 * 1024 * 1024;
  char *text = malloc(length + 64);
  assert_non_null(text);
  strcpy(text, "[{\"a\":\"");
  memset(text + 7, 'x', length);
  strcpy(text + 7 + length, "\"},{\"a\":\"1\"}]");
  tell__json *json = open_table(text);
  tell__record_source source = tell__json_records(json);
  assert_record(&source, 0, "a");
  assert_broken_record(&source, 1, 1, TELL__RECORD_TOO_LONG);
  assert_record(&source, 2, "1");
  tell__json_close(json);
  free(text);
}

static void test_open_broken_array_fails_before_any_record(void **state) {
  (void)state;
  static const char *const texts[] = {"[{\"a\":1}",          "[{\"a\":1},]", "[{\"a\":1}{\"a\":2}]",
                                      "[{\"a\":1}] x",       "[,]",          "[{\"a\":}]",
                                      "[{\"a\":1,\"a\":2}]", "x[{\"a\":1}]"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    tell__json *json = NULL;
    assert_int_equal(tell__json_open("x", texts[i], strlen(texts[i]), &json, NULL), TELL_E_DIALECT);
    assert_null(json);
  }
}

static void test_open_unknown_shape_is_a_layout_failure(void **state) {
  (void)state;
  static const char *const texts[] = {"{}", "{\"TidID\":[202112,202212]}", "[1,2]", "[{}]",
                                      "{\"metadata\":{\"columns\":7},\"rows\":[]}"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    tell__json *json = NULL;
    assert_int_equal(tell__json_open("x", texts[i], strlen(texts[i]), &json, NULL), TELL_E_LAYOUT);
    assert_null(json);
  }
}

static void test_empty_array_has_not_even_a_header(void **state) {
  (void)state;
  tell__json *json = open_table("[]");
  tell__record_source source = tell__json_records(json);
  assert_end(&source);
  tell__json_close(json);
}

static void test_pivot_levels_become_paths(void **state) {
  (void)state;
  tell__json *json = open_table(
      "{\"metadata\":{\"rowHierarchy\":[\"Nasjonalt\",\"Fylke\"],\"columns\":["
      "[{\"name\":\"2024-25\",\"columnCount\":1},{\"name\":\"2025-26\",\"columnCount\":2}],"
      "[{\"name\":\"A\",\"columnCount\":1},{\"name\":\"A\",\"columnCount\":1},"
      "{\"name\":\"B\",\"columnCount\":1}]]},\"rows\":["
      "{\"navn\":\"Hele landet\",\"kode\":\"I\",\"id\":\"1\",\"data\":[\"1\",\"\",\"3\"]},"
      "{\"navn\":\"Agder\",\"id\":\"1.3\",\"data\":[\"*\",null,\"3,5\"]},"
      "{\"navn\":\"Feil\",\"id\":\"1.4\"}]}");
  tell__record_source source = tell__json_records(json);
  assert_record(&source, 0,
                "enhetsnivå|kode|navn|overordnet kode|overordnet navn|2024-25.A|2025-26.A|"
                "2025-26.B");
  assert_record(&source, 1, "Nasjonalt|I|Hele landet|~|~|1||3");
  assert_record(&source, 2, "Fylke|~|Agder|I|Hele landet|*|~|3,5");
  assert_broken_record(&source, 3, 1, TELL__RECORD_NOT_FLAT);
  assert_end(&source);
  tell__json_close(json);
}

/* One long name over many rows would cost the square of the file's size. */
static void test_pivot_long_name_of_a_parent_breaks_the_rows_below(void **state) {
  char text[8192] = "{\"metadata\":{\"rowHierarchy\":[\"Nasjonalt\",\"Fylke\"],\"columns\":[[{"
                    "\"name\":\"A\",\"columnCount\":1}]]},\"rows\":[{\"navn\":\"";
  (void)state;
  memset(text + strlen(text), 'x', 4097);
  strcat(
      text,
      "\",\"id\":\"1\",\"data\":[\"1\"]},{\"navn\":\"Agder\",\"id\":\"1.3\",\"data\":[\"2\"]}]}");
  tell__json *json = open_table(text);
  tell__record_source source = tell__json_records(json);
  tell__record record;
  assert_record(&source, 0, "enhetsnivå|kode|navn|overordnet kode|overordnet navn|A");
  assert_int_equal(source.next(source.self, &record, NULL), TELL_OK);
  assert_int_equal(record.error, TELL__RECORD_OK);
  assert_broken_record(&source, 2, 5, TELL__RECORD_TOO_LONG);
  assert_end(&source);
  tell__json_close(json);
}

static void test_pivot_levels_of_unlike_width_are_refused(void **state) {
  (void)state;
  static const char *const levels[] = {
      "[[{\"name\":\"A\",\"columnCount\":2}],[{\"name\":\"B\",\"columnCount\":1}]]",
      "[[{\"name\":\"A\",\"columnCount\":0}]]",
      "[[]]",
      "[7]",
      "[[{\"name\":\"A\",\"columnCount\":-1}]]",
      "[[{\"name\":\"A\",\"columnCount\":999999999}]]"};
  for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
    char text[512] = "{\"metadata\":{\"columns\":";
    tell__json *json = NULL;
    strcat(text, levels[i]);
    strcat(text, "},\"rows\":[]}");
    assert_int_equal(tell__json_open("x", text, strlen(text), &json, NULL), TELL_E_LAYOUT);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_looks_like_json_and_not_like_delimited_text),
      cmocka_unit_test(test_parse_broken_text_tells_line_and_column),
      cmocka_unit_test(test_parse_deep_nesting_is_refused),
      cmocka_unit_test(test_tree_gives_members_in_order),
      cmocka_unit_test(test_add_cell_writes_numbers_as_they_are_read),
      cmocka_unit_test(test_rows_header_is_the_union_of_the_keys),
      cmocka_unit_test(test_rows_element_that_is_no_record_is_set_aside),
      cmocka_unit_test(test_rows_text_of_ten_megabytes_is_too_long),
      cmocka_unit_test(test_open_broken_array_fails_before_any_record),
      cmocka_unit_test(test_open_unknown_shape_is_a_layout_failure),
      cmocka_unit_test(test_empty_array_has_not_even_a_header),
      cmocka_unit_test(test_pivot_levels_become_paths),
      cmocka_unit_test(test_pivot_long_name_of_a_parent_breaks_the_rows_below),
      cmocka_unit_test(test_pivot_levels_of_unlike_width_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
