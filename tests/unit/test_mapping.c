/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mappings themselves: what is refused, with its place, and how names of columns are matched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/layouts/mapped/mapping_pattern.h"
#include "ingested.h"
#include "mapped.h"

#define GOOD "unit_code;orgnr\nperiod;aar\nindicator;indikator\nvalue;verdi\n"

static void test_set_mapping_refuses_each_defect_at_its_place(void **state) {
  static const struct {
    const char *mapping;
    int64_t line;
    const char *field, *words;
  } cases[] = {
      {"", 0, "value", "neither a value nor the code of a unit"},
      {"navn;a\n", 2, "target", "no target of this name"},
      {GOOD "value;annet\n", 6, "value", "earlier line has the same target"},
      {GOOD "indicator;annet\n", 6, "indicator", "earlier line has the same target"},
      {GOOD "grade;trinn;5\n", 6, "column", "either a column or a constant"},
      {GOOD "grade\n", 6, "column", "either a column or a constant"},
      {GOOD "n;;20\n", 6, "constant", "a column and no constant"},
      {GOOD "grade;;5;upper\n", 6, "transform", "a constant is not transformed"},
      {GOOD "grade;trinn;;uper\n", 6, "transform", "no transform of this name"},
      {GOOD "grade;trinn;;upper:x\n", 6, "transform", "no transform of this name"},
      {GOOD "grade;trinn;;map:\n", 6, "transform", "something behind the colon"},
      {GOOD "grade;trinn;;map:trinn\n", 6, "grade", "no lookup of this name"},
      {GOOD "grade;trinn;;end_year\n", 6, "transform", "period, valid_from and valid_to"},
      {GOOD "grade;trinn;;divide:100\n", 6, "transform", "only numbers are divided"},
      {GOOD "n;antall;;divide:7\n", 6, "transform", "no transform of this name"},
      {GOOD "n;antall;;divide:10|multiply:10\n", 6, "transform", "divided or multiplied once"},
      {GOOD "n;antall;;join\n", 6, "transform", "join is the first"},
      {GOOD "grade;trinn|klasse;;upper|join\n", 6, "transform", "join is the first"},
      {GOOD "grade;trinn;;join\n", 6, "column", "two to four columns"},
      {GOOD "grade;a|b|c|d|e;;join\n", 6, "column", "two to four columns"},
      {GOOD "grade;trinn;;pad:0\n", 6, "transform", "a width from 1 to 20"},
      {GOOD "ignore;x;;upper\n", 6, "transform", "what is not used is not transformed"},
      {GOOD "delimiter;;colon\n", 6, "constant", "semicolon, comma, tab, pipe or space"},
      {GOOD "delimiter;;tab\ndelimiter;;tab\n", 7, "target", "says this already"},
      {GOOD "delimiter;x;tab\n", 6, "target", "nothing but a constant"},
      {GOOD "decimal_mark;;dot\n", 6, "constant", "comma or point"},
      {GOOD "skip_lines;;-1\n", 6, "constant", "from 0 to 1000"},
      {GOOD "layout_name;;Min tabell\n", 6, "constant", "small letters"},
      {GOOD "header;;a||b\n", 6, "constant", "no name"},
      {GOOD "sign;x;hidden\n", 6, "constant", "a sign means"},
      {GOOD "sign;x;missing\nsign;x;suppressed\n", 7, "column", "what this sign means"},
      {GOOD "sign;;zero\n", 6, "constant", "a blank cell cannot mean this"},
      {GOOD "map:;a;b\n", 6, "target", "the lookup has no name"},
      {GOOD "map:x;A;b\nmap:x;a;c\n", 7, "column", "earlier line of the lookup"},
      {GOOD "map:x;A;b;upper\n", 6, "target", "a column (the text) and a constant"},
      {"unit_code;orgnr\nindicator;i\nvalue;v\n", 4, "value", "which school year"},
      {"unit_code;orgnr\nperiod;p\nvalue;v\n", 4, "value", "which indicator"},
      {GOOD "n;antall;;;b\n", 6, "n", "no value, numerator or state that this belongs to"},
      {GOOD "grade;;5;;b\n", 6, "grade", "the block has no value"},
      {GOOD "level;;school;;b\nvalue;x;;;b\n", 6, "level", "its lines have no block"},
      {GOOD "unit_name;{navn}\n", 6, "unit_name", "not taken from the names"},
      {GOOD "grade;{trinn}\n", 6, "grade", "no part of this name"},
      {"unit_code;o\nindicator;;x\nvalue;{period} {x}\n", 4, "value", "uses this part"},
      {"unit_code;o\nindicator;;x\nvalue;{period}\nn;{period} {grade}\n", 5, "n",
       "no part of this name"},
      {GOOD "n;{a\n", 6, "column", "braces"},
      {GOOD "n;a}\n", 6, "column", "braces"},
      {GOOD "n;{a}{b}\n", 6, "column", "braces"},
      {GOOD "n;{a}-{a}\n", 6, "column", "braces"},
      {GOOD "n;{}\n", 6, "column", "braces"},
      {GOOD "n;a;;;b;c\n", 6, "", "more fields than the header"},
      {GOOD "n;\"a\n", 6, "", "quote"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    mapped_assert_refused(*state, cases[i].mapping, cases[i].line, cases[i].field, cases[i].words);
}

static void test_set_mapping_refuses_a_bad_first_line(void **state) {
  static const char *const heads[] = {"", "target;column\n", "target;column;constant;sum\n",
                                      "target;column;constant;target\n",
                                      "target,column,constant\n"};
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
    tell_ingest *ingest = NULL;
    assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
    assert_int_equal(tell_ingest_set_mapping_memory(ingest, "m", heads[i], strlen(heads[i]), NULL),
                     TELL_E_LAYOUT);
    tell_ingest_free(ingest);
  }
}

static void test_set_mapping_checks_its_arguments(void **state) {
  tell_ingest *ingest = NULL;
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_mapping(NULL, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_mapping_memory(NULL, "m", "", 0, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_mapping_memory(ingest, NULL, "", 0, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_mapping_memory(ingest, "m", NULL, 1, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_mapping(ingest, "/no/such/mapping.csv", NULL), TELL_E_NOT_FOUND);
  assert_int_equal(tell_ingest_set_mapping(ingest, NULL, NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_mapping(ingest, NULL, NULL), TELL_E_STATE);
  tell_dataset_free(data);
  tell_ingest_free(ingest);
}

/* Remarks, blank rows, short rows, other orders of the columns and a byte order mark. */
static void test_mapping_may_be_written_in_several_ways(void **state) {
  static const char mapping[] = "\xEF\xBB\xBF"
                                "constant;transform;target;column\n"
                                ";;# om tabellen;\n"
                                ";;;\n"
                                ";;unit_code;orgnr\n"
                                "2024-25;;period\n"
                                "np_lesing;;indicator\n"
                                ";;value; Verdi \n";
  static const char text[] = "orgnr;verdi\n999000001;50\n";
  tell_ingest *ingest = NULL;
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_mapping_memory(ingest, "m", mapping, sizeof mapping - 1, NULL),
                   TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, sizeof text - 1, NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  tell_ingest_free(ingest);
  assert_true(ingested_cell(data, "999000001", "np_lesing")->value == 50);
  tell_dataset_free(data);
}

/* The captures of a name, with "|" between them; "-" when the pattern does not fit. */
static void assert_match(const char *written, const char *name, const char *key,
                         const char *expected) {
  tell__pattern *pattern = NULL;
  tell__piece pieces[TELL__CAPTURES_MAX];
  char found[200] = "-";
  assert_int_equal(tell__pattern_read(written, &pattern), TELL__PATTERN_OK);
  if (tell__pattern_match(pattern, name, key, pieces)) {
    found[0] = '\0';
    for (int32_t i = 0; i < pattern->count; i++) {
      strcat(found, i > 0 ? "|" : "");
      strncat(found, pieces[i].text, pieces[i].length);
    }
  }
  assert_string_equal(found, expected);
  tell__pattern_free(pattern);
}

static void test_pattern_match_takes_the_shortest_parts(void **state) {
  (void)state;
  assert_match("{a}.{b}.Sum", "2022-23.5. trinn.Sum", "2022-23.5. trinn.sum", "2022-23|5. trinn");
  assert_match("{a}", "x", "x", "x");
  assert_match("a{b}", "a", "a", "-");
  assert_match("{a}x{b}", "xxx", "xxx", "x|x");
  assert_match("{a}x{b}", "xx", "xx", "-");
  assert_match("{a}-{b}", "a-", "a-", "-");
  assert_match("n_{fag}", "n_lesing", "n_lesing", "lesing");
  assert_match("n_{fag}", "m_lesing", "m_lesing", "-");
  assert_match("{a}aa", "aaa", "aaa", "a");
  assert_match("verdi", "verdi", "verdi", "");
  assert_match("verdi", "verdier", "verdier", "-");
  /* As names are compared: case, and letters put together or not. */
  assert_match("Måling {aar}", "MÅLING 2022", "måling 2022", "2022");
  assert_match("Ma\xCC\x8Aling {aar}", "Måling 2022", "måling 2022", "2022");
}

/* All ways of cutting a name, tried out one by one, against the one way of the library. */
static void test_pattern_match_finds_a_match_whenever_there_is_one(void **state) {
  (void)state;
  static const char letters[] = "ab.";
  tell__pattern *pattern = NULL;
  tell__piece pieces[TELL__CAPTURES_MAX];
  assert_int_equal(tell__pattern_read("a{x}.b{y}a", &pattern), TELL__PATTERN_OK);
  for (int number = 0; number < 6561; number++) {
    char name[9] = {0};
    int rest = number, expected = 0;
    for (int i = 0; i < 8; i++, rest /= 3)
      name[i] = letters[rest % 3];
    for (size_t x = 1; x < 8; x++)
      for (size_t y = 1; x + y + 4 <= 8; y++)
        expected |= name[0] == 'a' && name[x + 1] == '.' && name[x + 2] == 'b' &&
                    name[x + y + 3] == 'a' && x + y + 4 == 8;
    assert_int_equal(tell__pattern_match(pattern, name, name, pieces), expected);
  }
  tell__pattern_free(pattern);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_set_mapping_refuses_each_defect_at_its_place),
      cmocka_unit_test(test_set_mapping_refuses_a_bad_first_line),
      cmocka_unit_test(test_set_mapping_checks_its_arguments),
      cmocka_unit_test(test_mapping_may_be_written_in_several_ways),
      cmocka_unit_test(test_pattern_match_takes_the_shortest_parts),
      cmocka_unit_test(test_pattern_match_finds_a_match_whenever_there_is_one),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
