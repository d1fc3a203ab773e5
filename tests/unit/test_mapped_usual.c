/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records of plain numbers take a short way to their observations. The same
 * table is read by a mapping whose value has a step that changes nothing, which
 * sends every record the long way: all observations, their places and all
 * findings must be the same. And what is called usual must be what
 * tell__measures_judge() has nothing to say of.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/cells/measures.h"
#include "mapped.h"
#include "random.h"

enum { ROWS = 600, ROW_SIZE = 200 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define OTHERS                                                                                     \
  "unit_code;orgnr\nparent;kommune\nparent_level;;municipality\ngrade;trinn\ngender;kj\n"          \
  "indicator;mal\ndimension;dim\ncategory;kat\nsign;77;missing\n"
#define KEYS "period;aar\n" OTHERS

static const char *const plain[] = {KEYS "value;v\nn;n\nsd;sd\nmargin;m\n",
                                    KEYS "value;v\nn;n\nsd;sd\n",
                                    KEYS "value;v\nn;n\nmargin;m\n",
                                    KEYS "value;v\nsd;sd\n",
                                    KEYS "value;v\nn;n\n",
                                    KEYS "value;v\n"};
static const char *const stepped[] = {KEYS "value;v;;strip_suffix:zzz\nn;n\nsd;sd\nmargin;m\n",
                                      KEYS "value;v;;strip_suffix:zzz\nn;n\nsd;sd\n",
                                      KEYS "value;v;;strip_suffix:zzz\nn;n\nmargin;m\n",
                                      KEYS "value;v;;strip_suffix:zzz\nsd;sd\n",
                                      KEYS "value;v;;strip_suffix:zzz\nn;n\n",
                                      KEYS "value;v;;strip_suffix:zzz\n"};

/* Where keys stand apart, a year is passed over, marks are moved, or there is more than numbers. */
#define APART                                                                                      \
  OTHERS "period;aar;;map:aar\nignore;{rest}\nmap:aar;2006-07;(skip)\nmap:aar;(other);(same)\n"
#define FIXED "unit_code;orgnr\nperiod;;2022-23\nindicator;;eu_trivsel\nignore;{rest}\nn;n\n"

static const char *const plain_apart[] = {
    APART "value;v\nn;n\nsd;sd\nmargin;m\n", APART "value;v;;divide:10\nn;n\n",
    APART "value;v\nn;n;;multiply:10\n",     APART "value;v\nn;n\nstate;tilstand\n",
    APART "value;v\nn;n\nnumerator;sd\n",    FIXED "value;v\n"};
static const char *const stepped_apart[] = {
    APART "value;v;;strip_suffix:zzz\nn;n\nsd;sd\nmargin;m\n",
    APART "value;v;;strip_suffix:zzz|divide:10\nn;n\n",
    APART "value;v;;strip_suffix:zzz\nn;n;;multiply:10\n",
    APART "value;v;;strip_suffix:zzz\nn;n\nstate;tilstand\n",
    APART "value;v;;strip_suffix:zzz\nn;n\nnumerator;sd\n",
    FIXED "value;v;;strip_suffix:zzz\n"};

/* One indicator of each kind, with a dimension where it is a member of a distribution. */
static const char *const indicators[] = {"np_engelsk;;",      "np_engelsk_niva;mestringsniva;1",
                                         "np_engelsk_asss;;", "eu_trivsel;;",
                                         "fravaer_dager;;",   "elever;;",
                                         "laerertetthet;;",   "eu_trivsel;klasse;5\xC3\xA5"};

/* Numbers that are usual somewhere, numbers at the limits of scales, and all else a cell can be. */
static const char *const cells[] = {
    "50",      "3,8",        "4,1",        "12",
    "20",      "10",         "0,9",        "1",
    "2",       "0,9",        "9,9",        "45",
    "33,3",    "0",          "1,4",        "1,5",
    "2,8",     "2,9",        "5",          "5,1",
    "0,99",    "29",         "30",         "75",
    "76",      "100",        "100,1",      "101",
    "190",     "40",         "40,1",       "49,9",
    "50,1",    "-1",         "-0",         "20,5",
    "",        "*",          "20*",        ":",
    ".",       "..",         "77",         "x",
    "1.234",   "1 000",      "1234567",    "12345678",
    "0,12345", "0,1234567",  "+5",         " 12",
    "\"12\"",  "\" 12\"",    "50 %",       "\342\210\2225", /* a minus sign of its own */
    "\"3,8\"", "2147483647", "2147483648", "00012",
    "5,",      ",5",         "1e3"};

static const char *pick(uint64_t *seed, size_t usual) {
  size_t most = random_next(seed) % 6 == 0 ? COUNT(cells) : usual;
  return cells[random_next(seed) % most];
}

static void write_table(uint64_t seed, char *to) {
  static const char *const years[] = {"2021-22", "2022-23", "2006-07"};
  static const char *const grades[] = {"5", "8", "7", "alle", "x"};
  static const char *const genders[] = {"A", "J", "G"};
  to += sprintf(to, "orgnr;kommune;aar;trinn;kj;mal;dim;kat;n;v;sd;m\n");
  for (int i = 0; i < ROWS; i++) {
    size_t usual = random_next(&seed) % 2 == 0 ? 13 : 35;
    to += sprintf(to, "99900000%d;460%d;%s;%s;%s;%s;", i / 100, i / 300, years[i / 50 % 3],
                  grades[random_next(&seed) % 40 == 0 ? 4 : random_next(&seed) % 4],
                  genders[random_next(&seed) % 3],
                  indicators[random_next(&seed) % COUNT(indicators)]);
    for (int cell = 0; cell < 4; cell++)
      to += sprintf(to, "%s%s", pick(&seed, usual), cell < 3 ? ";" : "\n");
  }
}

enum {
  UNIT,
  PARENT,
  YEAR,
  GRADE,
  GENDER,
  INDICATOR,
  DIMENSION,
  CATEGORY,
  N,
  V,
  SD,
  M,
  NOTE,
  STATE
};
enum { COLUMNS = STATE + 1 };

/* What stands in a column of the record `i`; few texts, so that most records are like another. */
static const char *choose(uint64_t *seed, int column, int i, char *room) {
  static const char *const texts[COLUMNS][5] = {
      [PARENT] = {"4601", "4601", "4602", "4601", "4601"},
      [YEAR] = {"2021-22", "2022-23", "2022-23", "2006-07", "2022-23"},
      [GRADE] = {"5", "8", "5", "alle", "8"},
      [GENDER] = {"A", "J", "G", "A", "A"},
      [INDICATOR] = {"eu_trivsel", "np_engelsk", "eu_trivsel", "np_engelsk_asss", "eu_trivsel"},
      [DIMENSION] = {"klasse", "klasse", "klasse", "klasse", "klasse"},
      [CATEGORY] = {"a", "b", "a", "b", "a"},
      [NOTE] = {"", "\"a\nb\"", "x", "\"a\"\"b\"", ""},
      [STATE] = {"", "", "present", "", "not_comparable"}};
  if (column == UNIT)
    (void)sprintf(room, "999%06d", i / 4);
  if (column == UNIT)
    return room;
  return column >= N && column <= M ? pick(seed, 13) : texts[column][random_next(seed) % 5];
}

static void swap(int *order, int one, uint64_t other) {
  int moved = order[one];
  order[one] = order[other % COLUMNS];
  order[other % COLUMNS] = moved;
}

/* The year stands among the keys or anywhere, sometimes another column as well. */
static void write_apart(uint64_t seed, char *to) {
  static const char *const names[COLUMNS] = {"orgnr", "kommune", "aar",     "trinn",   "kj",
                                             "mal",   "dim",     "kat",     "n",       "v",
                                             "sd",    "m",       "merknad", "tilstand"};
  int order[COLUMNS];
  char room[16];
  for (int i = 0; i < COLUMNS; i++)
    order[i] = i;
  if (random_next(&seed) % 2 == 0)
    swap(order, YEAR, random_next(&seed));
  if (random_next(&seed) % 3 == 0)
    swap(order, (int)(random_next(&seed) % COLUMNS), random_next(&seed));
  for (int row = -1; row < ROWS; row++)
    for (int i = 0; i < COLUMNS; i++)
      to += sprintf(to, "%s%s", row < 0 ? names[order[i]] : choose(&seed, order[i], row, room),
                    i < COLUMNS - 1 ? ";" : "\n");
}

static void assert_same_observations(const tell_dataset *a, const tell_dataset *b) {
  const tell__dataset_view *one = tell__dataset_get(a), *other = tell__dataset_get(b);
  assert_int_equal(one->observation_count, other->observation_count);
  for (int64_t i = 0; i < one->observation_count; i++)
    assert_memory_equal(&one->observations[i], &other->observations[i], sizeof *one->observations);
}

static void assert_same_issues(const tell_issues *a, const tell_issues *b) {
  assert_int_equal(tell_issues_count(a), tell_issues_count(b));
  for (int64_t i = 0; i < tell_issues_count(a); i++) {
    assert_string_equal(tell_issues_code(a, i), tell_issues_code(b, i));
    assert_string_equal(tell_issues_message(a, i), tell_issues_message(b, i));
    assert_int_equal(tell_issues_severity(a, i), tell_issues_severity(b, i));
    assert_int_equal(tell_issues_line(a, i), tell_issues_line(b, i));
    assert_int_equal(tell_issues_column(a, i), tell_issues_column(b, i));
  }
}

/* Of what is made of a table there is more than this; -1: not asked. */
typedef struct bounds {
  int64_t accepted, observations;
} bounds;

/* Reads the same table the short way and, by steps that change nothing, the long one. */
static void assert_same_both_ways(const tell_catalogue *catalogue, const char *brief_form,
                                  const char *whole_form, const char *text, bounds above) {
  tell_dataset *brief = mapped_text(catalogue, brief_form, text);
  tell_dataset *whole = mapped_text(catalogue, whole_form, text);
  assert_true(ingested_account(brief, 0, "accepted") > above.accepted);
  assert_true(tell_dataset_observation_count(brief) > above.observations);
  assert_same_observations(brief, whole);
  assert_same_issues(tell_dataset_issues(brief), tell_dataset_issues(whole));
  tell_dataset_free(brief);
  tell_dataset_free(whole);
}

static void test_mapped_usual_records_become_what_they_become_the_long_way(void **state) {
  char *text = malloc((size_t)(ROWS + 1) * ROW_SIZE);
  assert_non_null(text);
  for (int round = 0; round < random_rounds(60); round++) {
    size_t form = (size_t)round % COUNT(plain);
    write_table((uint64_t)round + 1, text);
    assert_same_both_ways(*state, plain[form], stepped[form], text, (bounds){ROWS / 2, -1});
  }
  free(text);
}

static void test_mapped_usual_keys_apart_become_what_they_become_the_long_way(void **state) {
  char *text = malloc((size_t)(ROWS + 1) * ROW_SIZE);
  assert_non_null(text);
  for (int round = 0; round < random_rounds(120); round++) {
    size_t form = (size_t)round % COUNT(plain_apart);
    write_apart((uint64_t)round + 1, text);
    assert_same_both_ways(*state, plain_apart[form], stepped_apart[form], text,
                          (bounds){-1, ROWS / 8});
  }
  free(text);
}

/* Different rows with two values each, every row for two schools. */
static void write_many(char *to) {
  enum { MANY = 2100 };
  static const char *const grades[] = {"5", "8", "9", "alle"};
  static const char *const names[] = {"eu_trivsel", "np_engelsk",  "np_lesing",
                                      "np_regning", "eu_mestring", "eu_motivasjon"};
  to += sprintf(to, "orgnr;aar;trinn;mal;v;n;w\n");
  for (int i = 0; i < 2 * MANY; i++) {
    int row = i % MANY, year = 2000 + row % 90;
    to += sprintf(to, "99900000%d;%d-%02d;%s;%s;%s;%d;%s\n", i / MANY, year, (year + 1) % 100,
                  grades[row / 90 % 4], names[row / 360], row % 2 == 0 ? "4,1" : "45", 10 + row % 7,
                  row % 3 == 0 ? "3,9" : "50");
  }
}

static void test_mapped_usual_more_rows_than_are_remembered_stay_themselves(void **state) {
  static const char more[] = "unit_code;orgnr\nperiod;aar\ngrade;trinn\nindicator;mal\n"
                             "gender;;J;;one\ngender;;G;;two\nn;n;;;one\n";
  char brief_form[400], whole_form[400], *text = malloc((size_t)5000 * 100);
  assert_non_null(text);
  write_many(text);
  (void)sprintf(brief_form, "%svalue;v;;;one\nvalue;w;;;two\n", more);
  (void)sprintf(whole_form, "%svalue;v;;strip_suffix:zzz;one\nvalue;w;;strip_suffix:zzz;two\n",
                more);
  tell_dataset *brief = mapped_text(*state, brief_form, text);
  tell_dataset *whole = mapped_text(*state, whole_form, text);
  assert_int_equal(tell_dataset_observation_count(brief), 8400);
  assert_same_observations(brief, whole);
  assert_same_issues(tell_dataset_issues(brief), tell_dataset_issues(whole));
  tell_dataset_free(brief);
  tell_dataset_free(whole);
  free(text);
}

static double number_near(uint64_t *seed, double size) {
  static const double factors[] = {0, 0.01, 0.1, 0.25, 0.3, 0.5, 0.7, 0.99, 1, 1.01, 2, -0.1};
  double factor = factors[random_next(seed) % COUNT(factors)];
  return factor * size * (random_next(seed) % 3 == 0 ? random_unit(seed) : 1);
}

static tell__indicator make_indicator(uint64_t *seed) {
  static const double widths[] = {4, 100, 190, 0.5, 1e6};
  double width = widths[random_next(seed) % COUNT(widths)];
  tell__indicator made = {.kind = (tell__kind)(TELL__KIND_COUNT + random_next(seed) % 7),
                          .sd_kind = (tell__sd_kind)(TELL__SD_PUPILS + random_next(seed) % 3),
                          .has_scale = random_next(seed) % 4 > 0,
                          .has_plausible = random_next(seed) % 2 == 0};
  made.scale_min = random_next(seed) % 2 == 0 ? 0 : 1;
  made.scale_max = made.scale_min + width;
  made.plausible_min = made.scale_min + width / 4;
  made.plausible_max = made.scale_max - width / 4;
  return made;
}

static tell__measure make_measure(int is_there, double value) {
  tell__measure made = {.column = -1};
  if (is_there)
    made.cell = (tell__cell){.kind = TELL__CELL_NUMBER, .value = value};
  return made;
}

/* Judges numbers both ways where they are usual; 0 where they are not. */
static int judge_usual(uint64_t *seed) {
  static const double counts[] = {0, 1, 2, 3, 30, 2.5, 2147483647.0, 2147483648.0, -1};
  tell__indicator indicator = make_indicator(seed);
  double width = indicator.scale_max - indicator.scale_min;
  unsigned has = (unsigned)(random_next(seed) % 8);
  tell__numbers numbers = {indicator.scale_min + number_near(seed, width), 1, 0, 0};
  if (has & TELL__HAS_N)
    numbers.n = counts[random_next(seed) % COUNT(counts)];
  if (has & TELL__HAS_SD)
    numbers.sd = number_near(seed, width);
  if (has & TELL__HAS_MARGIN)
    numbers.margin = number_near(seed, width);
  tell__usual usual = tell__measures_usual(&indicator);
  if (!tell__measures_are_usual(&usual, &numbers, has))
    return 0;
  tell__measures measures = {.value = make_measure(1, numbers.value),
                             .numerator = make_measure(0, 0),
                             .n = make_measure((has & TELL__HAS_N) != 0, numbers.n),
                             .sd = make_measure((has & TELL__HAS_SD) != 0, numbers.sd),
                             .margin = make_measure((has & TELL__HAS_MARGIN) != 0, numbers.margin),
                             .blank = TELL_STATE_MISSING,
                             .stated = -1,
                             .stated_column = -1};
  tell__reading reading = {0};
  tell__observation judged = {.unit = 1}, taken = {.unit = 1};
  tell__measures_judge(&reading, &indicator, &measures, &judged);
  tell__measures_take_usual(&usual, &numbers, has, &taken);
  assert_int_equal(reading.findings.count, 0);
  assert_memory_equal(&judged, &taken, sizeof taken);
  return 1;
}

static void test_measures_usual_numbers_are_judged_without_a_finding(void **state) {
  uint64_t seed = 7;
  int usual = 0, rounds = random_rounds(200000);
  (void)state;
  for (int round = 0; round < rounds; round++)
    usual += judge_usual(&seed);
  assert_true(usual > rounds / 50);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_mapped_usual_records_become_what_they_become_the_long_way),
      cmocka_unit_test(test_mapped_usual_keys_apart_become_what_they_become_the_long_way),
      cmocka_unit_test(test_mapped_usual_more_rows_than_are_remembered_stay_themselves),
      cmocka_unit_test(test_measures_usual_numbers_are_judged_without_a_finding)};
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
