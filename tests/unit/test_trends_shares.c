/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trends of shares: which error a year has. Expected numbers by R 4.2.2 from the figures written
 * here: p = sum(n * y) / sum(n), v = p * (100 - p) / n + rounding + hidden, and
 * solve(t(X) %*% W %*% X) with W = diag(1 / v).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "sample.h"
#include "telling/explain.h"

#define NEAR(actual, expected) assert_double_near((actual), (expected), 1e-11, 1e-12)

#define A "811111111"
#define B "822222222"

static tell_table *trends_of(const tell_catalogue *catalogue, const char *text) {
  sample *data = sample_begin(catalogue);
  sample_unit(data, A, "4601", NULL);
  sample_unit(data, B, "4601", NULL);
  sample_read(data, text);
  tell_dataset *dataset = sample_finish(data);
  tell_table *set = sample_indicators(dataset), *trends = NULL;
  assert_int_equal(tell_trends_compute(catalogue, set, &trends, NULL), TELL_OK);
  tell_table_free(set);
  tell_dataset_free(dataset);
  return trends;
}

/* Of so many pupils a tenth of a per cent of rounding is 5 % of the variance. The year in which
 * few took part is neither a point nor part of the share of all years. */
static void test_trends_of_published_shares_weigh_by_the_share_of_all_points(void **state) {
  tell_table *t = trends_of(*state, "unit;indicator;source;period;grade;value;n\n"
                                    "4601;eu_mobbing;udir-eu;2021;7;8.0;40000\n"
                                    "4601;eu_mobbing;udir-eu;2022;7;8.5;41000\n"
                                    "4601;eu_mobbing;udir-eu;2023;7;30.0;31000\n"
                                    "4601;eu_mobbing;udir-eu;2024;7;9.2;45000\n"
                                    "4601;eu_mobbing;udir-eu;2025;7;9.8;50000\n");
  int64_t row = sample_row(t, SAMPLE_PICK(.unit = "4601"));
  assert_int_equal(sample_whole(t, row, "points_left_out"), 1);
  assert_string_equal(sample_text(t, row, "method"), "wls_known_se");
  NEAR(sample_real(t, row, "slope"), 0.43149713015188373);
  NEAR(sample_real(t, row, "slope_se"), 0.04383361386385088);
  NEAR(sample_real(t, row, "q_p"), 0.61096216123083091);
  tell_table_free(t);
}

/* The municipality is known by its schools alone, who carry 90, 95 and 100 % of its 1000 pupils:
 * nothing of it was rounded, and the others may be anywhere from 0 to 60 %. */
static void test_trends_of_computed_shares_add_the_hidden_pupils_and_no_rounding(void **state) {
  tell_table *t = trends_of(
      *state, "unit;indicator;source;period;grade;value;n;state\n" A
              ";eu_mobbing;udir-eu;2022;7;10.0;500;\n" B ";eu_mobbing;udir-eu;2022;7;12.5;400;\n" A
              ";eu_mobbing;udir-eu;2023;7;10.0;550;\n" B ";eu_mobbing;udir-eu;2023;7;12.0;400;\n" A
              ";eu_mobbing;udir-eu;2024;7;15.0;600;\n" B ";eu_mobbing;udir-eu;2024;7;12.5;400;\n"
              "4601;eu_mobbing;udir-eu;2022;7;;1000;suppressed\n"
              "4601;eu_mobbing;udir-eu;2023;7;;1000;suppressed\n"
              "4601;eu_mobbing;udir-eu;2024;7;;1000;suppressed\n");
  int64_t row = sample_row(t, SAMPLE_PICK(.unit = "4601"));
  assert_string_equal(sample_text(t, row, "origin"), "computed");
  NEAR(sample_real(t, row, "slope"), 1.8653153186009659);
  NEAR(sample_real(t, row, "slope_se"), 1.0570222521454684);
  tell_table_free(t);
}

/* The weights of few and many pupils are those that the trend took: they give its slope again. */
static void test_explain_trend_of_shares_gives_the_weights_of_its_years(void **state) {
  static const double weights[] = {-0.071631805421773276, -0.37871079664062673,
                                   -0.02768299045342678, 0.47802559251582455};
  tell_dataset *dataset = sample_dataset(
      *state, "unit;indicator;source;period;grade;value;n\n" A
              ";eu_mobbing;udir-eu;2022;7;10.0;50\n" A ";eu_mobbing;udir-eu;2023;7;11.5;400\n" A
              ";eu_mobbing;udir-eu;2024;7;14.2;60\n" A ";eu_mobbing;udir-eu;2025;7;13.7;20000\n");
  tell_release *release = sample_release(*state, "none", dataset);
  const tell_table *trends = tell_release_table(release, TELL_RELEASE_TRENDS);
  int64_t row = sample_row(trends, SAMPLE_PICK(.unit = A));
  tell_table *made = NULL;
  NEAR(sample_real(trends, row, "slope"), 1.0843599374432231);
  assert_int_equal(tell_explain(release, TELL_RELEASE_TRENDS, row, &made, NULL), TELL_OK);
  assert_int_equal(tell_table_row_count(made), 5);
  for (int64_t i = 0; i < 4; i++)
    NEAR(sample_real(made, i + 1, "weight"), weights[i]);
  tell_table_free(made);
  tell_release_free(release);
  tell_dataset_free(dataset);
}

/* Schools' shares have no rounding of their own in a computed year: nor have its weights. */
static void test_explain_trend_of_computed_shares_gives_the_weights_of_its_years(void **state) {
  static const int n[] = {20000, 24000, 18000}, numerator[] = {2000, 2640, 2070};
  sample *data = sample_begin(*state);
  sample_unit(data, A, "4601", NULL);
  for (int year = 0; year < 3; year++) {
    const sample_cell cell = {.unit = A,
                              .indicator = "eu_mobbing",
                              .source = "local",
                              .period = 2022 + year,
                              .grade = 7,
                              .value = 100.0 * numerator[year] / n[year],
                              .decimals = 1,
                              .n = n[year],
                              .numerator = numerator[year],
                              .has = TELL__HAS_N | TELL__HAS_NUMERATOR};
    sample_add(data, &cell, 1);
  }
  tell_dataset *dataset = sample_finish(data);
  tell_release *release = sample_release(*state, "none", dataset);
  const tell_table *trends = tell_release_table(release, TELL_RELEASE_TRENDS);
  int64_t row = sample_row(trends, SAMPLE_PICK(.unit = "4601"));
  tell_table *made = NULL;
  assert_int_equal(tell_explain(release, TELL_RELEASE_TRENDS, row, &made, NULL), TELL_OK);
  assert_string_equal(sample_text(trends, row, "origin"), "computed");
  /* Without rounding the errors are as 1/√n: years weigh by their pupils, around 2022 + 30/31. */
  const double spread = (20 * 30 * 30 + 24 * 1 * 1 + 18 * 32 * 32) / 31.0;
  const double expected[] = {20 * -30 / spread, 24 * 1 / spread, 18 * 32 / spread};
  for (int64_t i = 1, year = 0; i < tell_table_row_count(made); i++)
    if (sample_whole(made, i, "depth") == 1)
      NEAR(sample_real(made, i, "weight"), expected[year++]);
  NEAR(sample_real(trends, row, "slope"), 10 * expected[0] + 11 * expected[1] + 11.5 * expected[2]);
  tell_table_free(made);
  tell_release_free(release);
  tell_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_trends_of_published_shares_weigh_by_the_share_of_all_points),
      cmocka_unit_test(test_trends_of_computed_shares_add_the_hidden_pupils_and_no_rounding),
      cmocka_unit_test(test_explain_trend_of_shares_gives_the_weights_of_its_years),
      cmocka_unit_test(test_explain_trend_of_computed_shares_gives_the_weights_of_its_years),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
