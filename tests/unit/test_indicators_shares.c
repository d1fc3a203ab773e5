/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The difference of a share from its parent, in the indicator set. Independent truth: R's score
 * intervals and covariances, of the very same schools and municipalities.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "near.h"
#include "oracle.h"
#include "sample.h"

#define SCHOOL "811111111"

/* A school and its municipality as the text says. */
static tell_table *compute(const tell_catalogue *catalogue, const char *text) {
  sample *data = sample_begin(catalogue);
  sample_unit(data, SCHOOL, "4601", NULL);
  sample_unit(data, "4601", "46", NULL);
  sample_read(data, text);
  tell_dataset *dataset = sample_finish(data);
  tell_table *table = sample_indicators(dataset);
  tell_dataset_free(dataset);
  return table;
}

static int64_t school_of(const tell_table *t) { return sample_row(t, SAMPLE_PICK(.unit = SCHOOL)); }

/* A row of R's table as two published figures; counts only where they are said to be known. */
static void add_figures(const oracle *r, size_t i, int known, char *text, size_t room) {
  char own[32] = "", whole[32] = "";
  if (known) {
    snprintf(own, sizeof own, "%.0f", oracle_number(r, i, "xc"));
    snprintf(whole, sizeof whole, "%.0f", oracle_number(r, i, "xp"));
  }
  snprintf(text, room,
           "unit;indicator;source;period;grade;value;n;numerator\n" SCHOOL
           ";eu_mobbing;udir-eu;2023;7;%.1f;%.0f;%s\n"
           "4601;eu_mobbing;udir-eu;2023;7;%.1f;%.0f;%s\n",
           oracle_number(r, i, "value_c"), oracle_number(r, i, "nc"), own,
           oracle_number(r, i, "value_p"), oracle_number(r, i, "np"), whole);
}

static void check_row(const oracle *r, size_t i, int known, const tell_table *t) {
  int64_t row = school_of(t);
  double lo = oracle_number(r, i, "lo"), hi = oracle_number(r, i, "hi");
  double se = oracle_number(r, i, "se");
  assert_double_near(sample_real(t, row, "difference"), oracle_number(r, i, "difference"), 1e-12,
                     1e-12);
  assert_double_near(sample_real(t, row, "difference_lo"), lo, 1e-10, 1e-10);
  assert_double_near(sample_real(t, row, "difference_hi"), hi, 1e-10, 1e-10);
  if (known && se >= 0)
    assert_double_near(sample_real(t, row, "difference_se"), se, 1e-10, 0);
  assert_string_equal(sample_text(t, row, "difference_state"), "ok");
  assert_string_equal(sample_text(t, row, "difference_method"), "child_newcombe_10");
  assert_string_equal(sample_text(t, row, "verdict"), lo > 0   ? "higher"
                                                      : hi < 0 ? "lower"
                                                               : "not_distinguishable");
}

/* A share of fewer than a thousand pupils with one decimal has one count: said or not, the interval
 * is the same. */
static void test_difference_of_shares_agrees_with_r(void **state) {
  oracle *r = oracle_own("stats/child_shares.csv");
  int verdicts = 0;
  for (size_t i = 0; i < oracle_rows(r); i++)
    for (int known = 0; known < 2; known++) {
      char text[512];
      if (!known && oracle_number(r, i, "np") >= 1000)
        continue;
      add_figures(r, i, known, text, sizeof text);
      tell_table *t = compute(*state, text);
      check_row(r, i, known, t);
      verdicts += strcmp(sample_text(t, school_of(t), "verdict"), "not_distinguishable") != 0;
      tell_table_free(t);
    }
  assert_true(verdicts > 5);
  oracle_close(r);
}

/* The municipality is computed of the school and one other: R's "others". */
static void test_difference_from_a_computed_share_agrees_with_r(void **state) {
  oracle *r = oracle_own("stats/child_shares.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double xc = oracle_number(r, i, "xc"), nc = oracle_number(r, i, "nc");
    double xp = oracle_number(r, i, "xp"), np = oracle_number(r, i, "np");
    sample_cell cells[2] = {
        {.unit = SCHOOL, .n = (int)nc, .numerator = (int)xc},
        {.unit = "822222222", .n = (int)(np - nc), .numerator = (int)(xp - xc)}};
    sample *data = sample_begin(*state);
    for (int k = 0; k < 2; k++) {
      cells[k].indicator = "eu_mobbing";
      cells[k].source = "local";
      cells[k].period = 2023;
      cells[k].grade = 7;
      cells[k].value = 100.0 * cells[k].numerator / cells[k].n;
      cells[k].has = TELL__HAS_N | TELL__HAS_NUMERATOR;
      sample_unit(data, cells[k].unit, "4601", NULL);
    }
    sample_add(data, cells, 2);
    tell_dataset *dataset = sample_finish(data);
    tell_table *t = sample_indicators(dataset);
    int64_t row = school_of(t);
    /* R's interval lies around the rounded shares, this one around the shares themselves. */
    double exact = 100 * (xc / nc - xp / np), moved = exact - oracle_number(r, i, "difference");
    assert_double_near(sample_real(t, row, "difference"), exact, 1e-12, 1e-11);
    assert_double_near(sample_real(t, row, "difference_lo"), oracle_number(r, i, "lo") + moved,
                       1e-10, 1e-10);
    assert_double_near(sample_real(t, row, "difference_hi"), oracle_number(r, i, "hi") + moved,
                       1e-10, 1e-10);
    assert_string_equal(sample_text(t, row, "comparator_origin"), "computed");
    tell_table_free(t);
    tell_dataset_free(dataset);
  }
  oracle_close(r);
}

/* The interval that stands: by the standard error, as wide on both sides of the difference. */
static void assert_symmetric(const tell_table *t, double times) {
  int64_t row = school_of(t);
  double d = sample_real(t, row, "difference"), se = sample_real(t, row, "difference_se");
  assert_string_equal(sample_text(t, row, "difference_method"), "child_in_parent");
  assert_double_near(sample_real(t, row, "difference_lo"), d - times * se, 1e-12, 1e-12);
  assert_double_near(sample_real(t, row, "difference_hi"), d + times * se, 1e-12, 1e-12);
}

/* Counts that contradict each other, more in the school than in the municipality; published
 * rounding of many pupils; and a mean, whose sd is that of 20 pupils: R's
 * qt(0.975, 21.2143423403524594) with Welch and Satterthwaite's degrees of freedom. */
static void test_difference_without_counts_to_go_by_is_normal(void **state) {
  static const char *const texts[] = {
      "unit;indicator;source;period;grade;value;n;numerator\n" SCHOOL
      ";eu_mobbing;udir-eu;2023;7;30;40;12\n4601;eu_mobbing;udir-eu;2023;7;10;100;10\n",
      "unit;indicator;source;period;grade;value;n\n" SCHOOL
      ";eu_mobbing;udir-eu;2023;7;2.5;40000\n4601;eu_mobbing;udir-eu;2023;7;2.4;100000\n",
      "unit;indicator;source;period;grade;value;n;margin\n" SCHOOL
      ";np_lesing;udir-np;2023;8;47;20;4\n4601;np_lesing;udir-np;2023;8;50;2000;0.5\n"};
  static const double times[] = {1.959963984540054, 1.959963984540054, 2.0783351890869106};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    tell_table *t = compute(*state, texts[i]);
    assert_symmetric(t, times[i]);
    tell_table_free(t);
  }
}

/* What the analysis of comparisons says of the same two figures at the same level. */
static void test_difference_of_shares_is_that_of_the_comparisons(void **state) {
  oracle *r = oracle_own("stats/child_shares.csv");
  for (size_t i = 0; i < oracle_rows(r); i += 5) {
    char text[512];
    add_figures(r, i, (int)(i % 2), text, sizeof text);
    sample *data = sample_begin(*state);
    sample_unit(data, SCHOOL, "4601", NULL);
    sample_read(data, text);
    tell_dataset *dataset = sample_finish(data);
    tell_table *t = sample_indicators(dataset);
    tell_release *release = sample_release(*state, "none", dataset);
    tell_analysis *made = sample_analysis(*state, release, TELL_ANALYSIS_COMPARISONS, NULL);
    const tell_table *compared = tell_analysis_table(made);
    assert_int_equal(tell_table_row_count(compared), 1);
    int64_t row = school_of(t);
    assert_double_near(sample_real(compared, 0, "lo"), sample_real(t, row, "difference_lo"), 1e-12,
                       1e-12);
    assert_double_near(sample_real(compared, 0, "hi"), sample_real(t, row, "difference_hi"), 1e-12,
                       1e-12);
    assert_string_equal(sample_text(compared, 0, "verdict"), sample_text(t, row, "verdict"));
    tell_analysis_free(made);
    tell_release_free(release);
    tell_table_free(t);
    tell_dataset_free(dataset);
  }
  oracle_close(r);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_difference_of_shares_agrees_with_r),
      cmocka_unit_test(test_difference_from_a_computed_share_agrees_with_r),
      cmocka_unit_test(test_difference_without_counts_to_go_by_is_normal),
      cmocka_unit_test(test_difference_of_shares_is_that_of_the_comparisons),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
