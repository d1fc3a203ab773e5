/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analyses "comparisons", "persistence" and "readouts": worked examples; families against the
 * definition of Holm and Benjamini-Hochberg; and what holds in every row. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "sample.h"
#include "stats/difference.h"
#include "stats/gsl_cdf.h"
#include "stats/quantile.h"

#define Z 1.959963984540054
#define TIGHT 1e-11

/* A margin is 1.96 standard errors, and the rounding to whole points adds 1/12. */
static double variance(double margin) { return margin * margin / (Z * Z) + 1 / 12.0; }

/* The chance of so much with t of `df` degrees of freedom; the quantile functions have tests of
 * their own against R. */
static double two_sided(double z, double df) {
  double p = 0;
  assert_int_equal(tell__stats_gsl_t_upper(fabs(z), df, &p), TELL_STAT_OK);
  return 2 * p;
}

static double t_critical(double level, double df) {
  double t = 0;
  assert_int_equal(tell__stats_t_critical(level, df, &t), TELL_STAT_OK);
  return t;
}

static const char *const NP = "unit;indicator;period;grade;value;n;margin;state\n"
                              "I;np_lesing;2025;5;50;60000;0.1;\n"
                              "I;np_lesing;2024;5;50;60000;0.1;\n"
                              "4601;np_lesing;2021;5;50;400;0.5;\n"
                              "4601;np_lesing;2022;5;50;400;0.5;\n"
                              "4601;np_lesing;2023;5;50;400;0.5;\n"
                              "4601;np_lesing;2024;5;50;400;0.5;\n"
                              "4601;np_lesing;2025;5;50;400;0.5;\n"
                              "4601;np_lesing;2026;5;50;400;0.5;\n"
                              "900000001;np_lesing;2021;5;51;40;1;\n"
                              "900000001;np_lesing;2022;5;47;40;1;\n"
                              "900000001;np_lesing;2023;5;48;42;1;\n"
                              "900000001;np_lesing;2024;5;49;41;1;\n"
                              "900000001;np_lesing;2025;5;46;44;1;\n"
                              "900000001;np_lesing;2026;5;52;45;1;\n"
                              "900000002;np_lesing;2025;5;47;30;2;\n"
                              "900000002;np_lesing;2026;5;54;30;2;\n"
                              "900000003;np_lesing;2024;5;51;50;1.5;\n"
                              "900000003;np_lesing;2025;5;51;50;1.5;\n"
                              "900000003;np_lesing;2026;5;51;5;1.5;\n"
                              "900000004;np_lesing;2025;5;;;;suppressed\n"
                              "900000004;np_lesing;2026;5;50;60;1;\n"
                              "4602;np_lesing;2024;5;49;300;0.5;\n"
                              "4602;np_lesing;2025;5;48;300;0.5;\n"
                              "900000005;np_lesing;2024;5;52;50;1;\n"
                              "900000005;np_lesing;2025;5;51;50;1;\n";

static const char *const SCHOOLS[] = {"900000001", "900000002", "900000003", "900000004"};

typedef struct scene {
  tell_release *release;
  tell_analysis *analysis;
  const tell_table *table;
} scene;

static scene scene_from(const tell_catalogue *catalogue, const char *policy, int32_t kind,
                        const tell_analysis_options *options, const char *text) {
  sample *data = sample_begin(catalogue);
  for (int i = 0; i < 4; i++)
    sample_unit(data, SCHOOLS[i], "4601", NULL);
  sample_unit(data, "900000005", "4602", NULL);
  sample_unit(data, "4601", "46", NULL);
  sample_unit(data, "4602", "46", NULL);
  sample_unit(data, "46", "I", NULL);
  sample_read(data, text);
  tell_dataset *dataset = sample_finish(data);
  scene made = {.release = sample_release(catalogue, policy, dataset)};
  tell_dataset_free(dataset);
  made.analysis = sample_analysis(catalogue, made.release, kind, options);
  made.table = tell_analysis_table(made.analysis);
  return made;
}

static scene scene_of(const tell_catalogue *catalogue, const char *policy, int32_t kind,
                      const tell_analysis_options *options) {
  return scene_from(catalogue, policy, kind, options, NP);
}

static void end(scene *made) {
  tell_analysis_free(made->analysis);
  tell_release_free(made->release);
}

static tell_analysis_options *new_options(void) {
  tell_analysis_options *options = NULL;
  assert_int_equal(tell_analysis_options_create(&options, NULL), TELL_OK);
  return options;
}

static tell_analysis_options *peers(int count) {
  tell_analysis_options *options = new_options();
  assert_int_equal(tell_analysis_options_add_group(options, "like", NULL, NULL), TELL_OK);
  for (int i = 0; i < count; i++)
    assert_int_equal(tell_analysis_options_add_member(options, "like", "school", SCHOOLS[i], NULL),
                     TELL_OK);
  return options;
}

static int is_row(const tell_table *table, int64_t row, const char *unit, int period,
                  const char *comparator) {
  return strcmp(sample_text(table, row, "unit"), unit) == 0 &&
         sample_whole(table, row, "period") == period &&
         strcmp(sample_text(table, row, "comparator"), comparator) == 0;
}

/* The only such row, -1 when there is none. */
static int64_t find(const tell_table *table, const char *unit, int period, const char *comparator) {
  int64_t found = -1;
  for (int64_t row = 0; row < tell_table_row_count(table); row++)
    if (is_row(table, row, unit, period, comparator)) {
      assert_int_equal(found, -1);
      found = row;
    }
  return found;
}

static void check(const tell_table *table, int64_t row, double difference, double se) {
  assert_true(row >= 0);
  assert_string_equal(sample_text(table, row, "state"), "present");
  assert_double_near(sample_real(table, row, "difference"), difference, TIGHT, 0);
  assert_double_near(sample_real(table, row, "se"), se, TIGHT, 0);
  const int is_t = sample_state(table, row, "df") == TELL_STATE_PRESENT;
  const double df = is_t ? sample_real(table, row, "df") : 0, t = is_t ? t_critical(0.95, df) : Z;
  const double z = difference / se, p = is_t ? two_sided(z, df) : erfc(fabs(z) / sqrt(2));
  assert_double_near(sample_real(table, row, "lo"), difference - t * se, 1e-9, 1e-12);
  assert_double_near(sample_real(table, row, "hi"), difference + t * se, 1e-9, 1e-12);
  assert_double_near(sample_real(table, row, "p"), p, 1e-9, 1e-15);
}

static void test_comparisons_last_year_adds_both_variances(void **state) {
  scene made = scene_of(*state, "none", TELL_ANALYSIS_COMPARISONS, NULL);
  int64_t row = find(made.table, "900000001", 2026, "last_year");
  check(made.table, row, 6, sqrt(2 * variance(1)));
  /* Welch and Satterthwaite: 44 and 45 pupils, each with the sampling part of its variance. */
  const double v = variance(1) - 1 / 12.0;
  assert_double_near(sample_real(made.table, row, "df"),
                     4 * variance(1) * variance(1) / (v * v / 43 + v * v / 44), 1e-9, 0);
  assert_string_equal(sample_text(made.table, row, "verdict"), "higher");
  assert_string_equal(sample_text(made.table, row, "reading"), "better");
  assert_string_equal(sample_text(made.table, row, "method"), "independent");
  assert_string_equal(sample_text(made.table, row, "comparator_unit"), "900000001");
  assert_int_equal(sample_whole(made.table, row, "comparator_first"), 2025);
  row = find(made.table, "900000001", 2023, "last_year");
  check(made.table, row, 1, sqrt(2 * variance(1)));
  assert_string_equal(sample_text(made.table, row, "verdict"), "not_distinguishable");
  assert_int_equal(sample_state(made.table, row, "reading"), TELL_STATE_NOT_APPLICABLE);
  end(&made);
}

static void test_comparisons_across_a_break_are_not_comparable(void **state) {
  scene made = scene_of(*state, "none", TELL_ANALYSIS_COMPARISONS, NULL);
  int64_t rows[] = {find(made.table, "900000001", 2022, "last_year"),
                    find(made.table, "900000001", 2024, "three_years")};
  for (int i = 0; i < 2; i++) {
    assert_string_equal(sample_text(made.table, rows[i], "state"), "not_comparable");
    assert_string_equal(sample_text(made.table, rows[i], "verdict"), "not_comparable");
    assert_string_equal(sample_text(made.table, rows[i], "verdict_family"), "not_comparable");
    assert_int_equal(sample_state(made.table, rows[i], "difference"), TELL_STATE_NOT_COMPARABLE);
    assert_int_equal(sample_state(made.table, rows[i], "p_adjusted"), TELL_STATE_NOT_COMPARABLE);
  }
  end(&made);
}

static void test_comparisons_three_years_are_weighted_by_participants(void **state) {
  scene made = scene_of(*state, "none", TELL_ANALYSIS_COMPARISONS, NULL);
  int64_t row = find(made.table, "900000001", 2025, "three_years");
  const double n = 40 + 42 + 41;
  double pooled = (47 * 40 + 48 * 42 + 49 * 41) / n;
  double part = variance(1) * (40 * 40 + 42 * 42 + 41 * 41) / (n * n);
  check(made.table, row, 46 - pooled, sqrt(variance(1) + part));
  assert_double_near(sample_real(made.table, row, "comparator_value"), pooled, TIGHT, 0);
  assert_int_equal(sample_whole(made.table, row, "inputs"), 3);
  assert_int_equal(sample_whole(made.table, row, "comparator_first"), 2022);
  assert_int_equal(sample_whole(made.table, row, "comparator_last"), 2024);
  /* Of school 3 two of the three years before are not there. */
  row = find(made.table, "900000003", 2026, "three_years");
  assert_string_equal(sample_text(made.table, row, "state"), "missing");
  assert_int_equal(sample_state(made.table, row, "verdict"), TELL_STATE_MISSING);
  assert_int_equal(find(made.table, "900000002", 2025, "three_years"), -1);
  end(&made);
}

static void test_comparisons_nation_and_parent_take_the_overlap_off(void **state) {
  scene made = scene_of(*state, "none", TELL_ANALYSIS_COMPARISONS, NULL);
  int64_t row = find(made.table, "900000001", 2025, "nation");
  double own = variance(1), other = variance(0.1);
  check(made.table, row, -4, sqrt(own + other - 2 * (44 / 60000.0) * (own - 1 / 12.0)));
  assert_string_equal(sample_text(made.table, row, "comparator_level"), "nation");
  row = find(made.table, "900000001", 2025, "parent");
  check(made.table, row, -4, sqrt(own + variance(0.5) - 2 * (44 / 400.0) * (own - 1 / 12.0)));
  assert_string_equal(sample_text(made.table, row, "reading"), "worse");
  assert_string_equal(sample_text(made.table, row, "test_family"),
                      "parent:municipality:4601:2025-26");
  assert_int_equal(find(made.table, "900000001", 2023, "nation"), -1);
  assert_int_equal(find(made.table, "I", 2025, "parent"), -1);
  end(&made);
}

static void test_comparisons_peers_leave_the_unit_itself_out(void **state) {
  tell_analysis_options *options = peers(3);
  scene made = scene_of(*state, "none", TELL_ANALYSIS_COMPARISONS, options);
  int64_t row = find(made.table, "900000001", 2025, "peers");
  double others = (47 * 30 + 51 * 50) / 80.0;
  check(made.table, row, 46 - others,
        sqrt(variance(1) + (900 * variance(2) + 2500 * variance(1.5)) / 6400));
  assert_string_equal(sample_text(made.table, row, "comparator_level"), "group");
  assert_string_equal(sample_text(made.table, row, "comparator_unit"), "like");
  assert_int_equal(sample_whole(made.table, row, "inputs"), 2);
  assert_string_equal(sample_text(made.table, row, "test_family"),
                      "peers:municipality:4601:2025-26:like");
  end(&made);
  tell_analysis_options_free(options);
}

static void test_comparisons_too_few_visible_peers_give_nothing(void **state) {
  tell_analysis_options *options = peers(4);
  scene made = scene_of(*state, "none", TELL_ANALYSIS_COMPARISONS, options);
  /* Of the three others one is suppressed: two thirds are visible. */
  int64_t row = find(made.table, "900000001", 2025, "peers");
  assert_string_equal(sample_text(made.table, row, "verdict"), "too_few");
  assert_int_equal(sample_state(made.table, row, "difference"), TELL_STATE_TOO_FEW);
  assert_int_equal(sample_state(made.table, row, "comparator_value"), TELL_STATE_TOO_FEW);
  assert_int_equal(sample_whole(made.table, row, "inputs_visible"), 2);
  assert_int_equal(sample_whole(made.table, row, "inputs_hidden"), 1);
  row = find(made.table, "900000004", 2025, "peers");
  assert_string_equal(sample_text(made.table, row, "state"), "suppressed");
  assert_int_equal(sample_state(made.table, row, "verdict"), TELL_STATE_SUPPRESSED);
  end(&made);
  tell_analysis_options_free(options);
}

/* Pupils' own sd of a small school: t as Welch's test of the pupils, not the normal distribution.
 */
static void test_comparisons_of_estimated_spreads_use_t(void **state) {
  scene made = scene_from(*state, "none", TELL_ANALYSIS_COMPARISONS, NULL,
                          "unit;indicator;source;period;grade;value;n;sd\n"
                          "900000001;np_lesing;local;2024;5;46;12;9\n"
                          "900000001;np_lesing;local;2025;5;54;15;11\n"
                          "900000002;np_lesing;local;2025;5;47;30;9\n"
                          "900000003;np_lesing;local;2025;5;49;70;9\n");
  int64_t row = find(made.table, "900000001", 2025, "last_year");
  const tell__stats_group now = {15, 54, 11}, before = {12, 46, 9};
  const tell__stats_difference welch = tell__stats_mean_difference(&now, &before, 0.95);
  assert_double_near(sample_real(made.table, row, "df"), welch.df, 1e-10, 0);
  assert_double_near(sample_real(made.table, row, "p"), welch.p, 1e-10, 0);
  assert_double_near(sample_real(made.table, row, "lo"), welch.estimate.lo, 1e-9, 1e-10);
  assert_double_near(sample_real(made.table, row, "hi"), welch.estimate.hi, 1e-10, 0);
  /* Against the municipality, whose mean is made of the same sds: each school's variance counts by
   * the square of its part of the pupils. */
  row = find(made.table, "900000001", 2025, "parent");
  double se = sample_real(made.table, row, "se"), d = sample_real(made.table, row, "difference");
  double wobble = pow(1 - 15 / 115.0, 4) * pow(121 / 15.0, 2) / 14 +
                  pow(30 / 115.0, 4) * pow(81 / 30.0, 2) / 29 +
                  pow(70 / 115.0, 4) * pow(81 / 70.0, 2) / 69;
  assert_double_near(sample_real(made.table, row, "df"), pow(se, 4) / wobble, 1e-7, 0);
  assert_true(sample_real(made.table, row, "hi") - d > Z * se);
  assert_true(sample_real(made.table, row, "p") > erfc(fabs(d / se) / sqrt(2)));
  end(&made);
}

/* Two pupils are the fewest that have a standard deviation. */
static void test_comparisons_of_two_pupils_use_t(void **state) {
  scene made = scene_from(*state, "none", TELL_ANALYSIS_COMPARISONS, NULL,
                          "unit;indicator;source;period;grade;value;n;sd\n"
                          "900000001;np_lesing;local;2024;5;46;12;9\n"
                          "900000001;np_lesing;local;2025;5;54;2;3\n");
  int64_t row = find(made.table, "900000001", 2025, "last_year");
  const tell__stats_group now = {2, 54, 3}, before = {12, 46, 9};
  const tell__stats_difference welch = tell__stats_mean_difference(&now, &before, 0.95);
  assert_double_near(sample_real(made.table, row, "df"), welch.df, 1e-10, 0);
  assert_double_near(sample_real(made.table, row, "p"), welch.p, 1e-10, 0);
  assert_double_near(sample_real(made.table, row, "hi"), welch.estimate.hi, 1e-10, 0);
  end(&made);
}

/* R's Fisher test, and Newcombe's interval from the Wilson limits of its prop.test():
 * fisher.test() of 1 of 31 and 7 of 28, and of 1 of 31 and the other 11 of 69. */
static void check_shares(const scene *made) {
  int64_t row = find(made->table, "900000001", 2025, "last_year");
  double d = sample_real(made->table, row, "difference");
  assert_double_near(d, 3.2 - 25, TIGHT, 0);
  assert_string_equal(sample_text(made->table, row, "method"), "newcombe_10_fisher");
  assert_double_near(sample_real(made->table, row, "p"), 0.021511921200657608, 1e-10, 0);
  assert_double_near(sample_real(made->table, row, "lo") - d, -18.54655753303981, 1e-9, 0);
  assert_double_near(sample_real(made->table, row, "hi") - d, 17.889816907579174, 1e-9, 0);
  assert_int_equal(sample_state(made->table, row, "df"), TELL_STATE_NOT_APPLICABLE);
  row = find(made->table, "900000001", 2025, "parent");
  d = sample_real(made->table, row, "difference");
  assert_double_near(d, 3.2 - 12, TIGHT, 0);
  assert_string_equal(sample_text(made->table, row, "method"), "child_newcombe_10_fisher");
  assert_double_near(sample_real(made->table, row, "p"), 0.097952940283494425, 1e-10, 0);
  assert_double_near(sample_real(made->table, row, "lo") - d, -7.4009451848910253, 1e-9, 0);
  assert_double_near(sample_real(made->table, row, "hi") - d, 10.103719632465884, 1e-9, 0);
  /* By its own standard error, 3.2, the school would have been below: 8.8 in 3.2. */
  assert_string_equal(sample_text(made->table, row, "verdict"), "not_distinguishable");
}

static void test_comparisons_of_shares_go_by_the_counts(void **state) {
  scene made = scene_from(*state, "none", TELL_ANALYSIS_COMPARISONS, NULL,
                          "unit;indicator;source;period;grade;value;n;numerator\n"
                          "4601;eu_mobbing;local;2025;7;12.0;100;12\n"
                          "900000001;eu_mobbing;local;2024;7;25.0;28;7\n"
                          "900000001;eu_mobbing;local;2025;7;3.2;31;1\n");
  check_shares(&made);
  end(&made);
}

/* Of few pupils the published share tells the count. */
static void test_comparisons_of_published_shares_go_by_the_counts_behind_them(void **state) {
  scene made = scene_from(*state, "none", TELL_ANALYSIS_COMPARISONS, NULL,
                          "unit;indicator;source;period;grade;value;n\n"
                          "4601;eu_mobbing;udir-eu;2025;7;12.0;100\n"
                          "900000001;eu_mobbing;udir-eu;2024;7;25.0;28\n"
                          "900000001;eu_mobbing;udir-eu;2025;7;3.2;31\n");
  check_shares(&made);
  end(&made);
}

/* What rounding does to the shares of many pupils is known to the standard errors only. */
static void test_comparisons_of_shares_that_rounding_blurs_stay_normal(void **state) {
  scene made = scene_from(*state, "none", TELL_ANALYSIS_COMPARISONS, NULL,
                          "unit;indicator;source;period;grade;value;n\n"
                          "I;eu_mobbing;udir-eu;2024;7;8.3;60000\n"
                          "I;eu_mobbing;udir-eu;2025;7;8.1;60000\n");
  const double sampling = (8.3 * 91.7 + 8.1 * 91.9) / 60000, rounding = 2 * 0.01 / 12;
  int64_t row = find(made.table, "I", 2025, "last_year");
  check(made.table, row, 8.1 - 8.3, sqrt(sampling + rounding));
  assert_string_equal(sample_text(made.table, row, "method"), "independent");
  end(&made);
}

/* Own counts of a school with eight pupils: what stood there before is told, and nothing else. */
static void test_comparisons_hidden_figure_has_no_number_in_its_rows(void **state) {
  static const char *const reals[] = {"value", "difference", "se", "lo", "hi", "p", "p_adjusted"};
  scene made = scene_from(*state, "public", TELL_ANALYSIS_COMPARISONS, NULL,
                          "unit;indicator;source;period;grade;value;n;sd\n"
                          "900000001;np_lesing;local;2024;5;51;40;9\n"
                          "900000001;np_lesing;local;2025;5;52;8;9\n"
                          "900000002;np_lesing;local;2025;5;47;30;9\n"
                          "900000003;np_lesing;local;2025;5;49;70;9\n");
  int64_t row = find(made.table, "900000001", 2025, "last_year");
  for (size_t i = 0; i < sizeof reals / sizeof *reals; i++)
    assert_int_equal(sample_state(made.table, row, reals[i]), TELL_STATE_HIDDEN);
  assert_int_equal(sample_state(made.table, row, "verdict"), TELL_STATE_HIDDEN);
  assert_int_equal(sample_state(made.table, row, "n"), TELL_STATE_HIDDEN);
  assert_string_equal(sample_text(made.table, row, "state"), "hidden");
  assert_double_near(sample_real(made.table, row, "comparator_value"), 51, 0, 0);
  end(&made);
}

/* Every adjustment by its definition, for one test of its family. */
static double adjusted(const tell_table *table, int64_t row, int32_t method, int64_t *size) {
  const char *family = sample_text(table, row, "test_family");
  double p[64], holm = 0, bh = 1, by = 1, harmonic = 0;
  int m = 0;
  for (int64_t i = 0; i < tell_table_row_count(table); i++)
    if (strcmp(sample_text(table, i, "test_family"), family) == 0 &&
        sample_state(table, i, "p") == TELL_STATE_PRESENT)
      p[m++] = sample_real(table, i, "p");
  double own = sample_real(table, row, "p");
  for (int i = 1; i <= m; i++)
    harmonic += 1.0 / i;
  for (int i = 0; i < m; i++) {
    int smaller = 0, to = 0;
    for (int j = 0; j < m; j++) {
      smaller += p[j] < p[i];
      to += p[j] <= p[i];
    }
    if (p[i] <= own)
      holm = fmax(holm, (m - smaller) * p[i]);
    if (p[i] < own)
      continue;
    bh = fmin(bh, m * p[i] / to);
    by = fmin(by, m * harmonic * p[i] / to);
  }
  *size = m;
  const double all[] = {[TELL_ADJUST_NONE] = own,
                        [TELL_ADJUST_HOLM] = fmin(holm, 1),
                        [TELL_ADJUST_BH] = bh,
                        [TELL_ADJUST_BY] = by};
  return all[method];
}

static const char *word(double d, int there) {
  if (!there)
    return "not_distinguishable";
  return d > 0 ? "higher" : "lower";
}

static void check_families(const tell_table *table, int32_t method) {
  int64_t tests = 0, size = 0;
  for (int64_t row = 0; row < tell_table_row_count(table); row++) {
    if (sample_state(table, row, "p") != TELL_STATE_PRESENT)
      continue;
    double q = adjusted(table, row, method, &size), d = sample_real(table, row, "difference");
    double lo = sample_real(table, row, "lo"), hi = sample_real(table, row, "hi");
    assert_double_near(sample_real(table, row, "p_adjusted"), q, 1e-12, 0);
    assert_int_equal(sample_whole(table, row, "test_family_size"), size);
    assert_string_equal(sample_text(table, row, "adjustment"), tell_adjust_id(method));
    assert_string_equal(sample_text(table, row, "verdict"), word(d, lo > 0 || hi < 0));
    assert_string_equal(sample_text(table, row, "verdict_family"), word(d, q < 0.05));
    assert_double_near(
        d, sample_real(table, row, "value") - sample_real(table, row, "comparator_value"), 1e-12,
        1e-12);
    tests++;
  }
  assert_true(tests > 20);
}

static void test_comparisons_families_are_adjusted_by_definition(void **state) {
  for (int32_t method = TELL_ADJUST_NONE; method <= TELL_ADJUST_BY; method++) {
    tell_analysis_options *options = peers(4);
    assert_int_equal(tell_analysis_options_set_adjust(options, method, NULL), TELL_OK);
    scene made = scene_of(*state, "none", TELL_ANALYSIS_COMPARISONS, options);
    check_families(made.table, method);
    end(&made);
    tell_analysis_options_free(options);
  }
}

static void test_comparisons_level_widens_every_interval(void **state) {
  tell_analysis_options *options = new_options();
  assert_int_equal(tell_analysis_options_set_level(options, 0.998, NULL), TELL_OK);
  scene made = scene_of(*state, "none", TELL_ANALYSIS_COMPARISONS, options);
  static const char *const comparators[] = {"parent", "nation", "last_year", "three_years"};
  for (int i = 0; i < 4; i++) {
    int64_t row = find(made.table, "900000001", 2025, comparators[i]);
    assert_double_near(
        sample_real(made.table, row, "hi") - sample_real(made.table, row, "difference"),
        t_critical(0.998, sample_real(made.table, row, "df")) * sample_real(made.table, row, "se"),
        1e-10, 0);
  }
  end(&made);
  tell_analysis_options_free(options);
}

static int64_t series_row(const tell_table *table, const char *unit) {
  for (int64_t row = 0; row < tell_table_row_count(table); row++)
    if (strcmp(sample_text(table, row, "unit"), unit) == 0)
      return row;
  return -1;
}

/* Of school 1 the years 2022 (−3), 2023 (−2) and 2025 (−4) lie below, 2024 (−1) does not stand out,
 * 2026 (+2) lies above: se is about 0.6. */
static void test_persistence_counts_years_by_test(void **state) {
  scene made = scene_of(*state, "none", TELL_ANALYSIS_PERSISTENCE, NULL);
  int64_t row = series_row(made.table, "900000001");
  assert_string_equal(sample_text(made.table, row, "verdict"), "persistently_lower");
  assert_string_equal(sample_text(made.table, row, "reading"), "worse");
  assert_string_equal(sample_text(made.table, row, "reference"), "parent");
  assert_int_equal(sample_whole(made.table, row, "years_compared"), 5);
  assert_int_equal(sample_whole(made.table, row, "years_lower"), 3);
  assert_int_equal(sample_whole(made.table, row, "years_higher"), 1);
  assert_int_equal(sample_whole(made.table, row, "period_first"), 2022);
  assert_int_equal(sample_whole(made.table, row, "period_last"), 2026);
  const double a = 0.025, b = 0.975;
  assert_double_near(sample_real(made.table, row, "chance"),
                     10 * a * a * a * b * b + 5 * a * a * a * a * b + a * a * a * a * a, 1e-11, 0);
  row = series_row(made.table, "900000002");
  assert_string_equal(sample_text(made.table, row, "verdict"), "too_few");
  assert_int_equal(sample_state(made.table, row, "chance"), TELL_STATE_TOO_FEW);
  assert_int_equal(sample_whole(made.table, row, "years_compared"), 2);
  row = series_row(made.table, "900000003");
  assert_string_equal(sample_text(made.table, row, "verdict"), "not");
  end(&made);
}

static void test_persistence_window_and_reference_are_chosen(void **state) {
  tell_analysis_options *options = new_options();
  assert_int_equal(tell_analysis_options_set_persistence(options, 2, 3, NULL), TELL_OK);
  scene made = scene_of(*state, "none", TELL_ANALYSIS_PERSISTENCE, options);
  int64_t row = series_row(made.table, "900000001");
  /* 2024 to 2026: one below, one above. */
  assert_int_equal(sample_whole(made.table, row, "period_first"), 2024);
  assert_string_equal(sample_text(made.table, row, "verdict"), "not");
  assert_int_equal(sample_whole(made.table, row, "years_lower"), 1);
  end(&made);
  assert_int_equal(
      tell_analysis_options_set_reference(options, TELL_ANALYSIS_REFERENCE_NATION, NULL), TELL_OK);
  made = scene_of(*state, "none", TELL_ANALYSIS_PERSISTENCE, options);
  row = series_row(made.table, "900000001");
  /* The nation has figures of 2024 and 2025 only: −1 with an se of 0.6, and −4. */
  assert_string_equal(sample_text(made.table, row, "reference"), "nation");
  assert_int_equal(sample_whole(made.table, row, "years_compared"), 2);
  assert_int_equal(sample_whole(made.table, row, "years_lower"), 1);
  assert_true(series_row(made.table, "I") < 0);
  end(&made);
  tell_analysis_options_free(options);
}

/* The new scale of 2022: the school year before it does not count, however far back is asked. */
/* Three years are asked for; of 2023 and 2024 there is nothing to compare. */
static void test_persistence_passes_over_years_that_cannot_be_compared(void **state) {
  tell_analysis_options *options = new_options();
  assert_int_equal(tell_analysis_options_set_persistence(options, 3, 3, NULL), TELL_OK);
  scene made = scene_from(*state, "none", TELL_ANALYSIS_PERSISTENCE, options,
                          "unit;indicator;period;grade;value;n;margin;state\n"
                          "4601;np_lesing;2022;5;50;400;0.5;\n4601;np_lesing;2023;5;50;400;0.5;\n"
                          "4601;np_lesing;2025;5;50;400;0.5;\n4601;np_lesing;2026;5;50;400;0.5;\n"
                          "900000001;np_lesing;2022;5;45;40;1;\n"
                          "900000001;np_lesing;2023;5;;;;suppressed\n"
                          "900000001;np_lesing;2025;5;46;40;1;\n"
                          "900000001;np_lesing;2026;5;44;40;1;\n");
  int64_t row = series_row(made.table, "900000001");
  assert_string_equal(sample_text(made.table, row, "verdict"), "persistently_lower");
  assert_int_equal(sample_whole(made.table, row, "years_compared"), 3);
  assert_int_equal(sample_whole(made.table, row, "years_hidden"), 1);
  assert_int_equal(sample_whole(made.table, row, "period_first"), 2022);
  end(&made);
  tell_analysis_options_free(options);
}

static void test_persistence_never_looks_across_a_break(void **state) {
  tell_analysis_options *options = new_options();
  assert_int_equal(tell_analysis_options_set_persistence(options, 3, 6, NULL), TELL_OK);
  scene made = scene_of(*state, "none", TELL_ANALYSIS_PERSISTENCE, options);
  int64_t row = series_row(made.table, "900000001");
  assert_int_equal(sample_whole(made.table, row, "years_compared"), 5);
  assert_int_equal(sample_whole(made.table, row, "period_first"), 2022);
  end(&made);
  tell_analysis_options_free(options);
}

static void test_persistence_hidden_years_are_counted_and_not_compared(void **state) {
  scene made = scene_of(*state, "public", TELL_ANALYSIS_PERSISTENCE, NULL);
  int64_t row = series_row(made.table, "900000003");
  assert_int_equal(sample_whole(made.table, row, "years_hidden"), 1);
  assert_int_equal(sample_whole(made.table, row, "years_compared"), 2);
  assert_string_equal(sample_text(made.table, row, "verdict"), "too_few");
  end(&made);
}

static void test_readouts_stand_beside_each_other_with_their_changes(void **state) {
  scene made = scene_of(*state, "none", TELL_ANALYSIS_READOUTS, NULL);
  int64_t row = series_row(made.table, "900000001");
  double se = sqrt(2 * variance(1));
  assert_double_near(sample_real(made.table, row, "baseline_value"), 47, 0, 0);
  assert_double_near(sample_real(made.table, row, "mid_value"), 49, 0, 0);
  assert_double_near(sample_real(made.table, row, "end_value"), 52, 0, 0);
  assert_int_equal(sample_whole(made.table, row, "end_n"), 45);
  assert_double_near(sample_real(made.table, row, "baseline_to_mid"), 2, 0, 0);
  assert_double_near(sample_real(made.table, row, "mid_to_end"), 3, 0, 0);
  assert_double_near(sample_real(made.table, row, "baseline_to_end"), 5, 0, 0);
  assert_double_near(sample_real(made.table, row, "baseline_to_end_se"), se, TIGHT, 0);
  /* 40, 41 and 45 pupils. */
  const double v = variance(1) - 1 / 12.0, all = 4 * variance(1) * variance(1);
  const double mid = all / (v * v / 40 + v * v / 44), whole = all / (v * v / 39 + v * v / 44);
  assert_double_near(sample_real(made.table, row, "mid_to_end_p"), two_sided(3 / se, mid), 1e-9, 0);
  assert_double_near(sample_real(made.table, row, "baseline_to_end_lo"),
                     5 - t_critical(0.95, whole) * se, 1e-10, 0);
  assert_string_equal(sample_text(made.table, row, "baseline_to_end_verdict"), "higher");
  assert_string_equal(sample_text(made.table, row, "baseline_to_end_reading"), "better");
  /* Baseline to end: this school and its municipality. */
  assert_int_equal(sample_whole(made.table, row, "baseline_to_end_family_size"), 2);
  assert_double_near(sample_real(made.table, row, "baseline_to_end_p_adjusted"),
                     2 * two_sided(5 / se, whole), 1e-9, 0);
  row = series_row(made.table, "900000003");
  assert_int_equal(sample_state(made.table, row, "baseline_value"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(made.table, row, "baseline_to_mid"), TELL_STATE_MISSING);
  assert_double_near(sample_real(made.table, row, "mid_to_end"), 0, 0, 0);
  end(&made);
}

static void test_readouts_are_adjusted_by_benjamini_and_yekutieli(void **state) {
  tell_analysis_options *options = new_options();
  assert_int_equal(tell_analysis_options_set_adjust(options, TELL_ADJUST_BY, NULL), TELL_OK);
  scene made = scene_of(*state, "none", TELL_ANALYSIS_READOUTS, options);
  int64_t school = series_row(made.table, "900000001"), above = series_row(made.table, "4601");
  double p = sample_real(made.table, school, "baseline_to_end_p");
  double other = sample_real(made.table, above, "baseline_to_end_p");
  assert_string_equal(sample_text(made.table, school, "adjustment"), "by");
  assert_int_equal(sample_whole(made.table, school, "baseline_to_end_family_size"), 2);
  /* Of two: 2p(1 + 1/2) for the smaller, 2p(1 + 1/2)/2 for the larger, which bounds it. */
  double larger = fmin(1.5 * fmax(p, other), 1), smaller = fmin(3 * fmin(p, other), larger);
  assert_true(p != other && smaller != larger);
  assert_double_near(sample_real(made.table, school, "baseline_to_end_p_adjusted"),
                     p < other ? smaller : larger, 1e-14, 0);
  assert_double_near(sample_real(made.table, above, "baseline_to_end_p_adjusted"),
                     p < other ? larger : smaller, 1e-14, 0);
  end(&made);
  tell_analysis_options_free(options);
}

static void test_readouts_across_a_break_are_refused(void **state) {
  tell_analysis_options *options = new_options();
  assert_int_equal(tell_analysis_options_set_readouts(options, 2021, 2022, 2025, NULL), TELL_OK);
  scene made = scene_of(*state, "none", TELL_ANALYSIS_READOUTS, options);
  int64_t row = series_row(made.table, "900000001");
  assert_string_equal(sample_text(made.table, row, "baseline_to_mid_state"), "not_comparable");
  assert_string_equal(sample_text(made.table, row, "baseline_to_end_verdict"), "not_comparable");
  assert_int_equal(sample_state(made.table, row, "baseline_to_end"), TELL_STATE_NOT_COMPARABLE);
  assert_double_near(sample_real(made.table, row, "mid_to_end"), -1, 0, 0);
  assert_double_near(sample_real(made.table, row, "baseline_value"), 51, 0, 0);
  end(&made);
  tell_analysis_options_free(options);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_comparisons_last_year_adds_both_variances),
      cmocka_unit_test(test_comparisons_across_a_break_are_not_comparable),
      cmocka_unit_test(test_comparisons_three_years_are_weighted_by_participants),
      cmocka_unit_test(test_comparisons_nation_and_parent_take_the_overlap_off),
      cmocka_unit_test(test_comparisons_peers_leave_the_unit_itself_out),
      cmocka_unit_test(test_comparisons_too_few_visible_peers_give_nothing),
      cmocka_unit_test(test_comparisons_of_estimated_spreads_use_t),
      cmocka_unit_test(test_comparisons_of_two_pupils_use_t),
      cmocka_unit_test(test_comparisons_of_shares_go_by_the_counts),
      cmocka_unit_test(test_comparisons_of_published_shares_go_by_the_counts_behind_them),
      cmocka_unit_test(test_comparisons_of_shares_that_rounding_blurs_stay_normal),
      cmocka_unit_test(test_comparisons_hidden_figure_has_no_number_in_its_rows),
      cmocka_unit_test(test_comparisons_families_are_adjusted_by_definition),
      cmocka_unit_test(test_comparisons_level_widens_every_interval),
      cmocka_unit_test(test_persistence_counts_years_by_test),
      cmocka_unit_test(test_persistence_window_and_reference_are_chosen),
      cmocka_unit_test(test_persistence_passes_over_years_that_cannot_be_compared),
      cmocka_unit_test(test_persistence_never_looks_across_a_break),
      cmocka_unit_test(test_persistence_hidden_years_are_counted_and_not_compared),
      cmocka_unit_test(test_readouts_stand_beside_each_other_with_their_changes),
      cmocka_unit_test(test_readouts_are_adjusted_by_benjamini_and_yekutieli),
      cmocka_unit_test(test_readouts_across_a_break_are_refused),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
