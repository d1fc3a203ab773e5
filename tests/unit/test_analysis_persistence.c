/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis "persistence": what stands above, what is no figure to compare, what it is made of.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "sample.h"
#include "telling/explain.h"

typedef struct scene {
  tell_release *release;
  tell_analysis *analysis;
  const tell_table *table;
} scene;

static scene scene_of(const tell_catalogue *catalogue, const tell_analysis_options *options,
                      const char *text) {
  sample *data = sample_begin(catalogue);
  sample_unit(data, "900000001", "4601", NULL);
  sample_unit(data, "4601", "46", NULL);
  sample_unit(data, "46", "I", NULL);
  sample_read(data, text);
  tell_dataset *dataset = sample_finish(data);
  scene made = {.release = sample_release(catalogue, "none", dataset)};
  tell_dataset_free(dataset);
  made.analysis = sample_analysis(catalogue, made.release, TELL_ANALYSIS_PERSISTENCE, options);
  made.table = tell_analysis_table(made.analysis);
  return made;
}

static void end(scene *made) {
  tell_analysis_free(made->analysis);
  tell_release_free(made->release);
}

static const char *const ABOVE = "unit;indicator;period;grade;value;n;margin\n"
                                 "4601;np_lesing;2022;5;50;400;0.5\n"
                                 "4601;np_lesing;2023;5;50;400;0.5\n"
                                 "4601;np_lesing;2024;5;50;400;0.5\n"
                                 "900000001;np_lesing;2022;5;55;40;1\n"
                                 "900000001;np_lesing;2023;5;56;40;1\n"
                                 "900000001;np_lesing;2024;5;54;40;1\n";

/* Three of three years, as many as are needed; each is one that the result was made of. */
static void test_persistence_above_in_just_enough_years_names_them_all(void **state) {
  scene made = scene_of(*state, NULL, ABOVE);
  int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "900000001"));
  tell_table *made_of = NULL;
  assert_int_equal(sample_whole(made.table, row, "years_higher"), 3);
  assert_string_equal(sample_text(made.table, row, "verdict"), "persistently_higher");
  assert_string_equal(sample_text(made.table, row, "reading"), "better");
  assert_double_near(sample_real(made.table, row, "chance"), 0.025 * 0.025 * 0.025, 1e-11, 0);
  assert_int_equal(tell_analysis_explain(made.analysis, row, &made_of, NULL), TELL_OK);
  assert_int_equal(tell_table_row_count(made_of), 4);
  for (int i = 1; i < 4; i++)
    assert_string_equal(sample_text(made_of, i, "role"), "year");
  assert_string_equal(sample_text(made_of, 1, "school_year"), "2022-23");
  tell_table_free(made_of);
  end(&made);
}

/* That a school has fewer pupils than the country is nothing that persists. */
static void test_persistence_has_no_rows_of_totals(void **state) {
  tell_analysis_options *options = NULL;
  assert_int_equal(tell_analysis_options_create(&options, NULL), TELL_OK);
  for (int32_t reference = TELL_ANALYSIS_REFERENCE_PARENT;
       reference <= TELL_ANALYSIS_REFERENCE_NATION; reference++) {
    assert_int_equal(tell_analysis_options_set_reference(options, reference, NULL), TELL_OK);
    scene made = scene_of(*state, options,
                          "unit;indicator;source;period;grade;value\n"
                          "I;elever;udir-gsi;2022;0;600000\nI;elever;udir-gsi;2023;0;610000\n"
                          "4601;elever;udir-gsi;2022;0;30000\n4601;elever;udir-gsi;2023;0;31000\n"
                          "900000001;elever;udir-gsi;2022;0;300\n"
                          "900000001;elever;udir-gsi;2023;0;310\n");
    assert_int_equal(tell_table_row_count(made.table), 0);
    end(&made);
  }
  tell_analysis_options_free(options);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_persistence_above_in_just_enough_years_names_them_all),
      cmocka_unit_test(test_persistence_has_no_rows_of_totals),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
