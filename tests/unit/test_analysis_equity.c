/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis "equity": gaps and gradients worked out in R, and what cannot be read. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "sample.h"

#define TIGHT 1e-9

static const char *const GENDER = "unit;indicator;period;grade;gender;value;n;margin;state\n"
                                  "900000001;np_lesing;2023;5;0;50.750;42;2.5;\n"
                                  "900000001;np_lesing;2023;5;1;52.125;20;3.2;\n"
                                  "900000001;np_lesing;2023;5;2;49.500;22;3.9;\n"
                                  "900000002;np_lesing;2023;5;1;53.000;15;3.1;\n"
                                  "900000002;np_lesing;2023;5;2;;;;suppressed\n"
                                  "900000003;np_lesing;2023;5;1;53.000;15;;\n"
                                  "900000003;np_lesing;2023;5;2;48.000;15;3.1;\n"
                                  "900000004;np_lesing;2023;5;1;53.000;15;3.1;\n";

static const char *const SHARES =
    "unit;indicator;source;period;grade;gender;value;n;numerator;state\n"
    "900000001;eu_mobbing;udir-eu;2023;7;1;36.0;25;9;\n"
    "900000001;eu_mobbing;udir-eu;2023;7;2;12.9;31;4;\n";

static const char *const EDUCATION =
    "unit;indicator;period;grade;dimension;category;value;n;margin;state\n"
    "4601;np_lesing;2023;5;parents_education;Universitets- og høgskolenivå, lang;55.000;80;2.2;\n"
    "4601;np_lesing;2023;5;parents_education;Grunnskole;45.250;60;2.6;\n"
    "4601;np_lesing;2023;5;parents_education;Videregående skole;48.500;140;1.7;\n"
    "4601;np_lesing;2023;5;parents_education;Fagskole;49.750;30;3.7;\n"
    "4601;np_lesing;2023;5;parents_education;Universitets- og høgskolenivå, kort;52.125;110;1.9;\n"
    "4601;np_lesing;2024;5;parents_education;Universitets- og høgskolenivå, lang;55.000;80;2.2;\n"
    "4601;np_lesing;2024;5;parents_education;Grunnskole;45.250;60;2.6;\n"
    "4601;np_lesing;2024;5;parents_education;Videregående skole;;;;suppressed\n"
    "4601;np_lesing;2024;5;parents_education;Fagskole;;;;suppressed\n"
    "4601;np_lesing;2024;5;parents_education;Universitets- og høgskolenivå, kort;52.125;110;1.9;\n"
    "4601;np_lesing;2024;5;parents_education;ukjent;51.000;40;4.1;\n";

typedef struct scene {
  tell_release *release;
  tell_analysis *analysis;
  const tell_table *table;
} scene;

static scene scene_of(const tell_catalogue *catalogue, const char *policy, const char *text) {
  static const char *const schools[] = {"900000001", "900000002", "900000003", "900000004"};
  scene made = {0};
  sample *data = sample_begin(catalogue);
  for (int i = 0; i < 4; i++)
    sample_unit(data, schools[i], "4601", i < 3 ? "nord" : NULL);
  sample_read(data, text);
  tell_dataset *dataset = sample_finish(data);
  made.release = sample_release(catalogue, policy, dataset);
  tell_dataset_free(dataset);
  made.analysis = sample_analysis(catalogue, made.release, TELL_ANALYSIS_EQUITY, NULL);
  made.table = tell_analysis_table(made.analysis);
  return made;
}

static void end(scene *made) {
  tell_analysis_free(made->analysis);
  tell_release_free(made->release);
}

/* The row of a unit, school year and measure; -1 when there is none. */
static int64_t find(const tell_table *table, const char *unit, int period, const char *measure) {
  int64_t found = -1;
  for (int64_t row = 0; row < tell_table_row_count(table); row++)
    if (strcmp(sample_text(table, row, "unit"), unit) == 0 &&
        sample_whole(table, row, "period") == period &&
        strcmp(sample_text(table, row, "measure"), measure) == 0) {
      assert_int_equal(found, -1);
      found = row;
    }
  return found;
}

/* R: se² and Welch and Satterthwaite's df from v = (margin/qnorm(0.975))² of 20 and 22 pupils and
 * two roundings of 0.001²/12, qt(); metafor escalc("SMD") with sd = margin/1.96·√n. */
static void test_equity_gender_gap_of_means_agrees_with_r(void **state) {
  scene made = scene_of(*state, "public", GENDER);
  const tell_table *t = made.table;
  int64_t row = find(t, "900000001", 2023, "gender_gap");
  assert_true(row >= 0);
  assert_string_equal(sample_text(t, row, "gender"), "all");
  assert_string_equal(sample_text(t, row, "first"), "girls");
  assert_string_equal(sample_text(t, row, "second"), "boys");
  assert_string_equal(sample_text(t, row, "method"), "independent");
  assert_string_equal(sample_text(t, row, "verdict"), "not_distinguishable");
  assert_double_near(sample_real(t, row, "first_value"), 52.125, 0, 0);
  assert_double_near(sample_real(t, row, "value"), 2.625, 1e-14, 0);
  assert_double_near(sample_real(t, row, "se"), 2.57392452386894, TIGHT, 0);
  assert_double_near(sample_real(t, row, "lo"), -2.58052669436286, TIGHT, 0);
  assert_double_near(sample_real(t, row, "hi"), 7.83052669436286, TIGHT, 0);
  assert_double_near(sample_real(t, row, "df"), 39.1711178286723, TIGHT, 0);
  assert_double_near(sample_real(t, row, "p"), 0.314060457514349, TIGHT, 0);
  assert_double_near(sample_real(t, row, "standardised"), 0.305527388262906, 1e-8, 0);
  assert_double_near(sample_real(t, row, "standardised_lo"), -0.303532229100261, 1e-8, 0);
  assert_double_near(sample_real(t, row, "standardised_hi"), 0.914587005626073, 1e-8, 0);
  assert_int_equal(sample_state(t, row, "relative"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_whole(t, row, "groups"), 2);
  end(&made);
}

static void test_equity_gap_counts_groups_that_cannot_be_read(void **state) {
  scene made = scene_of(*state, "public", GENDER);
  const tell_table *t = made.table;
  int64_t row = find(t, "900000002", 2023, "gender_gap");
  assert_int_equal(sample_whole(t, row, "groups"), 1);
  assert_int_equal(sample_whole(t, row, "groups_hidden"), 1);
  assert_int_equal(sample_state(t, row, "value"), TELL_STATE_SUPPRESSED);
  assert_int_equal(sample_state(t, row, "verdict"), TELL_STATE_SUPPRESSED);
  assert_int_equal(sample_state(t, row, "first_value"), TELL_STATE_PRESENT);
  /* Girls without a standard error: a gap without an interval. */
  row = find(t, "900000003", 2023, "gender_gap");
  assert_double_near(sample_real(t, row, "value"), 5, 0, 0);
  assert_int_equal(sample_state(t, row, "se"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(t, row, "p"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(t, row, "standardised"), TELL_STATE_MISSING);
  assert_string_equal(sample_text(t, row, "verdict"), "no_interval");
  assert_string_equal(sample_text(t, row, "interval_state"), "no_spread");
  /* Nothing to compare with. */
  assert_int_equal(find(t, "900000004", 2023, "gender_gap"), -1);
  end(&made);
}

/* R: prop.test(correct = FALSE) limits in Newcombe's method 10, chisq.test(correct = FALSE). */
static void test_equity_gender_gap_of_shares_agrees_with_r(void **state) {
  scene made = scene_of(*state, "none", SHARES);
  const tell_table *t = made.table;
  int64_t row = find(t, "900000001", 2023, "gender_gap");
  assert_double_near(sample_real(t, row, "value"), 23.0967741935484, TIGHT, 0);
  assert_double_near(sample_real(t, row, "lo"), 0.680137132701961, TIGHT, 0);
  assert_double_near(sample_real(t, row, "hi"), 44.0702188548182, TIGHT, 0);
  assert_double_near(sample_real(t, row, "p"), 0.0418386741983808, TIGHT, 0);
  assert_string_equal(sample_text(t, row, "verdict"), "higher");
  assert_int_equal(sample_state(t, row, "standardised"), TELL_STATE_MISSING);
  end(&made);
}

/* Shares that were published without the numbers behind them. R: the same limits and fisher.test()
 * of 9 of 25 and 4 of 31, moved to the difference of the published shares. By their own errors 8 of
 * 100 such gaps of 20 pupils each would be found where there is none. */
static void test_equity_gap_of_published_shares_goes_by_the_counts_behind_them(void **state) {
  scene made = scene_of(*state, "none",
                        "unit;indicator;source;period;grade;gender;value;n;state\n"
                        "900000001;eu_mobbing;udir-eu;2023;7;1;36.0;25;\n"
                        "900000001;eu_mobbing;udir-eu;2023;7;2;12.9;31;\n");
  int64_t row = find(made.table, "900000001", 2023, "gender_gap");
  assert_double_near(sample_real(made.table, row, "value"), 23.1, 1e-13, 0);
  assert_double_near(sample_real(made.table, row, "lo"), 0.683362939153573, TIGHT, 0);
  assert_double_near(sample_real(made.table, row, "hi"), 44.0734446612698, TIGHT, 0);
  assert_double_near(sample_real(made.table, row, "p"), 0.0583891224093009, TIGHT, 0);
  assert_int_equal(sample_state(made.table, row, "df"), TELL_STATE_NOT_APPLICABLE);
  end(&made);
}

/* The municipality's published figures and those computed from its schools are one unit's. */
static void test_equity_gap_of_a_municipality_is_that_of_its_own_figures(void **state) {
  scene made = scene_of(*state, "public",
                        "unit;indicator;period;grade;gender;value;n;margin;state\n"
                        "4601;np_lesing;2023;5;1;51.000;35;2.0;\n"
                        "4601;np_lesing;2023;5;2;49.000;40;2.0;\n"
                        "900000001;np_lesing;2023;5;1;52.125;20;3.2;\n"
                        "900000001;np_lesing;2023;5;2;49.500;22;3.9;\n"
                        "900000002;np_lesing;2023;5;1;50.000;15;3.1;\n"
                        "900000002;np_lesing;2023;5;2;48.000;18;3.1;\n");
  int64_t row = find(made.table, "4601", 2023, "gender_gap");
  assert_double_near(sample_real(made.table, row, "value"), 2, 1e-14, 0);
  assert_double_near(sample_real(made.table, row, "first_value"), 51, 0, 0);
  end(&made);
}

/* The standard errors of an index of several questions are larger than those of the pupils. */
static void test_equity_gap_of_survey_means_says_that_the_spread_is_pooled(void **state) {
  scene made = scene_of(*state, "none",
                        "unit;indicator;source;period;grade;gender;value;n;sd;state\n"
                        "900000001;eu_medvirkning;udir-eu;2023;7;1;4.2;40;0.8;\n"
                        "900000001;eu_medvirkning;udir-eu;2023;7;2;3.1;35;0.9;\n");
  int64_t row = find(made.table, "900000001", 2023, "gender_gap");
  assert_string_equal(sample_text(made.table, row, "interval_state"), "pooled_spread");
  assert_string_equal(sample_text(made.table, row, "verdict"), "higher");
  assert_int_equal(sample_state(made.table, row, "standardised"), TELL_STATE_MISSING);
  end(&made);
}

/* R: lm(weights = n) and its hat matrix, uniroot() for Fieller's limits. */
static void test_equity_education_agrees_with_r(void **state) {
  scene made = scene_of(*state, "none", EDUCATION);
  const tell_table *t = made.table;
  int64_t row = find(t, "4601", 2023, "education_gradient");
  assert_string_equal(sample_text(t, row, "dimension"), "parents_education");
  assert_int_equal(sample_state(t, row, "category"), TELL_STATE_NOT_APPLICABLE);
  assert_string_equal(sample_text(t, row, "method"), "sii_linear");
  assert_string_equal(sample_text(t, row, "verdict"), "higher");
  assert_int_equal(sample_whole(t, row, "groups"), 5);
  assert_double_near(sample_real(t, row, "value"), 11.1772286234081, TIGHT, 0);
  assert_double_near(sample_real(t, row, "se"), 1.77763022412062, TIGHT, 0);
  assert_double_near(sample_real(t, row, "lo"), 7.69313740630187, TIGHT, 0);
  assert_double_near(sample_real(t, row, "hi"), 14.6613198405144, TIGHT, 0);
  assert_double_near(sample_real(t, row, "p"), 3.22176862592267e-10, 1e-7, 0);
  assert_double_near(sample_real(t, row, "relative"), 1.24991631320472, TIGHT, 0);
  assert_double_near(sample_real(t, row, "relative_lo"), 1.16543628028643, 1e-8, 0);
  assert_double_near(sample_real(t, row, "relative_hi"), 1.34154259315255, 1e-8, 0);
  row = find(t, "4601", 2023, "education_gap");
  assert_string_equal(sample_text(t, row, "first"), "Universitets- og høgskolenivå, lang");
  assert_string_equal(sample_text(t, row, "second"), "Grunnskole");
  assert_double_near(sample_real(t, row, "value"), 9.75, 1e-14, 0);
  assert_double_near(sample_real(t, row, "se"), 1.73772446536841, TIGHT, 0);
  assert_double_near(sample_real(t, row, "lo"), 6.31099678427467, TIGHT, 0);
  assert_double_near(sample_real(t, row, "hi"), 13.1890032157253, TIGHT, 0);
  end(&made);
}

/* The gap stands on its own two groups; the slope needs every category. */
static void test_equity_education_with_a_hidden_category_has_no_gradient(void **state) {
  scene made = scene_of(*state, "none", EDUCATION);
  const tell_table *t = made.table;
  int64_t row = find(t, "4601", 2024, "education_gradient");
  assert_int_equal(sample_whole(t, row, "groups"), 3);
  assert_int_equal(sample_whole(t, row, "groups_hidden"), 2);
  assert_int_equal(sample_state(t, row, "value"), TELL_STATE_SUPPRESSED);
  assert_int_equal(sample_state(t, row, "relative"), TELL_STATE_SUPPRESSED);
  row = find(t, "4601", 2024, "education_gap");
  assert_double_near(sample_real(t, row, "value"), 9.75, 1e-14, 0);
  end(&made);
}

/* R: as in test_analysis_variation.c, of the first three schools there. */
static void test_equity_between_schools_is_the_share_of_variance(void **state) {
  scene made = scene_of(*state, "public",
                        "unit;indicator;period;grade;value;n;margin;state\n"
                        "4601;np_lesing;2023;5;50.500;130;1.0;\n"
                        "900000001;np_lesing;2023;5;52.125;40;2.5;\n"
                        "900000002;np_lesing;2023;5;47.500;30;3.5;\n"
                        "900000003;np_lesing;2023;5;58.375;60;2.1;\n");
  const tell_table *t = made.table;
  int64_t row = find(t, "4601", 2023, "between_schools");
  assert_string_equal(sample_text(t, row, "method"), "icc_anova");
  assert_int_equal(sample_state(t, row, "verdict"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_state(t, row, "first_value"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_whole(t, row, "groups"), 3);
  assert_double_near(sample_real(t, row, "value"), 0.281956055982995, TIGHT, 0);
  assert_double_near(sample_real(t, row, "lo"), 0.0788927989324942, TIGHT, 0);
  assert_double_near(sample_real(t, row, "hi"), 0.942638356031346, TIGHT, 0);
  int64_t area = find(t, "nord", 2023, "between_schools");
  assert_double_near(sample_real(t, area, "value"), 0.281956055982995, TIGHT, 0);
  end(&made);
}

static void test_equity_one_school_has_nothing_between_schools(void **state) {
  scene made = scene_of(*state, "public",
                        "unit;indicator;period;grade;value;n;margin;state\n"
                        "4601;np_lesing;2023;5;50.500;130;1.0;\n"
                        "900000001;np_lesing;2023;5;52.125;40;2.5;\n"
                        "900000002;np_lesing;2023;5;;;;suppressed\n"
                        "900000003;np_lesing;2023;5;;;;suppressed\n");
  const tell_table *t = made.table;
  int64_t row = find(t, "4601", 2023, "between_schools");
  assert_int_equal(sample_state(t, row, "value"), TELL_STATE_TOO_FEW);
  assert_int_equal(sample_whole(t, row, "groups_hidden"), 2);
  end(&made);
}

/* R: fisher.test(matrix(c(7, 5, 1, 10), 2)). Fewer than five expected: not chi-square (0.013). */
static void test_equity_gap_of_few_pupils_is_tested_exactly(void **state) {
  scene made = scene_of(*state, "none",
                        "unit;indicator;source;period;grade;gender;value;n;numerator;state\n"
                        "900000001;eu_mobbing;udir-eu;2023;7;1;58.3;12;7;\n"
                        "900000001;eu_mobbing;udir-eu;2023;7;2;9.1;11;1;\n");
  int64_t row = find(made.table, "900000001", 2023, "gender_gap");
  assert_double_near(sample_real(made.table, row, "p"), 0.0271907389958271, TIGHT, 0);
  end(&made);
}

/* Whichever of the two it is whose standard error is that of all answers. */
static void test_equity_gap_says_that_one_of_two_spreads_is_pooled(void **state) {
  scene made = scene_of(*state, "none",
                        "unit;indicator;source;period;grade;gender;value;n;sd;margin;state\n"
                        "900000001;eu_medvirkning;udir-eu;2023;7;1;4.2;40;;0.3;\n"
                        "900000001;eu_medvirkning;udir-eu;2023;7;2;3.1;35;0.9;;\n"
                        "900000002;eu_medvirkning;udir-eu;2023;7;1;4.2;40;0.8;;\n"
                        "900000002;eu_medvirkning;udir-eu;2023;7;2;3.1;35;;0.3;\n"
                        "900000003;eu_medvirkning;udir-eu;2023;7;1;4.2;40;;0.3;\n"
                        "900000003;eu_medvirkning;udir-eu;2023;7;2;3.1;35;;0.3;\n");
  static const char *const units[] = {"900000001", "900000002", "900000003"};
  static const char *const said[] = {"pooled_spread", "pooled_spread", "ok"};
  for (int i = 0; i < 3; i++) {
    int64_t row = find(made.table, units[i], 2023, "gender_gap");
    assert_string_equal(sample_text(made.table, row, "interval_state"), said[i]);
  }
  end(&made);
}

/* All girls and all boys have one value: no gap, in an interval without width. */
static void test_equity_gap_of_nothing_is_not_higher(void **state) {
  scene made = scene_of(*state, "none",
                        "unit;indicator;source;period;grade;gender;value;n;sd;state\n"
                        "900000001;grunnskolepoeng;local;2023;10;1;40;20;0;\n"
                        "900000001;grunnskolepoeng;local;2023;10;2;40;20;0;\n");
  int64_t row = find(made.table, "900000001", 2023, "gender_gap");
  assert_string_equal(sample_text(made.table, row, "interval_state"), "zero_variance");
  assert_string_equal(sample_text(made.table, row, "verdict"), "not_distinguishable");
  assert_int_equal(sample_state(made.table, row, "p"), TELL_STATE_MISSING);
  end(&made);
}

/* R: as above. Two categories are a line; one without a standard error takes the interval away, not
 * the slope. */
static void test_equity_education_of_two_and_of_unknown_spread_agrees_with_r(void **state) {
  static const char *const two =
      "unit;indicator;period;grade;dimension;category;value;n;margin;state\n"
      "4601;np_lesing;2023;5;parents_education;Grunnskole;45.250;60;2.6;\n"
      "4601;np_lesing;2023;5;parents_education;Universitets- og høgskolenivå, "
      "lang;55.000;80;2.2;\n";
  static const char *const three =
      "unit;indicator;period;grade;dimension;category;value;n;margin;state\n"
      "4601;np_lesing;2023;5;parents_education;Grunnskole;45.250;60;2.6;\n"
      "4601;np_lesing;2023;5;parents_education;Videregående skole;48.500;140;;\n"
      "4601;np_lesing;2023;5;parents_education;Universitets- og høgskolenivå, "
      "lang;55.000;80;2.2;\n";
  scene made = scene_of(*state, "none", two);
  int64_t row = find(made.table, "4601", 2023, "education_gradient");
  assert_double_near(sample_real(made.table, row, "value"), 19.5, TIGHT, 0);
  assert_double_near(sample_real(made.table, row, "se"), 3.47544893073682, TIGHT, 0);
  assert_string_equal(sample_text(made.table, row, "verdict"), "higher");
  end(&made);
  made = scene_of(*state, "none", three);
  row = find(made.table, "4601", 2023, "education_gradient");
  assert_double_near(sample_real(made.table, row, "value"), 13.3545454545455, TIGHT, 0);
  assert_double_near(sample_real(made.table, row, "relative"), 1.31069046521992, TIGHT, 0);
  assert_int_equal(sample_state(made.table, row, "se"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(made.table, row, "relative_lo"), TELL_STATE_MISSING);
  assert_string_equal(sample_text(made.table, row, "verdict"), "no_interval");
  end(&made);
}

/* Two schools that are seen are not too few; that nobody knows their pupils' spread is missing. */
static void test_equity_between_schools_of_unknown_spread_is_missing(void **state) {
  scene made = scene_of(*state, "none",
                        "unit;indicator;source;period;grade;value;n;sd;state\n"
                        "4601;eu_medvirkning;udir-eu;2023;7;4.1;400;0.8;\n"
                        "900000001;eu_medvirkning;udir-eu;2023;7;4.2;40;0.8;\n"
                        "900000002;eu_medvirkning;udir-eu;2023;7;3.9;30;0.9;\n"
                        "900000003;eu_medvirkning;udir-eu;2023;7;;;;suppressed\n");
  int64_t row = find(made.table, "4601", 2023, "between_schools");
  assert_int_equal(sample_state(made.table, row, "value"), TELL_STATE_MISSING);
  assert_int_equal(sample_whole(made.table, row, "groups"), 0);
  assert_int_equal(sample_whole(made.table, row, "groups_hidden"), 1);
  assert_int_equal(sample_whole(made.table, row, "groups_missing"), 2);
  end(&made);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_equity_gender_gap_of_means_agrees_with_r),
      cmocka_unit_test(test_equity_gap_counts_groups_that_cannot_be_read),
      cmocka_unit_test(test_equity_gender_gap_of_shares_agrees_with_r),
      cmocka_unit_test(test_equity_gap_of_published_shares_goes_by_the_counts_behind_them),
      cmocka_unit_test(test_equity_gap_of_a_municipality_is_that_of_its_own_figures),
      cmocka_unit_test(test_equity_gap_of_survey_means_says_that_the_spread_is_pooled),
      cmocka_unit_test(test_equity_education_agrees_with_r),
      cmocka_unit_test(test_equity_education_with_a_hidden_category_has_no_gradient),
      cmocka_unit_test(test_equity_between_schools_is_the_share_of_variance),
      cmocka_unit_test(test_equity_one_school_has_nothing_between_schools),
      cmocka_unit_test(test_equity_gap_of_few_pupils_is_tested_exactly),
      cmocka_unit_test(test_equity_gap_says_that_one_of_two_spreads_is_pooled),
      cmocka_unit_test(test_equity_gap_of_nothing_is_not_higher),
      cmocka_unit_test(test_equity_education_of_two_and_of_unknown_spread_agrees_with_r),
      cmocka_unit_test(test_equity_between_schools_of_unknown_spread_is_missing),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
