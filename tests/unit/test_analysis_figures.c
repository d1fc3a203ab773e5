/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view of a release that analyses read: keys, look-ups, stretches, and what basis keeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/basis.h"
#include "analysis/figures.h"
#include "near.h"
#include "sample.h"

static const char *const TEXT = "unit;indicator;period;grade;gender;value;n;margin;state\n"
                                "I;np_lesing;2022;5;0;50;60000;0.1;\n"
                                "4601;np_lesing;2022;5;0;;;;suppressed\n"
                                "4601;np_lesing;2023;5;0;51;100;1;\n"
                                "900000001;np_lesing;2021;5;0;49;60;1.5;\n"
                                "900000001;np_lesing;2022;5;0;50;60;1.5;\n"
                                "900000001;np_lesing;2022;5;1;52;30;2;\n"
                                "900000001;np_lesing;2023;5;0;51;60;1.5;\n"
                                "900000002;np_lesing;2022;5;0;48;40;2;\n"
                                "900000002;np_lesing;2023;5;0;49;40;2;\n";

typedef struct scene {
  tell_release *release;
  tell__figures figures;
} scene;

static scene scene_of(const tell_catalogue *catalogue) {
  scene made = {0};
  sample *data = sample_begin(catalogue);
  sample_unit(data, "900000001", "4601", "nord");
  sample_unit(data, "900000002", "4601", NULL);
  sample_read(data, TEXT);
  tell_dataset *dataset = sample_finish(data);
  made.release = sample_release(catalogue, "none", dataset);
  tell_dataset_free(dataset);
  assert_int_equal(tell__figures_read(catalogue, made.release, &made.figures, NULL), TELL_OK);
  return made;
}

static void end(scene *made) {
  tell__figures_free(&made->figures);
  tell_release_free(made->release);
}

static int64_t row_of(const scene *of, const char *unit, int period, const char *gender,
                      const char *origin) {
  return sample_row(
      tell_release_table(of->release, TELL_RELEASE_INDICATORS),
      SAMPLE_PICK(.unit = unit, .period = period, .gender = gender, .origin = origin));
}

static void test_figures_find_follows_every_part_of_the_key(void **state) {
  scene made = scene_of(*state);
  const tell__figures *figures = &made.figures;
  int64_t row = row_of(&made, "900000001", 2022, "all", "published");
  tell__figure_key key = tell__figures_key(figures, row);
  assert_int_equal(tell__figures_find(figures, &key, 0), row);
  assert_int_equal(tell__figures_find(figures, &key, 1), -1);
  key.gender = tell__figures_code(figures, "girls");
  assert_int_equal(tell__figures_find(figures, &key, 0),
                   row_of(&made, "900000001", 2022, "girls", "published"));
  key = tell__figures_key(figures, row);
  key.period = 2023;
  assert_int_equal(tell__figures_find(figures, &key, 0),
                   row_of(&made, "900000001", 2023, "all", "published"));
  key.period = 2020;
  assert_int_equal(tell__figures_find(figures, &key, 0), -1);
  key.period = 2022;
  key.unit = tell__figures_parent(figures, row);
  assert_int_equal(tell__figures_find(figures, &key, 1),
                   row_of(&made, "4601", 2022, "all", "computed"));
  key.unit = figures->nation;
  assert_int_equal(tell__figures_find(figures, &key, 0),
                   row_of(&made, "I", 2022, "all", "published"));
  key.unit = tell__figures_area(figures, row);
  assert_int_equal(tell__figures_find(figures, &key, 1),
                   row_of(&made, "nord", 2022, "all", "computed"));
  assert_int_equal(tell__figures_area(figures, row_of(&made, "900000002", 2022, "all", NULL)).code,
                   -1);
  assert_int_equal(tell__figures_parent(figures, row_of(&made, "I", 2022, "all", NULL)).code, -1);
  assert_int_equal(tell__figures_code(figures, "no such text"), -1);
  end(&made);
}

static void test_figures_used_is_the_own_row_unless_it_has_no_value(void **state) {
  scene made = scene_of(*state);
  tell__figure_key key =
      tell__figures_key(&made.figures, row_of(&made, "4601", 2023, "all", "published"));
  assert_int_equal(tell__figures_used(&made.figures, &key),
                   row_of(&made, "4601", 2023, "all", "published"));
  key.period = 2022;
  assert_int_equal(tell__figures_used(&made.figures, &key),
                   row_of(&made, "4601", 2022, "all", "computed"));
  key.period = 2019;
  assert_int_equal(tell__figures_used(&made.figures, &key), -1);
  end(&made);
}

static void test_figures_series_and_units_end_where_the_next_begins(void **state) {
  scene made = scene_of(*state);
  int64_t first = row_of(&made, "900000001", 2021, "all", NULL);
  int64_t girls = row_of(&made, "900000001", 2022, "girls", NULL);
  int64_t other = row_of(&made, "900000002", 2022, "all", NULL);
  assert_int_equal(tell__figures_series_end(&made.figures, first), girls);
  assert_int_equal(tell__figures_series_end(&made.figures, girls), other);
  assert_int_equal(tell__figures_unit_end(&made.figures, first), other);
  assert_int_equal(tell__figures_series_end(&made.figures, other), made.figures.count);
  assert_int_equal(tell__figures_unit_end(&made.figures, other), made.figures.count);
  /* The scale is new in 2022. */
  assert_int_not_equal(tell__figures_segment(&made.figures, first),
                       tell__figures_segment(&made.figures, first + 1));
  assert_int_equal(tell__figures_segment(&made.figures, first + 1),
                   tell__figures_segment(&made.figures, first + 2));
  end(&made);
}

static void test_figures_part_keeps_rounding_apart(void **state) {
  scene made = scene_of(*state);
  tell__stats_part part =
      tell__figures_part(&made.figures, row_of(&made, "900000002", 2022, "all", NULL));
  assert_double_near(part.value, 48, 0, 0);
  assert_double_near(part.n, 40, 0, 0);
  assert_double_near(part.variance.rounding, 1 / 12.0, 1e-14, 0);
  assert_double_near(part.variance.sampling, 4 / (1.959963984540054 * 1.959963984540054), 1e-13, 0);
  part = tell__figures_part(&made.figures, row_of(&made, "4601", 2022, "all", "computed"));
  assert_double_near(part.variance.rounding, 0, 0, 0);
  part = tell__figures_part(&made.figures, row_of(&made, "4601", 2022, "all", "published"));
  assert_int_equal(part.has_n + part.has_spread, 0);
  end(&made);
}

static const char *const OWN_INDICATOR =
    "id;family;kind;unit;scale_min;scale_max;plausible_min;plausible_max;direction;decimals;source;"
    "distribution;sd_kind;minimum_answers;name_nb;name_nn;name_en;about_nb;about_nn;about_en\n"
    "eget_mal;register;mean;points;;;;;none;1;;;pupils;;A;A;A;B;B;B\n";

/* The built-in catalogue with an indicator of which nothing is said to be plausible. */
static tell_catalogue *own_catalogue(void) {
  char folder[] = "/tmp/telling-test-XXXXXX", path[64];
  tell_catalogue *made = NULL;
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/indicators.csv", folder);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_true(fputs(OWN_INDICATOR, file) >= 0);
  assert_int_equal(fclose(file), 0);
  assert_int_equal(tell_catalogue_create_from(folder, TELL_CATALOGUE_EXTEND, &made, NULL), TELL_OK);
  assert_int_equal(remove(path), 0);
  assert_int_equal(remove(folder), 0);
  return made;
}

static void test_figures_of_another_catalogue_are_refused(void **state) {
  tell_catalogue *own = own_catalogue();
  tell_analysis *analysis = NULL;
  tell__figures figures;
  sample *data = sample_begin(own);
  sample_unit(data, "900000001", "4601", NULL);
  sample_unit(data, "900000002", "4601", NULL);
  sample_read(data, "unit;indicator;source;period;grade;value;n;state\n"
                    "900000001;eget_mal;udir-gp;2022;10;40;60;\n"
                    "900000002;eget_mal;udir-gp;2022;10;;5;suppressed\n");
  tell_dataset *dataset = sample_finish(data);
  tell_release *release = sample_release(own, "none", dataset);
  assert_int_equal(
      tell_analysis_compute(*state, release, TELL_ANALYSIS_GROUPS, NULL, &analysis, NULL),
      TELL_E_ARGUMENT);
  assert_null(analysis);
  /* Without a catalogue rows are found all the same. */
  assert_int_equal(tell__figures_read(NULL, release, &figures, NULL), TELL_OK);
  const tell__figure_key key = tell__figures_key(&figures, 0);
  assert_int_equal(tell__figures_find(&figures, &key, tell__figures_is_computed(&figures, 0)), 0);
  tell__figures_free(&figures);
  analysis = sample_analysis(own, release, TELL_ANALYSIS_GROUPS, NULL);
  const tell_table *groups = tell_analysis_table(analysis);
  assert_int_equal(sample_whole(groups, 0, "hidden_n"), 5);
  assert_int_equal(sample_state(groups, 0, "bound_lo"), TELL_STATE_MISSING);
  tell_analysis_free(analysis);
  tell_release_free(release);
  tell_dataset_free(dataset);
  tell_catalogue_free(own);
}

static void test_basis_gives_the_entries_of_a_row(void **state) {
  (void)state;
  tell__basis basis = {0};
  size_t count = 9;
  double zero = 0;
  assert_null(tell__basis_of(&basis, 0, &count));
  assert_int_equal(count, 0);
  assert_int_equal(tell__basis_add(&basis, 1, 10, 0.25, "a"), 1);
  assert_int_equal(tell__basis_add(&basis, 1, 11, 1 / zero, "b"), 1);
  assert_int_equal(tell__basis_note(&basis, 3, 12, "c"), 1);
  assert_null(tell__basis_of(&basis, 0, &count));
  const tell__basis_entry *entries = tell__basis_of(&basis, 1, &count);
  assert_int_equal(count, 2);
  assert_int_equal(entries[0].figure, 10);
  assert_double_near(entries[0].weight, 0.25, 0, 0);
  assert_int_equal(entries[0].has_weight, 1);
  assert_int_equal(entries[1].has_weight, 0);
  assert_double_near(entries[1].weight, 0, 0, 0);
  assert_null(tell__basis_of(&basis, 2, &count));
  entries = tell__basis_of(&basis, 3, &count);
  assert_int_equal(count, 1);
  assert_string_equal(entries[0].role, "c");
  assert_int_equal(entries[0].has_weight, 0);
  assert_null(tell__basis_of(&basis, 4, &count));
  tell__basis_free(&basis);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_figures_find_follows_every_part_of_the_key),
      cmocka_unit_test(test_figures_used_is_the_own_row_unless_it_has_no_value),
      cmocka_unit_test(test_figures_series_and_units_end_where_the_next_begins),
      cmocka_unit_test(test_figures_part_keeps_rounding_apart),
      cmocka_unit_test(test_figures_of_another_catalogue_are_refused),
      cmocka_unit_test(test_basis_gives_the_entries_of_a_row),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
