/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A caller's folder extends or replaces the built-in catalogue, and every defect in it has a place.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "catalogue/catalogue.h"

static const char *const FILES[] = {
    "indicators.csv", "grades.csv",     "breaks.csv", "sources.csv",  "plan.csv",
    "links.csv",      "labels.csv",     "groups.csv", "policies.csv", "texts.csv",
    "cutpoints.csv",  "rescalings.csv", "items.csv",  "codes.csv",    "derived.csv"};

#define INDICATOR_HEADER                                                                           \
  "id;family;kind;unit;scale_min;scale_max;plausible_min;plausible_max;direction;decimals;source;" \
  "distribution;sd_kind;minimum_answers;name_nb;name_nn;name_en;about_nb;about_nn;about_en\n"
#define CUTPOINT_HEADER                                                                            \
  "indicator;grade;first_period;last_period;limit_2;limit_3;limit_4;limit_5;source\n"
#define RESCALING_HEADER "indicator;grade;period;old_mean;old_sd;new_mean;new_sd;source\n"
#define ITEM_HEADER "indicator;item;lowest;highest;counts_from;label_nb;label_nn;label_en\n"
#define CODE_HEADER "level;code;successor;period;kind\n"
#define DERIVED_HEADER "indicator;grade;from;categories\n"
#define TEXTS ";a;b;c;d;e;f\n"

typedef struct fixture {
  char folder[64];
  tell_error *err;
  tell_catalogue *catalogue;
} fixture;

static int setup(void **state) {
  fixture *f = calloc(1, sizeof *f);
  if (f == NULL)
    return -1;
  *state = f;
  strcpy(f->folder, "/tmp/telling-catalogue-XXXXXX");
  return mkdtemp(f->folder) != NULL && tell_error_create(&f->err) == TELL_OK ? 0 : -1;
}

static void path_of(const fixture *f, const char *name, char *path, size_t size) {
  int length = snprintf(path, size, "%s/%s", f->folder, name);
  assert_true(length > 0 && (size_t)length < size);
}

static int teardown(void **state) {
  fixture *f = *state;
  char path[128];
  for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
    path_of(f, FILES[i], path, sizeof path);
    if (unlink(path) != 0 && errno != ENOENT)
      (void)rmdir(path);
  }
  int gone = rmdir(f->folder);
  tell_catalogue_free(f->catalogue);
  tell_error_free(f->err);
  free(f);
  return gone;
}

static void put(const fixture *f, const char *name, const char *content) {
  char path[128];
  path_of(f, name, path, sizeof path);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(content, 1, strlen(content), file), strlen(content));
  assert_int_equal(fclose(file), 0);
}

static tell_status make(fixture *f, tell_catalogue_mode mode) {
  tell_catalogue_free(f->catalogue);
  f->catalogue = NULL;
  return tell_catalogue_create_from(f->folder, mode, &f->catalogue, f->err);
}

static void must_make(fixture *f, tell_catalogue_mode mode) {
  if (make(f, mode) != TELL_OK)
    fail_msg("%s:%d:%d %s: %s", tell_error_source(f->err), (int)tell_error_line(f->err),
             (int)tell_error_column(f->err), tell_error_field(f->err), tell_error_message(f->err));
}

static int32_t indicator(const fixture *f, const char *id) {
  return tell__catalogue_indicator(f->catalogue, id, strlen(id));
}

static void test_extend_known_key_takes_the_place_of_the_row(void **state) {
  fixture *f = *state;
  tell_catalogue *plain = NULL;
  assert_int_equal(tell_catalogue_create(&plain, NULL), TELL_OK);
  int32_t before = tell__catalogue_indicator(plain, "eu_trivsel", 10);
  int32_t count = tell__catalogue_get(plain)->indicators_count;
  tell_catalogue_free(plain);
  put(f, "indicators.csv",
      INDICATOR_HEADER "eu_trivsel;survey;mean;index_1_5;1;5;2,5;4,75;none;2;;;pupils;" TEXTS);
  must_make(f, TELL_CATALOGUE_EXTEND);
  const tell__catalogue_view *view = tell__catalogue_get(f->catalogue);
  assert_int_equal(indicator(f, "eu_trivsel"), before);
  assert_int_equal(view->indicators_count, count);
  const tell__indicator *found = &view->indicators[before];
  assert_true(found->plausible_min == 2.5 && found->plausible_max == 4.75);
  assert_int_equal(found->sd_kind, TELL__SD_PUPILS);
  assert_string_equal(found->name.nn, "b");
  assert_string_equal(found->about.en, "f");
  assert_string_equal(found->source, "");
  assert_int_equal(found->minimum_answers, 0);
  /* Rows of other files about it stay. */
  assert_int_equal(tell__catalogue_exists(f->catalogue, before, 7, 2024), 1);
}

static void test_extend_new_rows_of_all_files_are_added(void **state) {
  fixture *f = *state;
  put(f, "policies.csv", "policy,family,minimum\npublic,ungdata,15\n");
  put(f, "texts.csv",
      "key;nb;nn;en\nunit.hours_a_week;timer i uka;timar i veka;hours a week\n"
      "unitdiff.hours_a_week;timer;timar;hours\n");
  put(f, "sources.csv",
      "id;publisher;official;priority;name_nb;name_nn;name_en;licence\nungdata;NOVA;1;5;U;U;U;\n");
  put(f, "plan.csv",
      "id;type;parent;name_nb;name_nn;name_en\nS9.1;priority;M9;a;b;c\nM9;goal;V;a;b;c\n");
  put(f, "indicators.csv",
      INDICATOR_HEADER "ud_trening;ungdata;mean;hours_a_week;;;0;40;none;1;ungdata;;pupils;" TEXTS);
  put(f, "grades.csv",
      "indicator;grade;first_period;last_period\nud_trening;8;2020;2023\nud_trening;10;;\n");
  put(f, "breaks.csv",
      "indicator;grade;period;kind;text_nb;text_nn;text_en\nud_trening;8;2022;scale;a;b;c\n");
  put(f, "links.csv", "plan;indicator\nS9.1;ud_trening\n");
  put(f, "labels.csv",
      "layout;subject;measure;indicator;role;grade;source\n"
      "udir-portal;;Timer trening;ud_trening;value;8;ungdata\n");
  put(f, "groups.csv", "dimension;id;code;label\ngender;girls;1;Jenter (J)\n");
  must_make(f, TELL_CATALOGUE_EXTEND);
  const tell_catalogue *c = f->catalogue;
  int32_t added = indicator(f, "ud_trening");
  assert_int_equal(added, tell__catalogue_get(c)->indicators_count - 1);
  assert_false(tell__catalogue_get(c)->indicators[added].has_scale);
  assert_true(tell__catalogue_get(c)->indicators[added].has_plausible);
  assert_int_equal(tell__catalogue_minimum(c, "public", "ungdata"), 15);
  assert_int_equal(tell__catalogue_minimum(c, "internal", "ungdata"), 5);
  assert_string_equal(tell_catalogue_text(c, "unit.hours_a_week", TELL_LANGUAGE_NN),
                      "timar i veka");
  assert_int_equal(tell__catalogue_exists(c, added, 8, 2019), 0);
  assert_int_equal(tell__catalogue_exists(c, added, 8, 2020), 1);
  assert_int_equal(tell__catalogue_exists(c, added, 8, 2024), 0);
  assert_int_equal(tell__catalogue_exists(c, added, 10, 2030), 1);
  assert_int_equal(tell__catalogue_segment(c, added, 8, 2023), 2022);
  assert_int_equal(tell__catalogue_segment(c, added, 10, 2023), INT32_MIN);
  assert_int_equal(tell__catalogue_group(c, "gender", "jenter (j)", 10), 1);
  const tell__label *label = tell__catalogue_label(c, "udir-portal", "", 0, "Timer trening", 13);
  assert_non_null(label);
  assert_int_equal(label->indicator, added);
  /* What is built in is still there. */
  assert_true(indicator(f, "np_lesing") >= 0);
  assert_int_equal(tell__catalogue_group(c, "gender", "Gutt", 4), 2);
}

static int32_t level(const fixture *f, int period, double score) {
  return tell__catalogue_level(f->catalogue, indicator(f, "np_lesing_niva"), 5, period, score);
}

static void test_extend_new_cut_points_leave_the_old_ones_in_force_before(void **state) {
  fixture *f = *state;
  put(f, "cutpoints.csv", CUTPOINT_HEADER "np_lesing_niva;5;2030;;40;60;;;\n");
  must_make(f, TELL_CATALOGUE_EXTEND);
  assert_int_equal(level(f, 2029, 42), 1);
  assert_int_equal(level(f, 2030, 42), 2);
  assert_int_equal(level(f, 2029, 57), 3);
  assert_int_equal(level(f, 2031, 57), 2);
  put(f, "cutpoints.csv", CUTPOINT_HEADER "np_lesing_niva;5;2022;2023;40;60;;;\n");
  must_make(f, TELL_CATALOGUE_EXTEND);
  assert_int_equal(level(f, 2023, 42), 2);
  assert_int_equal(level(f, 2024, 42), 0);
}

/* The corrected mean; 0 where there is no correction. */
static int rescale(const tell_catalogue *catalogue, int32_t indicator, int32_t grade,
                   int32_t period, double value, double *out) {
  const tell__rescaling *by = tell__catalogue_rescaling(catalogue, indicator, grade, period);
  if (by != NULL)
    *out = tell__rescaling_value(by, value);
  return by != NULL;
}

static void test_extend_items_rescalings_and_codes_of_the_caller(void **state) {
  fixture *f = *state;
  const int32_t *rows = NULL;
  double out = 0;
  put(f, "indicators.csv",
      INDICATOR_HEADER "idx1;survey;mean;index_1_5;1;5;;;none;1;;;pupils;2" TEXTS);
  put(f, "items.csv",
      ITEM_HEADER "idx1;S02;0;4;;a;b;c\nidx1;S01;0;4;2;d;e;f\n"
                  "idx1;trives;1;5;;a;b;c\n");
  put(f, "rescalings.csv", RESCALING_HEADER "np_lesing;9;2015;50;10;52,5;5;local\n");
  put(f, "codes.csv", CODE_HEADER "municipality;4601;4699;2031;renumbered\n");
  must_make(f, TELL_CATALOGUE_EXTEND);
  const tell__catalogue_view *view = tell__catalogue_get(f->catalogue);
  assert_int_equal(tell__catalogue_items(f->catalogue, indicator(f, "idx1"), &rows), 3);
  assert_string_equal(view->items[rows[0]].id, "S02");
  assert_string_equal(view->items[rows[1]].id, "S01");
  assert_int_equal(view->items[rows[1]].counts_from, 2);
  /* An item of two indicators is found by its first row. */
  int32_t row = tell__catalogue_item(f->catalogue, "Trives", 6);
  assert_int_equal(view->items[row].indicator, indicator(f, "eu_trivsel"));
  assert_int_equal(tell__catalogue_items(f->catalogue, indicator(f, "eu_vurdering"), NULL), 8);
  assert_int_equal(rescale(f->catalogue, indicator(f, "np_lesing"), 9, 2015, 52, &out), 1);
  assert_true(out == 53.5);
  row = tell__catalogue_code(f->catalogue, "municipality", "4601", 4);
  assert_string_equal(view->codes[row].successor, "4699");
}

static void test_new_files_have_tables_that_agree_with_records(void **state) {
  fixture *f = *state;
  put(f, "codes.csv", CODE_HEADER "county;46;47;2031;merged\n");
  put(f, "cutpoints.csv", CUTPOINT_HEADER "np_lesing_niva;5;2022;;43,5;;;;udir-np\n");
  must_make(f, TELL_CATALOGUE_REPLACE);
  const double *limits = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  const tell_table *codes = tell_catalogue_table(f->catalogue, TELL_CATALOGUE_CODES);
  const tell_table *cuts = tell_catalogue_table(f->catalogue, TELL_CATALOGUE_CUTPOINTS);
  assert_int_equal(tell_table_row_count(codes), 1);
  assert_int_equal(tell_table_row_count(cuts), 1);
  assert_int_equal(tell_table_row_count(tell_catalogue_table(f->catalogue, TELL_CATALOGUE_ITEMS)),
                   tell__catalogue_get(f->catalogue)->items_count);
  assert_int_equal(
      tell_table_row_count(tell_catalogue_table(f->catalogue, TELL_CATALOGUE_RESCALINGS)), 44);
  assert_int_equal(tell_table_column_f64(cuts, tell_table_column_find(cuts, "limit_2"), &limits,
                                         &states, &count, NULL),
                   TELL_OK);
  assert_true(limits[0] == 43.5);
  assert_int_equal(tell_table_column_f64(cuts, tell_table_column_find(cuts, "limit_3"), &limits,
                                         &states, &count, NULL),
                   TELL_OK);
  assert_int_equal(states[0], TELL_STATE_MISSING);
  assert_int_equal(level(f, 2022, 99), 2);
}

static void test_extend_key_of_name_or_number_in_another_form_is_the_same(void **state) {
  fixture *f = *state;
  put(f, "groups.csv", "dimension;id;code;label\ngender;girls;1;  JENTE \n");
  put(f, "grades.csv", "indicator;grade;first_period;last_period\nnp_lesing;05;2022;\n");
  tell_catalogue *plain = NULL;
  assert_int_equal(tell_catalogue_create(&plain, NULL), TELL_OK);
  int32_t groups = tell__catalogue_get(plain)->groups_count;
  int32_t grades = tell__catalogue_get(plain)->grades_count;
  tell_catalogue_free(plain);
  must_make(f, TELL_CATALOGUE_EXTEND);
  assert_int_equal(tell__catalogue_get(f->catalogue)->groups_count, groups);
  assert_int_equal(tell__catalogue_get(f->catalogue)->grades_count, grades);
  assert_int_equal(tell__catalogue_exists(f->catalogue, indicator(f, "np_lesing"), 5, 2021), 0);
}

static void test_replace_indicators_drops_what_referred_to_the_old_ones(void **state) {
  fixture *f = *state;
  put(f, "indicators.csv",
      INDICATOR_HEADER
      "np_lesing;test;mean;scale_points;0;100;30;75;none;0;udir-np;;pupils;" TEXTS);
  must_make(f, TELL_CATALOGUE_REPLACE);
  const tell__catalogue_view *view = tell__catalogue_get(f->catalogue);
  assert_int_equal(view->indicators_count, 1);
  assert_int_equal(indicator(f, "np_engelsk"), -1);
  assert_int_equal(view->breaks_count, 2);
  assert_int_equal(view->grades_count, 3);
  for (int32_t i = 0; i < view->labels_count; i++)
    assert_true(view->labels[i].indicator == 0 || view->labels[i].role == TELL__ROLE_IGNORED ||
                (view->labels[i].indicator < 0 && view->labels[i].role == TELL__ROLE_N));
  assert_int_equal(tell_table_row_count(tell_catalogue_table(f->catalogue, TELL_CATALOGUE_LINKS)),
                   2);
  assert_int_equal(tell__catalogue_segment(f->catalogue, 0, 5, 2023), 2022);
}

static void test_replace_sources_leaves_indicators_without_a_source(void **state) {
  fixture *f = *state;
  put(f, "sources.csv",
      "id;publisher;official;priority;name_nb;name_nn;name_en;licence\nssb;SSB;1;1;a;b;c;\n");
  must_make(f, TELL_CATALOGUE_REPLACE);
  const tell__catalogue_view *view = tell__catalogue_get(f->catalogue);
  assert_int_equal(view->sources_count, 1);
  assert_string_equal(view->indicators[0].source, "");
}

static void test_replace_leaves_other_files_built_in(void **state) {
  fixture *f = *state;
  put(f, "policies.csv", "policy;family;minimum\npublic;*;7\n");
  must_make(f, TELL_CATALOGUE_REPLACE);
  assert_int_equal(tell__catalogue_minimum(f->catalogue, "public", "bullying"), 7);
  assert_int_equal(tell__catalogue_minimum(f->catalogue, "internal", "bullying"), -1);
  assert_true(indicator(f, "eu_mobbing") >= 0);
}

static void test_version_carries_the_checksum_of_the_files(void **state) {
  fixture *f = *state;
  char expected[64];
  put(f, "policies.csv", "policy;family;minimum\npublic;*;7\n");
  must_make(f, TELL_CATALOGUE_EXTEND);
  /* Python: zlib.crc32(b"policies.csv\0policy;family;minimum\npublic;*;7\n") */
  snprintf(expected, sizeof expected, "%s+357b01df", tell_version_string());
  assert_string_equal(tell_catalogue_version(f->catalogue), expected);
  put(f, "breaks.csv", "indicator;grade;period;kind;text_nb;text_nn;text_en\n");
  must_make(f, TELL_CATALOGUE_EXTEND);
  /* The same with the bytes of breaks.csv before it. */
  snprintf(expected, sizeof expected, "%s+7c5a6126", tell_version_string());
  assert_string_equal(tell_catalogue_version(f->catalogue), expected);
}

static void test_folder_missing_or_without_files_is_an_io_error(void **state) {
  fixture *f = *state;
  assert_int_equal(make(f, TELL_CATALOGUE_EXTEND), TELL_E_IO);
  assert_string_equal(tell_error_source(f->err), f->folder);
  assert_true(strlen(tell_error_message(f->err)) > 0);
  tell_catalogue *out = NULL;
  assert_int_equal(
      tell_catalogue_create_from("/no/such/folder", TELL_CATALOGUE_EXTEND, &out, f->err),
      TELL_E_IO);
  assert_string_equal(tell_error_source(f->err), "/no/such/folder");
  assert_null(out);
}

static void test_folder_with_a_folder_for_a_file_is_an_io_error(void **state) {
  fixture *f = *state;
  char path[128];
  path_of(f, "texts.csv", path, sizeof path);
  assert_int_equal(mkdir(path, 0700), 0);
  assert_int_equal(make(f, TELL_CATALOGUE_EXTEND), TELL_E_IO);
  assert_string_equal(tell_error_source(f->err), path);
}

static void test_bytes_that_are_no_text_are_a_catalogue_error(void **state) {
  fixture *f = *state;
  char path[128];
  path_of(f, "texts.csv", path, sizeof path);
  put(f, "texts.csv", "PK\x03\x04 an archive \x01\x02\x03");
  assert_int_equal(make(f, TELL_CATALOGUE_EXTEND), TELL_E_CATALOGUE);
  assert_string_equal(tell_error_source(f->err), path);
}

typedef struct defect {
  const char *file, *content;
  int line, column;
  const char *field;
  const char *message; /* a piece of it */
} defect;

/* "zzz" stands for a wrong value everywhere: no message may quote it. */
static const defect DEFECTS[] = {
    {"indicators.csv", INDICATOR_HEADER "x;test;zzz;percent;;;;;none;0;;;none;" TEXTS, 2, 8, "kind",
     "words"},
    {"indicators.csv", INDICATOR_HEADER "x;zzz;mean;percent;;;;;none;0;;;none;" TEXTS, 2, 3,
     "family", "family"},
    {"indicators.csv", INDICATOR_HEADER "x;*;mean;percent;;;;;none;0;;;none;" TEXTS, 2, 3, "family",
     "family"},
    {"indicators.csv", INDICATOR_HEADER "x;test;mean;zzz;;;;;none;0;;;none;" TEXTS, 2, 13, "unit",
     "unit"},
    {"indicators.csv", INDICATOR_HEADER "x;test;mean;percent;5;1;;;none;0;;;none;" TEXTS, 2, 23,
     "scale_max", "both ends"},
    {"indicators.csv", INDICATOR_HEADER "x;test;mean;percent;5;;;;none;0;;;none;" TEXTS, 2, 23,
     "scale_max", "both ends"},
    {"indicators.csv", INDICATOR_HEADER "x;test;mean;percent;;;9;8;none;0;;;none;" TEXTS, 2, 25,
     "plausible_max", "both ends"},
    {"indicators.csv", INDICATOR_HEADER "x;test;mean;percent;1;5;0;4;none;0;;;none;" TEXTS, 2, 25,
     "plausible_min", "beyond the scale"},
    {"indicators.csv", INDICATOR_HEADER "x;test;mean;percent;zzz;5;;;none;0;;;none;" TEXTS, 2, 21,
     "scale_min", "not a number"},
    {"indicators.csv", INDICATOR_HEADER "x;test;mean;percent;1.000;5;;;none;0;;;none;" TEXTS, 2, 21,
     "scale_min", "thousands"},
    {"indicators.csv", INDICATOR_HEADER "x;test;mean;percent;;;;;zzz;0;;;none;" TEXTS, 2, 25,
     "direction", "words"},
    {"indicators.csv", INDICATOR_HEADER "x;test;mean;percent;;;;;none;16;;;none;" TEXTS, 2, 30,
     "decimals", "out of range"},
    {"indicators.csv", INDICATOR_HEADER "x;test;mean;percent;;;;;none;1,5;;;none;" TEXTS, 2, 30,
     "decimals", "whole number"},
    {"indicators.csv", INDICATOR_HEADER "x;test;mean;percent;;;;;none;;;;none;" TEXTS, 2, 30,
     "decimals", "must be given"},
    {"indicators.csv", INDICATOR_HEADER "x;test;mean;percent;;;;;none;0;zzz;;none;" TEXTS, 2, 32,
     "source", "source"},
    {"indicators.csv", INDICATOR_HEADER "x;test;mean;percent;;;;;none;0;;d;none;" TEXTS, 2, 33,
     "distribution", "distribution"},
    {"indicators.csv", INDICATOR_HEADER "x;test;distribution;percent;;;;;none;0;;;none;" TEXTS, 2,
     41, "distribution", "distribution"},
    {"indicators.csv", INDICATOR_HEADER "x;test;mean;percent;;;;;none;0;;;zzz;" TEXTS, 2, 34,
     "sd_kind", "words"},
    {"indicators.csv", INDICATOR_HEADER "x;test;mean;percent;;;;;none;0;;;none;;a;;c;d;e;f\n", 2,
     42, "name_nn", "must be given"},
    {"grades.csv", "indicator;grade;first_period;last_period\nnp_lesing;5;;\nzzz;5;;\n", 3, 1,
     "indicator", "indicator"},
    {"grades.csv", "indicator;grade;first_period;last_period\nnp_lesing;14;;\n", 2, 11, "grade",
     "out of range"},
    {"grades.csv", "indicator;grade;first_period;last_period\nnp_lesing;5;2024;2022\n", 2, 18,
     "last_period", "before"},
    {"grades.csv", "indicator;grade;first_period;last_period\nnp_lesing;5;;\nnp_lesing;5;2020;\n",
     3, 1, "indicator", "same key"},
    {"breaks.csv", "indicator;grade;period;kind;text_nb;text_nn;text_en\nzzz;;2022;scale;a;b;c\n",
     2, 1, "indicator", "indicator"},
    {"breaks.csv",
     "indicator;grade;period;kind;text_nb;text_nn;text_en\nnp_lesing;;22;scale;a;b;c\n", 2, 12,
     "period", "out of range"},
    {"links.csv", "indicator;plan\nnp_lesing;zzz\n", 2, 11, "plan", "plan"},
    {"links.csv", "indicator;plan\nzzz;S1.1\n", 2, 1, "indicator", "indicator"},
    {"links.csv", "indicator\nnp_lesing\n", 1, 0, "plan", "missing"},
    {"links.csv", "indicator;plan;plan\n", 1, 16, "plan", "twice"},
    {"links.csv", "indicator;plan;remark\n", 1, 16, "remark", "does not have"},
    {"links.csv", "indicator;plan\nnp_lesing\n", 2, 0, "", "fields"},
    {"links.csv", "indicator;plan\n\"np_lesing;S1.1\n", 2, 1, "", ""},
    {"links.csv", "", 1, 1, "", "header"},
    {"labels.csv",
     "layout;subject;measure;indicator;role;grade;source\nudir-portal;;zzz;;value;;udir-np\n", 2,
     18, "indicator", "indicator"},
    {"labels.csv",
     "layout;subject;measure;indicator;role;grade;source\nudir-portal;;zzz;elever;value;;\n", 2, 32,
     "source", "source"},
    {"labels.csv",
     "layout;subject;measure;indicator;role;grade;source\nudir-portal;;zzz;elever;sum;;ssb\n", 2,
     25, "role", "words"},
    {"labels.csv",
     "layout;subject;measure;indicator;role;grade;source\nudir-portal;;A b;;ignored;;\n"
     "udir-portal;;a  B;;ignored;;\n",
     3, 1, "layout", "same key"},
    {"groups.csv", "dimension;id;code;label\nzzz;girls;1;J\n", 2, 1, "dimension", "words"},
    {"groups.csv", "dimension;id;code;label\ngender;others;3;J\n", 2, 15, "code", "out of range"},
    {"groups.csv", "dimension;id;code;label\ngender;zzz;1;J\n", 2, 12, "code", "two"},
    {"policies.csv", "policy;family;minimum\nours;test;3\n", 2, 6, "family", "*"},
    {"policies.csv", "policy;family;minimum\nours;*;-1\n", 2, 8, "minimum", "out of range"},
    {"plan.csv", "id;type;parent;name_nb;name_nn;name_en\nX;zzz;;a;b;c\n", 2, 3, "type", "words"},
    {"plan.csv", "id;type;parent;name_nb;name_nn;name_en\nX;goal;zzz;a;b;c\n", 2, 8, "parent",
     "plan"},
    {"plan.csv", "id;type;parent;name_nb;name_nn;name_en\nX;goal;Y;a;b;c\nY;goal;X;a;b;c\n", 2, 8,
     "parent", "circle"},
    {"sources.csv",
     "id;publisher;official;priority;name_nb;name_nn;name_en;licence\nx;;2;1;a;b;c;\n", 2, 4,
     "official", "out of range"},
    {"sources.csv",
     "id;publisher;official;priority;name_nb;name_nn;name_en;licence;margin_level\n"
     "x;;1;1;a;b;c;;1\n",
     2, 15, "margin_level", "between 0 and 1"},
    {"sources.csv",
     "id;publisher;official;priority;name_nb;name_nn;name_en;licence;margin_level\n"
     "x;;1;1;a;b;c;;0\n",
     2, 15, "margin_level", "between 0 and 1"},
    {"texts.csv", "key;nb;nn;en\nsentence.x;{unit};{unit};{value}\n", 2, 26, "en", "slots"},
    {"texts.csv", "key;nb;nn;en\nsentence.x;{zzz};{zzz};{zzz}\n", 2, 12, "nb", "slot"},
    {"texts.csv", "key;nb;nn;en\nsentence.x;{unit;{unit;{unit\n", 2, 12, "nb", "slot"},
    {"texts.csv", "key;nb;nn;en\nsentence.x;{};{};{}\n", 2, 12, "nb", "slot"},
    {"texts.csv", "key;nb;nn;en\nsentence.value;{slope};{slope};{slope}\n", 2, 16, "nb", "slot"},
    {"texts.csv", "key;nb;nn;en\nsentence.trend.x;{value};{value};{value}\n", 2, 18, "nb", "slot"},
    {"texts.csv", "key;nb;nn;en\nstate.missing;{unit};{unit};{unit}\n", 2, 15, "nb", "slot"},
    {"texts.csv", "key;nb;nn;en\nx;a;b;\n", 2, 7, "en", "must be given"},
    {"texts.csv", "key;nb;nn;en\n;a;b;c\n", 2, 1, "key", "must be given"},
    {"cutpoints.csv", CUTPOINT_HEADER "zzz;5;2022;;1;2;;;\n", 2, 1, "indicator", "indicator"},
    {"cutpoints.csv", CUTPOINT_HEADER "np_lesing_niva;5;2022;;;2;;;\n", 2, 24, "limit_2",
     "must be given"},
    {"cutpoints.csv", CUTPOINT_HEADER "np_lesing_niva;5;2022;;2;;3;;\n", 2, 27, "limit_4",
     "before is missing"},
    {"cutpoints.csv", CUTPOINT_HEADER "np_lesing_niva;5;2022;;2;2;;;\n", 2, 26, "limit_3", "above"},
    {"cutpoints.csv", CUTPOINT_HEADER "np_lesing_niva;5;2022;;1;2;zzz;;\n", 2, 28, "limit_4",
     "number"},
    {"cutpoints.csv", CUTPOINT_HEADER "np_lesing_niva;5;2022;2021;1;2;;;\n", 2, 23, "last_period",
     "before the first"},
    {"cutpoints.csv", CUTPOINT_HEADER "np_lesing_niva;5;2022;;1;2;;;zzz\n", 2, 30, "source",
     "source"},
    {"rescalings.csv", RESCALING_HEADER "np_lesing;5;2016;50;0;50;10;local\n", 2, 21, "old_sd",
     "above 0"},
    {"rescalings.csv", RESCALING_HEADER "np_lesing;5;2016;50;10;50;-1;local\n", 2, 27, "new_sd",
     "above 0"},
    {"rescalings.csv", RESCALING_HEADER "np_lesing;5;2016;50;10;;1;local\n", 2, 24, "new_mean",
     "must be given"},
    {"rescalings.csv", RESCALING_HEADER "np_lesing;5;2016;50;10;50;1;\n", 2, 29, "source",
     "must be given"},
    {"items.csv", ITEM_HEADER "eu_trivsel;x;5;5;;a;b;c\n", 2, 16, "highest", "above the lowest"},
    {"items.csv", ITEM_HEADER "eu_trivsel;x;1;5;6;a;b;c\n", 2, 18, "counts_from", "at most"},
    {"items.csv", ITEM_HEADER "eu_trivsel;x;2;5;2;a;b;c\n", 2, 18, "counts_from", "lowest"},
    {"items.csv", ITEM_HEADER "eu_trivsel;;1;5;;a;b;c\n", 2, 12, "item", "must be given"},
    {"items.csv", ITEM_HEADER "eu_trivsel;x;1;5;;a;b;c\neu_trivsel;x;1;5;;a;b;c\n", 3, 1,
     "indicator", "same key"},
    {"codes.csv", CODE_HEADER "school;1;2;2022;merged\n", 2, 1, "level", "words"},
    {"codes.csv", CODE_HEADER "county;460;4601;2022;merged\n", 2, 8, "code", "digits"},
    {"codes.csv", CODE_HEADER "municipality;46O1;4601;2022;merged\n", 2, 14, "code", "digits"},
    {"codes.csv", CODE_HEADER "municipality;4601;46;2022;merged\n", 2, 19, "successor", "digits"},
    {"codes.csv", CODE_HEADER "municipality;4601;4602;2022;zzz\n", 2, 29, "kind", "words"},
    {"codes.csv", CODE_HEADER "municipality;4601;1201;2022;renumbered\n", 2, 24, "period",
     "no later"},
    {"codes.csv",
     CODE_HEADER "municipality;9901;9902;2030;merged\n"
                 "municipality;9902;9901;2031;merged\n",
     3, 24, "period", "no later"},
    {"derived.csv", DERIVED_HEADER "zzz;5;np_lesing_niva;2 3\n", 2, 1, "indicator", "indicator"},
    {"derived.csv", DERIVED_HEADER "eu_mobbing;5;zzz;2 3\n", 2, 14, "from", "indicator"},
    {"derived.csv", DERIVED_HEADER "np_lesing_asss;5;np_lesing;2 3\n", 2, 18, "from",
     "not a distribution"},
    {"derived.csv", DERIVED_HEADER "np_lesing;5;np_lesing_niva;2 3\n", 2, 1, "indicator",
     "only a share"},
    {"derived.csv", DERIVED_HEADER "eu_mobbing;5;np_lesing_niva;2 3\n", 2, 1, "indicator",
     "same family"},
    {"derived.csv", DERIVED_HEADER "np_lesing_asss;5;np_lesing_niva;\n", 2, 33, "categories",
     "must be given"},
    {"derived.csv", DERIVED_HEADER "np_lesing_asss;5;np_lesing_niva;2 2\n", 2, 33, "categories",
     "twice"},
    {"derived.csv", DERIVED_HEADER "np_lesing_asss;5;np_lesing_niva;3 2\n", 2, 33, "categories",
     "order"},
    {"derived.csv", DERIVED_HEADER "np_lesing_asss;5;np_lesing_niva;3 4\n", 2, 33, "categories",
     "not a category"},
    {"derived.csv", DERIVED_HEADER "np_lesing_asss;5;np_lesing_niva;0 1\n", 2, 33, "categories",
     "not a category"},
    {"derived.csv", DERIVED_HEADER "np_lesing_asss;5;np_lesing_niva;1 2 3\n", 2, 33, "categories",
     "every pupil"},
    {"derived.csv",
     DERIVED_HEADER "np_lesing_asss;7;np_lesing_niva;a b c d e f g h i j k l m n o p q\n", 2, 33,
     "categories", "more than 16"},
};

static void test_defects_have_file_line_column_and_field(void **state) {
  fixture *f = *state;
  char path[128];
  for (size_t i = 0; i < sizeof DEFECTS / sizeof *DEFECTS; i++) {
    const defect *d = &DEFECTS[i];
    path_of(f, d->file, path, sizeof path);
    put(f, d->file, d->content);
    print_message("# %s: %s\n", d->file, d->message);
    assert_int_equal(make(f, TELL_CATALOGUE_EXTEND), TELL_E_CATALOGUE);
    assert_null(f->catalogue);
    assert_int_equal(tell_error_status(f->err), TELL_E_CATALOGUE);
    assert_string_equal(tell_error_source(f->err), path);
    assert_int_equal(tell_error_line(f->err), d->line);
    assert_int_equal(tell_error_column(f->err), d->column);
    assert_string_equal(tell_error_field(f->err), d->field);
    assert_true(strlen(tell_error_message(f->err)) > 0);
    assert_non_null(strstr(tell_error_message(f->err), d->message));
    assert_null(strstr(tell_error_message(f->err), "zzz"));
    assert_int_equal(
        tell_catalogue_create_from(f->folder, TELL_CATALOGUE_EXTEND, &f->catalogue, NULL),
        TELL_E_CATALOGUE);
    assert_int_equal(unlink(path), 0);
  }
}

/* Observations keep the number of an indicator in 16 bits, that of a source in 8. */
static void test_more_rows_than_can_be_numbered_are_a_catalogue_error(void **state) {
  static const struct {
    const char *file, *header, *rest;
    int most;
  } cases[] = {
      {"indicators.csv", INDICATOR_HEADER, ";test;mean;percent;;;;;none;0;;;none;" TEXTS, 32768},
      {"sources.csv", "id;publisher;official;priority;name_nb;name_nn;name_en;licence\n",
       ";;1;1;a;b;c;\n", 256}};
  fixture *f = *state;
  char path[128];
  for (size_t i = 0; i < 2; i++) {
    for (int count = cases[i].most; count <= cases[i].most + 1; count++) {
      path_of(f, cases[i].file, path, sizeof path);
      FILE *file = fopen(path, "wb");
      assert_non_null(file);
      assert_true(fputs(cases[i].header, file) >= 0);
      for (int row = 0; row < count; row++)
        assert_true(fprintf(file, "x%d%s", row, cases[i].rest) > 0);
      assert_int_equal(fclose(file), 0);
      if (count == cases[i].most) {
        must_make(f, TELL_CATALOGUE_REPLACE);
        continue;
      }
      assert_int_equal(make(f, TELL_CATALOGUE_REPLACE), TELL_E_CATALOGUE);
      assert_string_equal(tell_error_source(f->err), path);
      assert_int_equal(tell_error_line(f->err), cases[i].most + 2);
      assert_string_equal(tell_error_field(f->err), "id");
    }
    assert_int_equal(unlink(path), 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_extend_known_key_takes_the_place_of_the_row, setup,
                                      teardown),
      cmocka_unit_test_setup_teardown(test_extend_new_rows_of_all_files_are_added, setup, teardown),
      cmocka_unit_test_setup_teardown(test_extend_key_of_name_or_number_in_another_form_is_the_same,
                                      setup, teardown),
      cmocka_unit_test_setup_teardown(test_replace_indicators_drops_what_referred_to_the_old_ones,
                                      setup, teardown),
      cmocka_unit_test_setup_teardown(test_extend_new_cut_points_leave_the_old_ones_in_force_before,
                                      setup, teardown),
      cmocka_unit_test_setup_teardown(test_extend_items_rescalings_and_codes_of_the_caller, setup,
                                      teardown),
      cmocka_unit_test_setup_teardown(test_new_files_have_tables_that_agree_with_records, setup,
                                      teardown),
      cmocka_unit_test_setup_teardown(test_replace_sources_leaves_indicators_without_a_source,
                                      setup, teardown),
      cmocka_unit_test_setup_teardown(test_replace_leaves_other_files_built_in, setup, teardown),
      cmocka_unit_test_setup_teardown(test_version_carries_the_checksum_of_the_files, setup,
                                      teardown),
      cmocka_unit_test_setup_teardown(test_folder_missing_or_without_files_is_an_io_error, setup,
                                      teardown),
      cmocka_unit_test_setup_teardown(test_folder_with_a_folder_for_a_file_is_an_io_error, setup,
                                      teardown),
      cmocka_unit_test_setup_teardown(test_bytes_that_are_no_text_are_a_catalogue_error, setup,
                                      teardown),
      cmocka_unit_test_setup_teardown(test_more_rows_than_can_be_numbered_are_a_catalogue_error,
                                      setup, teardown),
      cmocka_unit_test_setup_teardown(test_defects_have_file_line_column_and_field, setup,
                                      teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
