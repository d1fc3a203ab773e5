/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The built-in catalogue is whole, and says what the publishers' documents say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "catalogue/catalogue.h"
#include "telling/base.h"

static tell_catalogue *built_in(void **state) { return *state; }

static int setup(void **state) {
  tell_catalogue *catalogue = NULL;
  if (tell_catalogue_create(&catalogue, NULL) != TELL_OK)
    return -1;
  *state = catalogue;
  return 0;
}

static int teardown(void **state) {
  tell_catalogue_free(*state);
  return 0;
}

static int32_t indicator(const tell_catalogue *catalogue, const char *id) {
  return tell__catalogue_indicator(catalogue, id, strlen(id));
}

static int32_t group(const tell_catalogue *catalogue, const char *dimension, const char *label) {
  return tell__catalogue_group(catalogue, dimension, label, strlen(label));
}

static const tell__label *label(const tell_catalogue *catalogue, const char *subject,
                                const char *measure) {
  return tell__catalogue_label(catalogue, "udir-portal", subject, strlen(subject), measure,
                               strlen(measure));
}

static const char *cell(const tell_table *table, int64_t row, const char *column) {
  const int32_t *codes = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  assert_int_equal(tell_table_column_text(table, tell_table_column_find(table, column), &codes,
                                          &states, &count, NULL),
                   TELL_OK);
  assert_true(row < count);
  return states[row] == TELL_STATE_PRESENT ? tell_table_text(table, codes[row], NULL) : "";
}

static int table_has(const tell_table *table, const char *column, const char *text) {
  for (int64_t i = 0; i < tell_table_row_count(table); i++)
    if (strcmp(cell(table, i, column), text) == 0)
      return 1;
  return 0;
}

static void assert_names(const tell__names *names) {
  assert_true(strlen(names->nb) > 0);
  assert_true(strlen(names->nn) > 0);
  assert_true(strlen(names->en) > 0);
}

static void test_catalogue_indicators_are_the_ones_agreed(void **state) {
  static const char *const ids[] = {"np_engelsk",
                                    "np_lesing",
                                    "np_regning",
                                    "np_engelsk_niva",
                                    "np_lesing_niva",
                                    "np_regning_niva",
                                    "eu_trivsel",
                                    "eu_faglig_utfordring",
                                    "eu_motivasjon",
                                    "eu_mestring",
                                    "eu_stotte_laerer",
                                    "eu_stotte_hjemme",
                                    "eu_vurdering",
                                    "eu_laeringskultur",
                                    "eu_medvirkning",
                                    "eu_felles_regler",
                                    "eu_radgivning",
                                    "eu_mobbing",
                                    "grunnskolepoeng",
                                    "fravaer_dager",
                                    "fravaer_timer",
                                    "elever",
                                    "laerere",
                                    "laerere_vgs",
                                    "laerertetthet",
                                    "eu_deltakelse",
                                    "np_engelsk_asss",
                                    "np_lesing_asss",
                                    "np_regning_asss",
                                    "np_engelsk_deltakelse",
                                    "np_lesing_deltakelse",
                                    "np_regning_deltakelse",
                                    "np_engelsk_fritak",
                                    "np_lesing_fritak",
                                    "np_regning_fritak"};
  const tell_catalogue *catalogue = built_in(state);
  for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
    assert_true(indicator(catalogue, ids[i]) >= 0);
  assert_int_equal(tell__catalogue_get(catalogue)->indicators_count, sizeof ids / sizeof *ids);
  assert_int_equal(indicator(catalogue, "np_muntlig"), -1);
  assert_int_equal(indicator(catalogue, ""), -1);
}

static void test_catalogue_every_indicator_is_complete(void **state) {
  const tell_catalogue *catalogue = built_in(state);
  const tell__catalogue_view *view = tell__catalogue_get(catalogue);
  const tell_table *links = tell_catalogue_table(catalogue, TELL_CATALOGUE_LINKS);
  for (int32_t i = 0; i < view->indicators_count; i++) {
    const tell__indicator *found = &view->indicators[i];
    assert_int_equal(indicator(catalogue, found->id), i);
    assert_names(&found->name);
    assert_names(&found->about);
    assert_in_range(found->kind, TELL__KIND_COUNT, TELL__KIND_MEDIAN);
    assert_true(found->has_scale && found->has_plausible);
    assert_true(found->scale_min <= found->plausible_min);
    assert_true(found->plausible_min < found->plausible_max);
    assert_true(found->plausible_max <= found->scale_max);
    assert_true(tell__catalogue_source(catalogue, found->source, strlen(found->source)) >= 0);
    assert_true(table_has(links, "indicator", found->id));
    assert_int_equal(found->kind == TELL__KIND_DISTRIBUTION, strlen(found->distribution) > 0);
    int grades = 0;
    for (int32_t j = 0; j < view->grades_count; j++)
      grades += view->grades[j].indicator == i;
    assert_true(grades > 0);
  }
}

static void test_catalogue_indicator_table_agrees_with_records(void **state) {
  const tell_catalogue *catalogue = built_in(state);
  const tell__catalogue_view *view = tell__catalogue_get(catalogue);
  const tell_table *table = tell_catalogue_table(catalogue, TELL_CATALOGUE_INDICATORS);
  const double *low = NULL;
  const int64_t *decimals = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  assert_false(tell_table_is_sealed(table));
  assert_int_equal(tell_table_row_count(table), view->indicators_count);
  assert_int_equal(tell_table_column_f64(table, tell_table_column_find(table, "plausible_min"),
                                         &low, &states, &count, NULL),
                   TELL_OK);
  assert_int_equal(tell_table_column_i64(table, tell_table_column_find(table, "decimals"),
                                         &decimals, &states, &count, NULL),
                   TELL_OK);
  for (int32_t i = 0; i < view->indicators_count; i++) {
    assert_string_equal(cell(table, i, "id"), view->indicators[i].id);
    assert_string_equal(cell(table, i, "kind"), view->indicators[i].kind_id);
    assert_string_equal(cell(table, i, "name_nn"), view->indicators[i].name.nn);
    assert_true(low[i] == view->indicators[i].plausible_min);
    assert_int_equal(decimals[i], view->indicators[i].decimals);
  }
  assert_string_equal(cell(table, indicator(catalogue, "eu_mobbing"), "family"), "bullying");
  assert_string_equal(cell(table, indicator(catalogue, "eu_mobbing"), "direction"), "lower_better");
}

static void test_catalogue_grades_table_agrees_with_records(void **state) {
  const tell_catalogue *catalogue = built_in(state);
  const tell__catalogue_view *view = tell__catalogue_get(catalogue);
  const tell_table *table = tell_catalogue_table(catalogue, TELL_CATALOGUE_GRADES);
  static const char *const names[] = {"grade", "first_period", "last_period"};
  const int64_t *numbers[3] = {NULL, NULL, NULL};
  const uint8_t *states[3] = {NULL, NULL, NULL};
  int64_t count = 0;
  assert_non_null(table);
  assert_false(tell_table_is_sealed(table));
  assert_int_equal(tell_table_column_count(table), 4);
  assert_int_equal(tell_table_row_count(table), view->grades_count);
  for (int c = 0; c < 3; c++)
    assert_int_equal(tell_table_column_i64(table, tell_table_column_find(table, names[c]),
                                           &numbers[c], &states[c], &count, NULL),
                     TELL_OK);
  for (int32_t i = 0; i < view->grades_count; i++) {
    const tell__grade *grade = &view->grades[i];
    assert_string_equal(cell(table, i, "indicator"), view->indicators[grade->indicator].id);
    assert_int_equal(states[0][i], TELL_STATE_PRESENT);
    assert_int_equal(numbers[0][i], grade->grade);
    assert_int_equal(states[1][i],
                     grade->first_period != 0 ? TELL_STATE_PRESENT : TELL_STATE_MISSING);
    assert_int_equal(states[2][i],
                     grade->last_period != 0 ? TELL_STATE_PRESENT : TELL_STATE_MISSING);
    assert_true(states[1][i] != TELL_STATE_PRESENT || numbers[1][i] == grade->first_period);
  }
}

static void test_catalogue_survey_sd_is_pooled_over_items(void **state) {
  const tell__catalogue_view *view = tell__catalogue_get(built_in(state));
  for (int32_t i = 0; i < view->indicators_count; i++)
    if (strcmp(view->indicators[i].family, "survey") == 0 &&
        view->indicators[i].kind == TELL__KIND_MEAN)
      assert_int_equal(view->indicators[i].sd_kind, TELL__SD_POOLED_ITEMS);
}

/* How many breaks an indicator has; `expected` in order, ending with 0. */
static void assert_breaks(const tell_catalogue *catalogue, const char *id, const int *expected) {
  const tell__catalogue_view *view = tell__catalogue_get(catalogue);
  int32_t which = indicator(catalogue, id);
  assert_true(which >= 0);
  for (int32_t i = 0; i < view->breaks_count; i++) {
    if (view->breaks[i].indicator != which)
      continue;
    assert_int_equal(view->breaks[i].period, *expected++);
    assert_int_equal(view->breaks[i].grade, -1);
    assert_names(&view->breaks[i].text);
  }
  assert_int_equal(*expected, 0);
}

static void test_catalogue_breaks_are_the_documented_ones(void **state) {
  const tell_catalogue *catalogue = built_in(state);
  assert_breaks(catalogue, "np_engelsk", (int[]){2014, 2022, 0});
  assert_breaks(catalogue, "np_regning", (int[]){2014, 2022, 0});
  assert_breaks(catalogue, "np_lesing", (int[]){2016, 2022, 0});
  assert_breaks(catalogue, "np_engelsk_niva", (int[]){2014, 2022, 0});
  assert_breaks(catalogue, "np_regning_niva", (int[]){2014, 2022, 0});
  assert_breaks(catalogue, "np_lesing_niva", (int[]){2016, 2022, 0});
  assert_breaks(catalogue, "np_engelsk_asss", (int[]){2014, 2022, 0});
  assert_breaks(catalogue, "np_lesing_asss", (int[]){2016, 2022, 0});
  assert_breaks(catalogue, "eu_trivsel", (int[]){2013, 0});
  assert_breaks(catalogue, "eu_radgivning", (int[]){2013, 0});
  assert_breaks(catalogue, "eu_mobbing", (int[]){2013, 2016, 0});
  assert_breaks(catalogue, "grunnskolepoeng", (int[]){2019, 2022, 0});
  assert_breaks(catalogue, "fravaer_dager", (int[]){0});
  assert_breaks(catalogue, "elever", (int[]){0});
}

static int32_t segment(const tell_catalogue *catalogue, const char *id, int grade, int period) {
  return tell__catalogue_segment(catalogue, indicator(catalogue, id), grade, period);
}

static void test_catalogue_segment_changes_at_each_break_only(void **state) {
  const tell_catalogue *catalogue = built_in(state);
  assert_int_equal(segment(catalogue, "np_lesing", 5, 2021), 2016);
  assert_int_equal(segment(catalogue, "np_lesing", 5, 2022), 2022);
  assert_int_equal(segment(catalogue, "np_lesing", 9, 2025), 2022);
  assert_int_equal(segment(catalogue, "np_lesing", 5, 2015), INT32_MIN);
  assert_int_equal(segment(catalogue, "np_engelsk", 8, 2015), 2014);
  assert_int_equal(segment(catalogue, "grunnskolepoeng", 10, 2018), INT32_MIN);
  assert_int_equal(segment(catalogue, "grunnskolepoeng", 10, 2019), 2019);
  assert_int_equal(segment(catalogue, "grunnskolepoeng", 10, 2021), 2019);
  assert_int_equal(segment(catalogue, "grunnskolepoeng", 10, 2022), 2022);
  assert_int_equal(segment(catalogue, "eu_mobbing", 7, 2012), INT32_MIN);
  assert_int_equal(segment(catalogue, "eu_mobbing", 7, 2015), 2013);
  assert_int_equal(segment(catalogue, "eu_mobbing", 7, 2024), 2016);
  assert_int_equal(segment(catalogue, "elever", 0, 2024), INT32_MIN);
  assert_int_equal(tell__catalogue_segment(catalogue, -1, 5, 2022), INT32_MIN);
  assert_int_equal(tell__catalogue_segment(catalogue, 1000, 5, 2022), INT32_MIN);
}

static int exists(const tell_catalogue *catalogue, const char *id, int grade, int period) {
  return tell__catalogue_exists(catalogue, indicator(catalogue, id), grade, period);
}

static void test_catalogue_exists_follows_grades_and_years(void **state) {
  const tell_catalogue *catalogue = built_in(state);
  assert_int_equal(exists(catalogue, "np_engelsk", 5, 2023), 1);
  assert_int_equal(exists(catalogue, "np_engelsk", 8, 2023), 1);
  assert_int_equal(exists(catalogue, "np_engelsk", 9, 2023), 0);
  assert_int_equal(exists(catalogue, "np_engelsk_niva", 9, 2023), 0);
  assert_int_equal(exists(catalogue, "np_engelsk_asss", 9, 2023), 0);
  assert_int_equal(exists(catalogue, "np_regning_asss", 9, 2023), 1);
  assert_int_equal(exists(catalogue, "np_lesing", 9, 2023), 1);
  assert_int_equal(exists(catalogue, "np_regning", 9, 2023), 1);
  assert_int_equal(exists(catalogue, "np_regning", 5, 2006), 0);
  assert_int_equal(exists(catalogue, "eu_trivsel", 7, 2024), 1);
  assert_int_equal(exists(catalogue, "eu_trivsel", 11, 2024), 1);
  assert_int_equal(exists(catalogue, "eu_trivsel", 4, 2024), 0);
  assert_int_equal(exists(catalogue, "eu_radgivning", 11, 2024), 1);
  assert_int_equal(exists(catalogue, "grunnskolepoeng", 10, 2024), 1);
  assert_int_equal(exists(catalogue, "elever", 0, 2024), 1);
  assert_int_equal(tell__catalogue_exists(catalogue, -1, 5, 2024), -1);
}

static void assert_label(const tell_catalogue *catalogue, const char *subject, const char *measure,
                         const char *id, tell__role role, int grade, const char *source) {
  const tell__label *found = label(catalogue, subject, measure);
  assert_non_null(found);
  assert_int_equal(found->role, role);
  assert_int_equal(found->grade, grade);
  assert_string_equal(found->source, source);
  assert_int_equal(found->indicator, id != NULL ? indicator(catalogue, id) : -1);
}

static void test_catalogue_labels_of_portal_headers_resolve(void **state) {
  const tell_catalogue *c = built_in(state);
  assert_label(c, "Engelsk", "Skalapoeng", "np_engelsk", TELL__ROLE_VALUE, -1, "udir-np");
  assert_label(c, "Lesing", "Usikkerhet", "np_lesing", TELL__ROLE_MARGIN, -1, "udir-np");
  assert_label(c, "Regning", "Antall elever deltatt", "np_regning", TELL__ROLE_N, -1, "udir-np");
  assert_label(c, "", "Grunnskolepoeng", "grunnskolepoeng", TELL__ROLE_VALUE, 10, "udir-gp");
  assert_label(c, "", "Antall elever", "elever", TELL__ROLE_N_OR_VALUE, -1, "udir-gsi");
  assert_label(c, "", "Median dager", "fravaer_dager", TELL__ROLE_VALUE, 10, "udir-fravaer");
  assert_label(c, "", "Median timer", "fravaer_timer", TELL__ROLE_VALUE, 10, "udir-fravaer");
  assert_label(c, "", "Antall lærere", "laerere", TELL__ROLE_VALUE, 0, "udir-gsi");
  assert_label(c, "", "Lærertetthet i ordinær undervisning", "laerertetthet", TELL__ROLE_VALUE, -1,
               "udir-gsi");
  assert_label(c, "", "Antall skoler", NULL, TELL__ROLE_IGNORED, -1, "");
  assert_label(c, "", "Antall lærerårsverk", NULL, TELL__ROLE_IGNORED, -1, "");
  assert_label(c, "Standpunkt", "Antall elever", NULL, TELL__ROLE_IGNORED, -1, "");
}

/* The portal's language is the reader's: both forms of Norwegian mean the same. */
static void test_catalogue_labels_of_nynorsk_headers_are_the_same(void **state) {
  static const char *const pairs[][4] = {
      {"Engelsk", "Usikkerhet", "Engelsk", "Uvisse"},
      {"Regning", "Skalapoeng", "Rekning", "Skalapoeng"},
      {"Regning", "Usikkerhet", "Rekning", "Usikkerheit"},
      {"Lesing", "Antall elever deltatt", "Lesing", "Talet p\u00E5 elevar deltatt"},
      {"", "Antall elever", "", "Talet p\u00E5 elevar"},
      {"", "Antall l\u00E6rere", "", "Talet p\u00E5 l\u00E6rarar"},
      {"", "Antall skoler", "", "Talet p\u00E5 skular"},
      {"", "Grunnskolepoeng", "", "Grunnskulepoeng"},
      {"", "L\u00E6rertetthet i ordin\u00E6r undervisning", "",
       "L\u00E6rartettleik i ordin\u00E6r undervisning"},
  };
  const tell_catalogue *c = built_in(state);
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    const tell__label *nb = label(c, pairs[i][0], pairs[i][1]);
    const tell__label *nn = label(c, pairs[i][2], pairs[i][3]);
    assert_non_null(nb);
    assert_non_null(nn);
    assert_int_equal(nn->indicator, nb->indicator);
    assert_int_equal(nn->role, nb->role);
    assert_int_equal(nn->grade, nb->grade);
    assert_string_equal(nn->source, nb->source);
  }
}

/* "Antall lærere" is called so in tables of either kind of school. */
static void test_catalogue_labels_of_upper_secondary_are_their_own(void **state) {
  const tell_catalogue *c = built_in(state);
  const tell__label *found =
      tell__catalogue_label(c, "udir-portal-vgs", "", 0, "Antall lærere", strlen("Antall lærere"));
  assert_non_null(found);
  assert_int_equal(found->indicator, indicator(c, "laerere_vgs"));
  assert_int_equal(found->role, TELL__ROLE_VALUE);
  assert_string_equal(found->source, "udir-vgs");
  assert_null(
      tell__catalogue_label(c, "udir-portal-vgs", "", 0, "Antall elever", strlen("Antall elever")));
  assert_int_equal(exists(c, "laerere_vgs", 0, 2022), 1);
  assert_int_equal(exists(c, "laerere_vgs", 10, 2022), 0);
}

static void test_catalogue_label_is_compared_as_a_name(void **state) {
  const tell_catalogue *catalogue = built_in(state);
  const tell__label *found = label(catalogue, "", "Antall lærere");
  /* Case, blanks, and the ring of the "å" as a sign of its own (NFD). */
  assert_ptr_equal(label(catalogue, "", " ANTALL \xC2\xA0LÆRERE"), found);
  assert_ptr_equal(label(catalogue, "", "Antall lærera\xCC\x8Arsverk"),
                   label(catalogue, "", "Antall lærerårsverk"));
  assert_null(label(catalogue, "Engelsk", "Antall lærere"));
  assert_null(label(catalogue, "", "Skalapoeng"));
  assert_null(label(catalogue, "", "Antall"));
  assert_null(tell__catalogue_label(catalogue, "tidy", "", 0, "Antall lærere", 14));
}

static void test_catalogue_group_knows_every_spelling(void **state) {
  const tell_catalogue *c = built_in(state);
  static const char *const girls[] = {"Jente", "Jenter", "jente", "girl", "girls", "J"};
  static const char *const boys[] = {"Gutt", "Gutter", "Gut", "Gutar", "boy", "boys", "G"};
  static const char *const fifth[] = {"5. årstrinn", "5. trinn", "5", "5. ÅRSTRINN", "5."};
  static const char *const all_grades[] = {"Alle trinn", "alle", "all", "0"};
  for (size_t i = 0; i < sizeof girls / sizeof *girls; i++)
    assert_int_equal(group(c, "gender", girls[i]), 1);
  for (size_t i = 0; i < sizeof boys / sizeof *boys; i++)
    assert_int_equal(group(c, "gender", boys[i]), 2);
  for (size_t i = 0; i < sizeof fifth / sizeof *fifth; i++)
    assert_int_equal(group(c, "grade", fifth[i]), 5);
  for (size_t i = 0; i < sizeof all_grades / sizeof *all_grades; i++)
    assert_int_equal(group(c, "grade", all_grades[i]), 0);
  assert_int_equal(group(c, "gender", "Alle kjønn"), 0);
  assert_int_equal(group(c, "gender", "Begge kjønn"), 0);
  assert_int_equal(group(c, "gender", "A"), 0);
  assert_int_equal(group(c, "gender", "-10"), 0);
  assert_int_equal(group(c, "owner", "-10"), 0);
  assert_int_equal(group(c, "grade", "Videregående trinn 1"), 11);
  assert_int_equal(group(c, "grade", "Vidaregåande trinn 3"), 13);
  assert_int_equal(group(c, "owner", "Alle eierformer"), 0);
  assert_int_equal(group(c, "owner", "Offentlig skole"), 1);
  assert_int_equal(group(c, "owner", "offentlig"), 1);
  assert_int_equal(group(c, "owner", "Privat eiet"), 2);
  assert_int_equal(group(c, "owner", "privat"), 2);
  assert_int_equal(group(c, "grade", "10. årstrinn"), 10);
  assert_int_equal(group(c, "grade", "Vg1"), 11);
  assert_int_equal(group(c, "grade", "13"), 13);
}

static void test_catalogue_group_unknown_is_minus_one(void **state) {
  const tell_catalogue *catalogue = built_in(state);
  assert_int_equal(group(catalogue, "gender", "5. trinn"), -1);
  assert_int_equal(group(catalogue, "grade", "14"), -1);
  assert_int_equal(group(catalogue, "grade", ""), -1);
  /* What only one publisher numbers so is no label of everybody's. */
  assert_int_equal(group(catalogue, "owner", "3"), -1);
  assert_int_equal(group(catalogue, "grade", "-10"), -1);
  assert_int_equal(group(catalogue, "colour", "alle"), -1);
  assert_int_equal(group(catalogue, "grade", "\xFF"), -1);
}

static void test_catalogue_group_id_is_the_stable_name(void **state) {
  const tell_catalogue *catalogue = built_in(state);
  assert_string_equal(tell__catalogue_group_id(catalogue, "gender", 1), "girls");
  assert_string_equal(tell__catalogue_group_id(catalogue, "gender", 2), "boys");
  assert_string_equal(tell__catalogue_group_id(catalogue, "owner", 2), "private");
  assert_string_equal(tell__catalogue_group_id(catalogue, "grade", 0), "all");
  assert_string_equal(tell__catalogue_group_id(catalogue, "grade", 11), "11");
  assert_string_equal(tell__catalogue_group_id(catalogue, "gender", 3), "");
}

static void test_catalogue_minimum_of_the_first_policies(void **state) {
  const tell_catalogue *catalogue = built_in(state);
  assert_int_equal(tell__catalogue_minimum(catalogue, "public", "test"), 10);
  assert_int_equal(tell__catalogue_minimum(catalogue, "public", "register"), 10);
  assert_int_equal(tell__catalogue_minimum(catalogue, "public", "survey"), 20);
  assert_int_equal(tell__catalogue_minimum(catalogue, "public", "bullying"), 30);
  assert_int_equal(tell__catalogue_minimum(catalogue, "public", "another"), 10);
  assert_int_equal(tell__catalogue_minimum(catalogue, "internal", "bullying"), 5);
  assert_int_equal(tell__catalogue_minimum(catalogue, "none", "bullying"), 0);
  assert_int_equal(tell__catalogue_minimum(catalogue, "secret", "test"), -1);
}

static void test_catalogue_plan_links_point_to_the_plan(void **state) {
  const tell_catalogue *catalogue = built_in(state);
  const tell_table *plan = tell_catalogue_table(catalogue, TELL_CATALOGUE_PLAN);
  const tell_table *links = tell_catalogue_table(catalogue, TELL_CATALOGUE_LINKS);
  static const char *const types[] = {"vision", "goal", "priority", "action"};
  static const int expected[] = {1, 3, 6, 3};
  for (size_t t = 0; t < 4; t++) {
    int count = 0;
    for (int64_t i = 0; i < tell_table_row_count(plan); i++)
      count += strcmp(cell(plan, i, "type"), types[t]) == 0;
    assert_int_equal(count, expected[t]);
  }
  for (int64_t i = 0; i < tell_table_row_count(links); i++) {
    assert_true(table_has(plan, "id", cell(links, i, "plan")));
    /* Digital and oral skills have no national figures: nothing may stand in for them. */
    assert_string_not_equal(cell(links, i, "plan"), "T2");
    assert_string_not_equal(cell(links, i, "plan"), "S3.2");
  }
}

/* What we compute is bound by the privacy policy, also when it rests on a publisher's method. */
static void test_catalogue_sources_of_own_computing_are_not_official(void **state) {
  const tell__catalogue_view *view = tell__catalogue_get(built_in(state));
  assert_int_equal(view->sources_count, 10);
  for (int32_t i = 0; i < view->sources_count; i++) {
    assert_names(&view->sources[i].name);
    int own = strcmp(view->sources[i].id, "local") == 0 ||
              strcmp(view->sources[i].id, "ssb-np-corrected") == 0;
    assert_int_equal(view->sources[i].official, !own);
    for (int32_t j = 0; j < i; j++)
      assert_int_not_equal(view->sources[i].priority, view->sources[j].priority);
  }
}

static void test_catalogue_arguments_that_are_wrong(void **state) {
  const tell_catalogue *catalogue = built_in(state);
  tell_catalogue *out = NULL;
  assert_int_equal(tell_catalogue_create(NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_catalogue_create_from(NULL, TELL_CATALOGUE_EXTEND, &out, NULL),
                   TELL_E_ARGUMENT);
  assert_int_equal(tell_catalogue_create_from("", TELL_CATALOGUE_EXTEND, &out, NULL),
                   TELL_E_ARGUMENT);
  assert_int_equal(tell_catalogue_create_from(".", 3, &out, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_catalogue_create_from(".", TELL_CATALOGUE_EXTEND, NULL, NULL),
                   TELL_E_ARGUMENT);
  assert_null(out);
  assert_null(tell_catalogue_table(catalogue, 0));
  assert_null(tell_catalogue_table(catalogue, 13));
  assert_null(tell_catalogue_table(NULL, 1));
  assert_null(tell_catalogue_text(catalogue, "state.none", TELL_LANGUAGE_NB));
  assert_null(tell_catalogue_text(catalogue, "state.missing", 4));
  assert_null(tell_catalogue_text(catalogue, NULL, TELL_LANGUAGE_NB));
  assert_null(tell_catalogue_text(NULL, "state.missing", TELL_LANGUAGE_NB));
  assert_string_equal(tell_catalogue_version(catalogue), tell_version_string());
  assert_string_equal(tell_catalogue_version(NULL), "");
  tell_catalogue_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_catalogue_indicators_are_the_ones_agreed),
      cmocka_unit_test(test_catalogue_every_indicator_is_complete),
      cmocka_unit_test(test_catalogue_indicator_table_agrees_with_records),
      cmocka_unit_test(test_catalogue_grades_table_agrees_with_records),
      cmocka_unit_test(test_catalogue_survey_sd_is_pooled_over_items),
      cmocka_unit_test(test_catalogue_breaks_are_the_documented_ones),
      cmocka_unit_test(test_catalogue_segment_changes_at_each_break_only),
      cmocka_unit_test(test_catalogue_exists_follows_grades_and_years),
      cmocka_unit_test(test_catalogue_labels_of_portal_headers_resolve),
      cmocka_unit_test(test_catalogue_labels_of_nynorsk_headers_are_the_same),
      cmocka_unit_test(test_catalogue_labels_of_upper_secondary_are_their_own),
      cmocka_unit_test(test_catalogue_label_is_compared_as_a_name),
      cmocka_unit_test(test_catalogue_group_knows_every_spelling),
      cmocka_unit_test(test_catalogue_group_unknown_is_minus_one),
      cmocka_unit_test(test_catalogue_group_id_is_the_stable_name),
      cmocka_unit_test(test_catalogue_minimum_of_the_first_policies),
      cmocka_unit_test(test_catalogue_plan_links_point_to_the_plan),
      cmocka_unit_test(test_catalogue_sources_of_own_computing_are_not_official),
      cmocka_unit_test(test_catalogue_arguments_that_are_wrong),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
