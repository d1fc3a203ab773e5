/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analyses "variation" and "variation_units": one municipality worked out in R, and edges. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "sample.h"

#define TIGHT 1e-9

enum { SCHOOLS = 8 };

static const char *const CODES[SCHOOLS] = {"900000001", "900000002", "900000003", "900000004",
                                           "900000005", "900000006", "900000007", "900000008"};

/* Means with margins; three decimals, so that rounding adds next to nothing. */
static const char *const MEANS = "unit;indicator;period;grade;value;n;margin;state\n"
                                 "4601;np_lesing;2023;5;51.250;302;0.500;\n"
                                 "900000001;np_lesing;2023;5;52.125;40;2.5;\n"
                                 "900000002;np_lesing;2023;5;47.500;30;3.5;\n"
                                 "900000003;np_lesing;2023;5;51.250;30;3.1;\n"
                                 "900000004;np_lesing;2023;5;44.750;25;4.2;\n"
                                 "900000005;np_lesing;2023;5;58.375;60;2.1;\n"
                                 "900000006;np_lesing;2023;5;50.500;45;2.9;\n"
                                 "900000007;np_lesing;2023;5;49.125;22;4.4;\n"
                                 "900000008;np_lesing;2023;5;55.750;50;2.4;\n";

static const char *const SHARES = "unit;indicator;source;period;grade;value;n;numerator;state\n"
                                  "4601;eu_mobbing;udir-eu;2023;7;25.0;400;100;\n"
                                  "900000001;eu_mobbing;udir-eu;2023;7;22.5;40;9;\n"
                                  "900000002;eu_mobbing;udir-eu;2023;7;10.0;30;3;\n"
                                  "900000003;eu_mobbing;udir-eu;2023;7;40.0;35;14;\n"
                                  "900000004;eu_mobbing;udir-eu;2023;7;0.0;28;0;\n"
                                  "900000005;eu_mobbing;udir-eu;2023;7;20.0;60;12;\n"
                                  "900000006;eu_mobbing;udir-eu;2023;7;11.1;45;5;\n"
                                  "900000007;eu_mobbing;udir-eu;2023;7;42.9;70;30;\n"
                                  "900000008;eu_mobbing;udir-eu;2023;7;21.2;52;11;\n";

typedef struct scene {
  tell_release *release;
  tell_analysis *summary, *each;
  const tell_table *variation, *units;
} scene;

static scene scene_of(const tell_catalogue *catalogue, const char *policy, const char *text,
                      const tell_analysis_options *options) {
  scene made = {0};
  sample *data = sample_begin(catalogue);
  for (int i = 0; i < SCHOOLS; i++)
    sample_unit(data, CODES[i], "4601", NULL);
  sample_read(data, text);
  tell_dataset *dataset = sample_finish(data);
  made.release = sample_release(catalogue, policy, dataset);
  tell_dataset_free(dataset);
  made.summary = sample_analysis(catalogue, made.release, TELL_ANALYSIS_VARIATION, options);
  made.each = sample_analysis(catalogue, made.release, TELL_ANALYSIS_VARIATION_UNITS, options);
  made.variation = tell_analysis_table(made.summary);
  made.units = tell_analysis_table(made.each);
  return made;
}

static void end(scene *made) {
  tell_analysis_free(made->summary);
  tell_analysis_free(made->each);
  tell_release_free(made->release);
}

static tell_analysis_options *without_overdispersion(void) {
  tell_analysis_options *options = NULL;
  assert_int_equal(tell_analysis_options_create(&options, NULL), TELL_OK);
  assert_int_equal(tell_analysis_options_set_overdispersion(options, 0, NULL), TELL_OK);
  return options;
}

/* The numbers are R's: quantile(type = 7), pchisq() of qnorm(pt()) of the schools with Welch and
 * Satterthwaite's degrees of freedom; metafor rma(method = "PM"), blup(); qf(). */
static void test_variation_of_means_agrees_with_r(void **state) {
  scene made = scene_of(*state, "public", MEANS, NULL);
  const tell_table *t = made.variation;
  assert_int_equal(tell_table_row_count(t), 1);
  assert_string_equal(sample_text(t, 0, "unit"), "4601");
  assert_string_equal(sample_text(t, 0, "school_year"), "2023-24");
  assert_string_equal(sample_text(t, 0, "state"), "present");
  assert_string_equal(sample_text(t, 0, "method"), "funnel_mean_overdispersed");
  assert_string_equal(sample_text(t, 0, "interval_state"), "ok");
  assert_int_equal(sample_whole(t, 0, "units"), 8);
  assert_int_equal(sample_whole(t, 0, "units_placed"), 8);
  assert_double_near(sample_real(t, 0, "target"), 51.25, 0, 0);
  assert_double_near(sample_real(t, 0, "phi"), 5.75799505434419, TIGHT, 0);
  assert_double_near(sample_real(t, 0, "phi_p"), 4.17327802467604e-10, 1e-7, 0);
  assert_double_near(sample_real(t, 0, "tau2"), 12.3310745500706, TIGHT, 0);
  assert_double_near(sample_real(t, 0, "between_sd"), 4.05900254562579, 1e-8, 0);
  assert_double_near(sample_real(t, 0, "icc"), 0.178543509113168, TIGHT, 0);
  assert_double_near(sample_real(t, 0, "icc_lo"), 0.0722622065401491, TIGHT, 0);
  assert_double_near(sample_real(t, 0, "icc_hi"), 0.497627758181268, TIGHT, 0);
  assert_int_equal(sample_whole(t, 0, "icc_units"), 8);
  assert_int_equal(sample_whole(t, 0, "outside_95"), 0);
  assert_double_near(sample_real(t, 0, "expected_95"), 0.4, 1e-15, 0);
  assert_double_near(sample_real(t, 0, "expected_998"), 0.016, 1e-15, 0);
  end(&made);
}

/* R: qf(0.995 and 0.005), blup(level = 99). Limits have levels of their own. */
static void test_variation_intervals_have_the_level_asked_for(void **state) {
  tell_analysis_options *options = NULL;
  assert_int_equal(tell_analysis_options_create(&options, NULL), TELL_OK);
  assert_int_equal(tell_analysis_options_set_level(options, 0.99, NULL), TELL_OK);
  scene made = scene_of(*state, "public", MEANS, options);
  assert_double_near(sample_real(made.variation, 0, "icc_lo"), 0.0523564623334275, TIGHT, 0);
  assert_double_near(sample_real(made.variation, 0, "icc_hi"), 0.631432160126878, TIGHT, 0);
  assert_double_near(sample_real(made.units, 0, "shrunken_lo"), 48.9054786624272, 1e-8, 0);
  assert_double_near(sample_real(made.units, 0, "shrunken_hi"), 55.2150546898722, 1e-8, 0);
  assert_double_near(sample_real(made.units, 0, "lo_95"), 48.6699896258717, TIGHT, 0);
  end(&made);
  tell_analysis_options_free(options);
}

static void test_variation_units_of_means_agree_with_r(void **state) {
  static const double shrunken[SCHOOLS][4] = {
      {52.0602666761497, 49.6597695324781, 54.4607638198213, 0.910123615491188},
      {48.1332172687897, 44.8921138588489, 51.3743206787305, 0.837834173145570},
      {51.2704000483913, 48.3544769309011, 54.1863231658815, 0.868175509012497},
      {46.2005112546305, 42.4281149045593, 49.9729076047017, 0.782033748821273},
      {57.9209554618646, 55.8809399364474, 59.9609709872818, 0.934859633281361},
      {50.6061222478300, 47.8584351476400, 53.3538093480200, 0.882705650852994},
      {49.6590110331185, 45.7438457839565, 53.5741762822806, 0.765759112714160},
      {55.3875286570135, 53.0759581654192, 57.6990991486078, 0.916582135695784}};
  /* R: qnorm(pt(t, df)), qt() */
  static const double z[SCHOOLS] = {0.679566223208786,  -2.00892006339823, 0,
                                    -2.76266280506184,  5.72146891598788,  -0.503283530765568,
                                    -0.925661840607206, 3.43647591368405};
  scene made = scene_of(*state, "public", MEANS, NULL);
  const tell_table *t = made.units;
  assert_int_equal(tell_table_row_count(t), SCHOOLS);
  for (int64_t i = 0; i < SCHOOLS; i++) {
    assert_string_equal(sample_text(t, i, "unit"), CODES[i]);
    assert_string_equal(sample_text(t, i, "verdict"), "inside");
    assert_string_equal(sample_text(t, i, "state"), "present");
    assert_double_near(sample_real(t, i, "z"), z[i], TIGHT, 1e-12);
    assert_double_near(sample_real(t, i, "shrunken"), shrunken[i][0], TIGHT, 0);
    assert_double_near(sample_real(t, i, "shrunken_lo"), shrunken[i][1], TIGHT, 0);
    assert_double_near(sample_real(t, i, "shrunken_hi"), shrunken[i][2], TIGHT, 0);
    assert_double_near(sample_real(t, i, "reliability"), shrunken[i][3], TIGHT, 0);
  }
  assert_double_near(sample_real(t, 0, "lo_95"), 48.6699896258717, TIGHT, 0);
  assert_double_near(sample_real(t, 0, "hi_998"), 55.4755727265732, TIGHT, 0);
  assert_double_near(sample_real(t, 4, "wide_hi_95"), 58.4468555121701, TIGHT, 0);
  end(&made);
}

static void test_variation_without_overdispersion_goes_by_chance_alone(void **state) {
  static const char *const verdicts[SCHOOLS] = {"inside",    "below_95", "inside", "below_95",
                                                "above_998", "inside",   "inside", "above_998"};
  tell_analysis_options *options = without_overdispersion();
  scene made = scene_of(*state, "public", MEANS, options);
  for (int64_t i = 0; i < SCHOOLS; i++) {
    assert_string_equal(sample_text(made.units, i, "verdict"), verdicts[i]);
    assert_string_equal(sample_text(made.units, i, "method"), "funnel_mean");
  }
  assert_int_equal(sample_whole(made.variation, 0, "outside_95"), 4);
  assert_int_equal(sample_whole(made.variation, 0, "outside_998"), 2);
  end(&made);
  tell_analysis_options_free(options);
}

/* R: qbinom(), pbinom(), dbinom() and the arcsine formulas of telling/stats_units.h. */
static void test_variation_of_shares_agrees_with_r(void **state) {
  static const double limits[SCHOOLS][6] = {{10.8223638367914, 40.2119525562229, 4.95492304562096,
                                             49.0589929470013, 4.89722889769949, 53.8616817233708},
                                            {8.45465872639968, 42.9426685694116, 1.53322189074311,
                                             53.0207948990262, 4.36486477555052, 55.1236187939237},
                                            {9.75923899030651, 41.5747820653464, 3.32951983430934,
                                             50.8446783635006, 4.66225658563705, 54.4105375397378},
                                            {7.92028939901075, 43.7239791006856, 0.822632120138644,
                                             54.0825331821988, 4.2226155367369, 55.4725128636718},
                                            {13.5967044832918, 37.2229201072789, 8.36671870560594,
                                             44.22546607196, 5.48905199706255, 52.5303217609954},
                                            {11.699217035073, 39.3533296913406, 5.68346389340694,
                                             47.4981835136016, 5.08748664344166, 53.4260278830774},
                                            {14.480770832841, 36.2306793310245, 9.38851399087029,
                                             42.6209737242571, 5.67029361908079, 52.1359278788979},
                                            {12.6554370702818, 38.1903661262074, 7.0091595836628,
                                             45.7523105569714, 5.30011046486361, 52.9478854268706}};
  static const double z[SCHOOLS] = {-0.297149625153632, -2.05359182759936,  1.94547530969676,
                                    -4.36843026370412,  -0.860848481556983, -2.34391433614418,
                                    3.20559760216076,   -0.589440588225997};
  scene made = scene_of(*state, "none", SHARES, NULL);
  const tell_table *t = made.units;
  assert_int_equal(tell_table_row_count(t), SCHOOLS);
  for (int64_t i = 0; i < SCHOOLS; i++) {
    static const char *const columns[6] = {"lo_95",  "hi_95",      "lo_998",
                                           "hi_998", "wide_lo_95", "wide_hi_95"};
    for (int k = 0; k < 6; k++)
      assert_double_near(sample_real(t, i, columns[k]), limits[i][k], TIGHT, 0);
    assert_double_near(sample_real(t, i, "z"), z[i], TIGHT, 0);
  }
  t = made.variation;
  assert_string_equal(sample_text(t, 0, "method"), "funnel_arcsine_overdispersed");
  assert_double_near(sample_real(t, 0, "phi"), 3.59769294913661, TIGHT, 0);
  assert_double_near(sample_real(t, 0, "tau2"), 0.0173268336914879, TIGHT, 0);
  assert_double_near(sample_real(t, 0, "phi_p"), 2.10692695336263e-07, 1e-7, 0);
  /* R: anova(aov()) on 360 pupils with 0 and 1, qf(). */
  assert_double_near(sample_real(t, 0, "icc"), 0.094101591752978, TIGHT, 0);
  assert_double_near(sample_real(t, 0, "icc_lo"), 0.0308882931312028, TIGHT, 0);
  assert_double_near(sample_real(t, 0, "icc_hi"), 0.334900516722532, TIGHT, 0);
  end(&made);
}

/* By x/n, not by the rounded share: 30 of 70 is beyond 42.62. */
static void test_variation_of_shares_without_overdispersion_flags_by_the_tails(void **state) {
  static const char *const verdicts[SCHOOLS] = {"inside", "inside",   "inside",    "below_998",
                                                "inside", "below_95", "above_998", "inside"};
  tell_analysis_options *options = without_overdispersion();
  scene made = scene_of(*state, "none", SHARES, options);
  for (int64_t i = 0; i < SCHOOLS; i++)
    assert_string_equal(sample_text(made.units, i, "verdict"), verdicts[i]);
  assert_string_equal(sample_text(made.variation, 0, "method"), "funnel_binomial_mirrored");
  end(&made);
  tell_analysis_options_free(options);
}

/* 28 of 79 is 35.443, beyond the limit 35.4425 of a target of 25; the published 35.4 is not. */
static void test_variation_of_shares_goes_by_the_counts(void **state) {
  tell_analysis_options *options = without_overdispersion();
  scene made = scene_of(*state, "none",
                        "unit;indicator;source;period;grade;value;n;numerator;state\n"
                        "4601;eu_mobbing;udir-eu;2023;7;25.0;400;100;\n"
                        "900000001;eu_mobbing;udir-eu;2023;7;35.4;79;28;\n"
                        "900000002;eu_mobbing;udir-eu;2023;7;35.4;79;;\n"
                        "900000003;eu_mobbing;udir-eu;2023;7;25.0;40;10;\n"
                        "900000004;eu_mobbing;udir-eu;2023;7;;;;suppressed\n",
                        options);
  assert_string_equal(sample_text(made.units, 0, "verdict"), "above_95");
  assert_string_equal(sample_text(made.units, 1, "verdict"), "inside");
  assert_int_equal(sample_whole(made.variation, 0, "outside_95"), 1);
  assert_double_near(sample_real(made.variation, 0, "expected_95"), 0.15, 1e-15, 0);
  end(&made);
  tell_analysis_options_free(options);
}

/* With little overdispersion the arcsine limits can lie inside the exact ones; they are not used
 * there. R: exact limit 7.9202893990107 at n = 28, arcsine limit 8.6. */
static void test_variation_wide_limits_are_never_inside_the_others(void **state) {
  static const int x[SCHOOLS] = {6, 7, 6, 12, 7, 13, 6, 8};
  static const int n[SCHOOLS] = {28, 56, 24, 36, 27, 51, 48, 50};
  char text[2000] = "unit;indicator;source;period;grade;value;n;numerator;state\n"
                    "4601;eu_mobbing;udir-eu;2023;7;25.0;400;100;\n";
  for (int i = 0; i < SCHOOLS; i++)
    snprintf(text + strlen(text), sizeof text - strlen(text),
             "%s;eu_mobbing;udir-eu;2023;7;%.1f;%d;%d;\n", CODES[i], 100.0 * x[i] / n[i], n[i],
             x[i]);
  scene made = scene_of(*state, "none", text, NULL);
  assert_true(sample_real(made.variation, 0, "tau2") > 0);
  assert_double_near(sample_real(made.units, 0, "wide_lo_95"), 7.9202893990107, 1e-9, 0);
  for (int64_t i = 0; i < SCHOOLS; i++) {
    assert_true(sample_real(made.units, i, "wide_lo_95") <= sample_real(made.units, i, "lo_95"));
    assert_true(sample_real(made.units, i, "wide_hi_95") >= sample_real(made.units, i, "hi_95"));
    assert_true(sample_real(made.units, i, "wide_hi_998") >= sample_real(made.units, i, "hi_998"));
  }
  end(&made);
}

static void test_variation_counts_what_cannot_be_read(void **state) {
  scene made = scene_of(*state, "public",
                        "unit;indicator;period;grade;value;n;margin;state\n"
                        "4601;np_lesing;2023;5;51.250;150;0.500;\n"
                        "900000001;np_lesing;2023;5;52.125;40;2.5;\n"
                        "900000002;np_lesing;2023;5;47.500;30;3.5;\n"
                        "900000003;np_lesing;2023;5;51.250;30;;\n"
                        "900000004;np_lesing;2023;5;;;;suppressed\n"
                        "900000005;np_lesing;2023;5;;;;suppressed\n"
                        "900000006;np_lesing;2023;5;;;;missing\n"
                        "900000007;np_lesing;2023;5;;0;;not_taken_part\n",
                        NULL);
  const tell_table *t = made.variation;
  assert_int_equal(sample_whole(t, 0, "units"), 7);
  assert_int_equal(sample_whole(t, 0, "units_placed"), 2);
  assert_int_equal(sample_whole(t, 0, "units_hidden"), 2);
  assert_int_equal(sample_whole(t, 0, "units_not_taken_part"), 1);
  assert_int_equal(sample_whole(t, 0, "units_missing"), 2);
  assert_string_equal(sample_text(t, 0, "state"), "too_few");
  assert_int_equal(sample_state(t, 0, "phi"), TELL_STATE_TOO_FEW);
  assert_int_equal(sample_state(t, 0, "outside_95"), TELL_STATE_TOO_FEW);
  assert_int_equal(sample_state(t, 0, "between_sd"), TELL_STATE_TOO_FEW);
  assert_true(sample_real(t, 0, "icc") >= 0);
  t = made.units;
  assert_string_equal(sample_text(t, 0, "verdict"), "too_few");
  assert_int_equal(sample_state(t, 0, "lo_95"), TELL_STATE_PRESENT);
  assert_int_equal(sample_state(t, 0, "wide_lo_95"), TELL_STATE_TOO_FEW);
  assert_int_equal(sample_state(t, 0, "shrunken"), TELL_STATE_TOO_FEW);
  assert_int_equal(sample_state(t, 2, "value"), TELL_STATE_PRESENT);
  assert_int_equal(sample_state(t, 2, "verdict"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(t, 3, "verdict"), TELL_STATE_SUPPRESSED);
  assert_int_equal(sample_state(t, 3, "shrunken"), TELL_STATE_SUPPRESSED);
  assert_int_equal(sample_state(t, 6, "z"), TELL_STATE_NOT_TAKEN_PART);
  end(&made);
}

static void test_variation_without_a_target_has_no_limits(void **state) {
  scene made = scene_of(*state, "public",
                        "unit;indicator;period;grade;value;n;margin;state\n"
                        "4601;np_lesing;2023;5;;300;;suppressed\n"
                        "900000001;np_lesing;2023;5;52.125;40;2.5;\n"
                        "900000002;np_lesing;2023;5;47.500;30;3.5;\n"
                        "900000003;np_lesing;2023;5;;50;;suppressed\n"
                        "900000004;np_lesing;2023;5;;50;;suppressed\n"
                        "900000005;np_lesing;2023;5;;50;;suppressed\n"
                        "900000006;np_lesing;2023;5;;50;;suppressed\n",
                        NULL);
  const tell_table *t = made.units;
  assert_int_equal(sample_state(t, 0, "value"), TELL_STATE_PRESENT);
  assert_int_equal(sample_state(t, 0, "verdict"), TELL_STATE_SUPPRESSED);
  assert_int_equal(sample_state(t, 0, "lo_95"), TELL_STATE_SUPPRESSED);
  assert_int_equal(sample_state(made.variation, 0, "phi"), TELL_STATE_SUPPRESSED);
  assert_int_equal(sample_state(made.variation, 0, "target"), TELL_STATE_SUPPRESSED);
  end(&made);
}

/* Equal schools: chance explains it all, the funnel is not widened, every shrunken value is μ. */
static void test_variation_of_equal_schools_is_chance(void **state) {
  char text[2000] = "unit;indicator;period;grade;value;n;margin;state\n"
                    "4601;np_lesing;2023;5;50.000;240;0.500;\n";
  for (int i = 0; i < SCHOOLS; i++)
    snprintf(text + strlen(text), sizeof text - strlen(text),
             "%s;np_lesing;2023;5;50.%d00;30;3.0;\n", CODES[i], i % 2);
  scene made = scene_of(*state, "public", text, NULL);
  assert_double_near(sample_real(made.variation, 0, "tau2"), 0, 0, 0);
  assert_double_near(sample_real(made.variation, 0, "between_sd"), 0, 0, 0);
  assert_string_equal(sample_text(made.variation, 0, "method"), "funnel_mean");
  for (int64_t i = 0; i < SCHOOLS; i++) {
    assert_double_near(sample_real(made.units, i, "shrunken"), 50.05, 1e-13, 0);
    assert_double_near(sample_real(made.units, i, "wide_lo_95"),
                       sample_real(made.units, i, "lo_95"), 0, 0);
    assert_string_equal(sample_text(made.units, i, "verdict"), "inside");
  }
  end(&made);
}

/* A pooled sd of survey items is no sd of pupils: limits are wide enough, and say so; there is no
 * share of variance. */
static void test_variation_of_survey_means_says_that_the_spread_is_pooled(void **state) {
  scene made = scene_of(*state, "none",
                        "unit;indicator;source;period;grade;value;n;sd;state\n"
                        "4601;eu_medvirkning;udir-eu;2023;7;4.1;400;0.8;\n"
                        "900000001;eu_medvirkning;udir-eu;2023;7;4.2;40;0.8;\n"
                        "900000002;eu_medvirkning;udir-eu;2023;7;3.9;30;0.9;\n"
                        "900000003;eu_medvirkning;udir-eu;2023;7;4.4;30;0.7;\n",
                        NULL);
  assert_int_equal(sample_whole(made.variation, 0, "units_placed"), 3);
  assert_string_equal(sample_text(made.variation, 0, "interval_state"), "pooled_spread");
  assert_string_equal(sample_text(made.units, 0, "interval_state"), "pooled_spread");
  assert_int_equal(sample_state(made.variation, 0, "icc"), TELL_STATE_MISSING);
  assert_int_equal(sample_whole(made.variation, 0, "icc_units"), 0);
  end(&made);
}

/* Exact limits are made for up to a million: more pupils than that are no school, and no crash. */
static void test_variation_of_a_school_beyond_exact_limits_gives_it_no_place(void **state) {
  scene made = scene_of(*state, "none",
                        "unit;indicator;source;period;grade;n;numerator;state\n"
                        "900000001;eu_mobbing;local;2023;7;1000001;1;\n"
                        "900000002;eu_mobbing;local;2023;7;30;3;\n"
                        "900000003;eu_mobbing;local;2023;7;35;14;\n"
                        "900000004;eu_mobbing;local;2023;7;1000000;280;\n",
                        NULL);
  assert_int_equal(sample_whole(made.variation, 0, "units_placed"), 3);
  assert_int_equal(sample_whole(made.variation, 0, "units_missing"), 1);
  assert_int_equal(sample_state(made.units, 0, "verdict"), TELL_STATE_INVALID);
  assert_int_equal(sample_state(made.units, 0, "method"), TELL_STATE_INVALID);
  assert_int_equal(sample_state(made.units, 3, "hi_95"), TELL_STATE_PRESENT);
  end(&made);
}

/* A share is no less than 0, nor is what is believed of a school of few pupils. */
static void test_variation_shrunken_shares_stay_within_0_and_100(void **state) {
  scene made = scene_of(*state, "none",
                        "unit;indicator;source;period;grade;value;n;numerator;state\n"
                        "900000001;eu_mobbing;udir-eu;2023;7;0;12;0;\n"
                        "900000002;eu_mobbing;udir-eu;2023;7;0;11;0;\n"
                        "900000003;eu_mobbing;udir-eu;2023;7;35.7;14;5;\n"
                        "900000004;eu_mobbing;udir-eu;2023;7;5.0;20;1;\n"
                        "900000005;eu_mobbing;udir-eu;2023;7;46.7;15;7;\n"
                        "900000006;eu_mobbing;udir-eu;2023;7;0;10;0;\n",
                        NULL);
  int cut = 0;
  for (int64_t row = 0; row < tell_table_row_count(made.units); row++) {
    double lo = sample_real(made.units, row, "shrunken_lo");
    double hi = sample_real(made.units, row, "shrunken_hi");
    assert_true(lo >= 0 && hi <= 100 && lo < hi);
    cut += lo == 0;
  }
  assert_true(cut > 0);
  end(&made);
}

/* As few as two schools share variance; that their pupils' spread is not known is another matter.
 */
static void test_variation_icc_of_two_schools_of_unknown_spread_is_missing(void **state) {
  scene made = scene_of(*state, "none",
                        "unit;indicator;source;period;grade;value;n;sd;state\n"
                        "4601;eu_medvirkning;udir-eu;2023;7;4.1;400;0.8;\n"
                        "900000001;eu_medvirkning;udir-eu;2023;7;4.2;40;0.8;\n"
                        "900000002;eu_medvirkning;udir-eu;2023;7;3.9;30;0.9;\n",
                        NULL);
  assert_int_equal(sample_whole(made.variation, 0, "units_placed"), 2);
  assert_int_equal(sample_state(made.variation, 0, "icc"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(made.variation, 0, "phi"), TELL_STATE_TOO_FEW);
  end(&made);
}

/* The sd of ten pupils is known so badly that 8 of 100 such schools lie beyond 1.96 of their
 * standard errors by chance, and 13 of 1000 beyond 3.09. R: qnorm(pt(t, 9)). */
static void test_variation_of_schools_of_ten_pupils_takes_chance_for_what_it_is(void **state) {
  tell_analysis_options *options = without_overdispersion();
  scene made = scene_of(*state, "none",
                        "unit;indicator;period;grade;value;n;margin;state\n"
                        "4601;np_lesing;2023;5;50.00000;302;0.500;\n"
                        "900000001;np_lesing;2023;5;52.10000;10;1.959963984540054;\n"
                        "900000002;np_lesing;2023;5;53.50000;10;1.959963984540054;\n"
                        "900000003;np_lesing;2023;5;47.00000;10;1.959963984540054;\n"
                        "900000004;np_lesing;2023;5;45.00000;10;1.959963984540054;\n",
                        options);
  static const char *const verdicts[] = {"inside", "above_95", "below_95", "below_998"};
  static const double z[] = {1.844445219099969, 2.710236945442945, -2.433433949563793,
                             -3.374697794227077};
  for (int64_t i = 0; i < 4; i++) {
    assert_double_near(sample_real(made.units, i, "z"), z[i], 1e-8, 0);
    assert_string_equal(sample_text(made.units, i, "verdict"), verdicts[i]);
  }
  end(&made);
  tell_analysis_options_free(options);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_variation_of_means_agrees_with_r),
      cmocka_unit_test(test_variation_intervals_have_the_level_asked_for),
      cmocka_unit_test(test_variation_units_of_means_agree_with_r),
      cmocka_unit_test(test_variation_without_overdispersion_goes_by_chance_alone),
      cmocka_unit_test(test_variation_of_shares_agrees_with_r),
      cmocka_unit_test(test_variation_of_shares_without_overdispersion_flags_by_the_tails),
      cmocka_unit_test(test_variation_of_shares_goes_by_the_counts),
      cmocka_unit_test(test_variation_wide_limits_are_never_inside_the_others),
      cmocka_unit_test(test_variation_counts_what_cannot_be_read),
      cmocka_unit_test(test_variation_without_a_target_has_no_limits),
      cmocka_unit_test(test_variation_of_schools_of_ten_pupils_takes_chance_for_what_it_is),
      cmocka_unit_test(test_variation_of_equal_schools_is_chance),
      cmocka_unit_test(test_variation_of_survey_means_says_that_the_spread_is_pooled),
      cmocka_unit_test(test_variation_of_a_school_beyond_exact_limits_gives_it_no_place),
      cmocka_unit_test(test_variation_shrunken_shares_stay_within_0_and_100),
      cmocka_unit_test(test_variation_icc_of_two_schools_of_unknown_spread_is_missing),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
