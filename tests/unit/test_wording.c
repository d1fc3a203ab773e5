/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every sentence about an indicator, in three languages, against sentences written by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "handmade.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static tell_catalogue *catalogue;

static int set_up(void **state) {
  (void)state;
  return tell_catalogue_create(&catalogue, NULL);
}

static int tear_down(void **state) {
  (void)state;
  tell_catalogue_free(catalogue);
  return 0;
}

typedef struct expected {
  const char *nb, *nn, *en;
} expected;

typedef tell_status (*say_fn)(const tell_catalogue *, const tell_release *, int64_t, tell_language,
                              tell_buffer *, tell_error *);

static void assert_said(say_fn say, const tell_release *release, const expected *sentences,
                        size_t count) {
  tell_buffer *buffer = NULL;
  assert_int_equal(tell_buffer_create(&buffer, NULL), TELL_OK);
  assert_string_equal(tell_buffer_text(buffer), "");
  for (size_t row = 0; row < count; row++) {
    const char *const texts[] = {sentences[row].nb, sentences[row].nn, sentences[row].en};
    for (int32_t i = 0; i < 3; i++) {
      assert_int_equal(say(catalogue, release, (int64_t)row, TELL_LANGUAGE_NB + i, buffer, NULL),
                       TELL_OK);
      assert_string_equal(tell_buffer_text(buffer), texts[i]);
      assert_int_equal(tell_buffer_length(buffer), strlen(texts[i]));
    }
  }
  tell_buffer_free(buffer);
}

static void assert_rows(const char *policy, const handmade_row *rows, size_t count,
                        const expected *sentences) {
  tell_table *set = handmade_set(catalogue, rows, count);
  tell_release *release = handmade_release(catalogue, policy, set, NULL);
  assert_said(tell_wording_indicator, release, sentences, count);
  tell_release_free(release);
  tell_table_free(set);
}

#define PUBLISHED .source = "udir-np", .origin = "published"

static void test_wording_indicator_every_verdict(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "900000001",
       .parent = "4601",
       .n = 60,
       .value = 4.5,
       .difference = 0.26,
       .decimals = 1,
       .verdict = "higher"},
      {.unit = "900000001",
       .parent = "4601",
       .indicator = "eu_mobbing",
       .n = 60,
       .value = 7.5,
       .difference = -12.34,
       .decimals = 1,
       .verdict = "lower"},
      {.unit = "900000001",
       .parent = "4601",
       .indicator = "np_lesing",
       PUBLISHED,
       .grade = 8,
       .n = 60,
       .value = 50,
       .difference = -1,
       .verdict = "not_distinguishable"},
      {.unit = "900000001",
       .parent = "4601",
       .n = 60,
       .value = 4.5,
       .decimals = 1,
       .verdict = "too_few"},
      {.unit = "900000001",
       .parent = "4601",
       .n = 60,
       .value = 4.5,
       .decimals = 1,
       .verdict = "not_comparable"},
      {.unit = "900000001",
       .parent = "9999",
       .n = 60,
       .value = 4.5,
       .decimals = 1,
       .difference = 0.5,
       .verdict = "no_interval"},
      {.unit = "900000001",
       .parent = "4601",
       .indicator = "np_lesing",
       PUBLISHED,
       .comparator = "computed",
       .n = 60,
       .value = 50,
       .difference = -1.23,
       .verdict = "not_distinguishable"},
  };
  const expected sentences[] = {
      {"Trivsel, 7. trinn, 2022-23: 900000001 har 4,5 poeng på en skala fra 1 til 5, 0,3 poeng "
       "høyere enn Testby (4,2).",
       "Trivsel, 7. trinn, 2022-23: 900000001 har 4,5 poeng på ein skala frå 1 til 5, 0,3 poeng "
       "høgare enn Testby (4,2).",
       "Well-being, grade 7, 2022-23: 900000001 has 4.5 points on a scale from 1 to 5, 0.3 points "
       "higher than Testby (4.2)."},
      {"Mobbing på skolen, 7. trinn, 2022-23: 900000001 har 7,5 prosent, 12,3 prosentpoeng lavere "
       "enn Testby (19,8).",
       "Mobbing på skulen, 7. trinn, 2022-23: 900000001 har 7,5 prosent, 12,3 prosentpoeng lågare "
       "enn Testby (19,8).",
       "Bullying at school, grade 7, 2022-23: 900000001 has 7.5 per cent, 12.3 percentage points "
       "lower than Testby (19.8)."},
      {"Nasjonal prøve i lesing, 8. trinn, 2022-23: 900000001 har 50 skalapoeng, Testby har 51 – "
       "en eventuell forskjell kan være tilfeldig.",
       "Nasjonal prøve i lesing, 8. trinn, 2022-23: 900000001 har 50 skalapoeng, Testby har 51 – "
       "ein eventuell skilnad kan vere tilfeldig.",
       "National test in reading, grade 8, 2022-23: 900000001 has 50 scale points, Testby has 51 – "
       "any difference may be due to chance."},
      {"Trivsel, 7. trinn, 2022-23: 900000001 har for få elever til at det kan sies noe om "
       "forskjellen fra Testby.",
       "Trivsel, 7. trinn, 2022-23: 900000001 har for få elevar til at det kan seiast noko om "
       "skilnaden frå Testby.",
       "Well-being, grade 7, 2022-23: 900000001 has too few pupils to say anything about the "
       "difference from Testby."},
      {"Trivsel, 7. trinn, 2022-23: tallet for 900000001 kan ikke sammenlignes med tallet for "
       "Testby.",
       "Trivsel, 7. trinn, 2022-23: talet for 900000001 kan ikkje samanliknast med talet for "
       "Testby.",
       "Well-being, grade 7, 2022-23: the figure for 900000001 cannot be compared with the figure "
       "for Testby."},
      {"Trivsel, 7. trinn, 2022-23: 900000001 har 4,5 poeng på en skala fra 1 til 5, 9999 har 4,0. "
       "Kilden oppgir ikke nok til å regne usikkerhet, så rapporten sier ikke om tallene egentlig "
       "er forskjellige.",
       "Trivsel, 7. trinn, 2022-23: 900000001 har 4,5 poeng på ein skala frå 1 til 5, 9999 har "
       "4,0. "
       "Kjelda oppgir ikkje nok til å rekne uvisse, så rapporten seier ikkje om tala eigentleg er "
       "ulike.",
       "Well-being, grade 7, 2022-23: 900000001 has 4.5 points on a scale from 1 to 5, 9999 has "
       "4.0. The source does not give enough to work out uncertainty, so the report does not say "
       "whether the figures really differ."},
      /* What was computed for the parent is known one decimal further. */
      {"Nasjonal prøve i lesing, 7. trinn, 2022-23: 900000001 har 50 skalapoeng, Testby har 51,2 – "
       "en eventuell forskjell kan være tilfeldig.",
       "Nasjonal prøve i lesing, 7. trinn, 2022-23: 900000001 har 50 skalapoeng, Testby har 51,2 – "
       "ein eventuell skilnad kan vere tilfeldig.",
       "National test in reading, grade 7, 2022-23: 900000001 has 50 scale points, Testby has 51.2 "
       "– any difference may be due to chance."},
  };
  assert_rows("none", rows, COUNT_OF(rows), sentences);
}

static void test_wording_indicator_value_without_comparison(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "4601",
       .indicator = "np_lesing",
       PUBLISHED,
       .grade = 8,
       .n = 60,
       .value = 50,
       .lo = 49.31,
       .hi = 50.69},
      {.unit = "4601",
       .indicator = "np_lesing",
       .origin = "computed",
       .grade = 8,
       .n = 60,
       .value = 50.125,
       .lo = 49.31,
       .hi = 50.69,
       .decimals = 1},
      {.unit = "4601", .indicator = "elever", .grade = 11, .value = 31234, .lo = -1},
      {.unit = "4601",
       .gender = "girls",
       .owner = "public",
       .n = 60,
       .value = 4.5,
       .lo = -1,
       .decimals = 1},
      {.unit = "4601",
       .indicator = "np_lesing_niva",
       .dimension = "mestringsniva",
       .category = "3",
       .n = 60,
       .value = 20,
       .lo = 12,
       .hi = 31.5,
       .decimals = 1},
      {.unit = "900000001",
       .parent = "4601",
       .n = 60,
       .value = 4.5,
       .lo = -1,
       .decimals = 1,
       .verdict = ""},
  };
  const expected sentences[] = {
      {"Nasjonal prøve i lesing, 8. trinn: 4601: 50 skalapoeng (49,3–50,7) i 2022-23.",
       "Nasjonal prøve i lesing, 8. trinn: 4601: 50 skalapoeng (49,3–50,7) i 2022-23.",
       "National test in reading, grade 8: 4601: 50 scale points (49.3–50.7) in 2022-23."},
      {"Nasjonal prøve i lesing, 8. trinn: 4601: 50,1 skalapoeng (49,3–50,7) i 2022-23.",
       "Nasjonal prøve i lesing, 8. trinn: 4601: 50,1 skalapoeng (49,3–50,7) i 2022-23.",
       "National test in reading, grade 8: 4601: 50.1 scale points (49.3–50.7) in 2022-23."},
      {"Elever, Vg1: 4601: 31\u00A0234 elever i 2022-23.",
       "Elevar, Vg1: 4601: 31\u00A0234 elevar i 2022-23.",
       "Pupils, upper secondary, first year: 4601: 31\u202F234 pupils in 2022-23."},
      {"Trivsel (jenter, offentlig skole), 7. trinn: 4601: 4,5 poeng på en skala fra 1 til 5 i "
       "2022-23.",
       "Trivsel (jenter, offentleg skule), 7. trinn: 4601: 4,5 poeng på ein skala frå 1 til 5 i "
       "2022-23.",
       "Well-being (girls, public school), grade 7: 4601: 4.5 points on a scale from 1 to 5 in "
       "2022-23."},
      {"Mestringsnivå i lesing (3), 7. trinn: 4601: 20,0 prosent (12,0–31,5) i 2022-23.",
       "Meistringsnivå i lesing (3), 7. trinn: 4601: 20,0 prosent (12,0–31,5) i 2022-23.",
       "Mastery levels in reading (3), grade 7: 4601: 20.0 per cent (12.0–31.5) in 2022-23."},
      {"Trivsel, 7. trinn: 900000001: 4,5 poeng på en skala fra 1 til 5 i 2022-23.",
       "Trivsel, 7. trinn: 900000001: 4,5 poeng på ein skala frå 1 til 5 i 2022-23.",
       "Well-being, grade 7: 900000001: 4.5 points on a scale from 1 to 5 in 2022-23."},
  };
  assert_rows("none", rows, COUNT_OF(rows), sentences);
}

static void test_wording_indicator_every_state(void **state) {
  (void)state;
#define STATE(which)                                                                               \
  { .unit = "900000001", .state = which }
  const handmade_row rows[] = {
      STATE(TELL_STATE_SUPPRESSED),     STATE(TELL_STATE_MISSING),
      STATE(TELL_STATE_NOT_TAKEN_PART), STATE(TELL_STATE_NOT_APPLICABLE),
      STATE(TELL_STATE_NOT_COMPARABLE), STATE(TELL_STATE_INVALID),
      STATE(TELL_STATE_TOO_FEW),        {.unit = "900000002", .n = 7, .value = 4.5},
  };
#define NB "Trivsel, 7. trinn, 2022-23: "
#define EN "Well-being, grade 7, 2022-23: "
  const expected sentences[] = {
      {NB "tallet for 900000001 er skjult av kilden.",
       NB "talet for 900000001 er skjult av kjelda.",
       EN "the figure for 900000001 is hidden by the source."},
      {NB "tallet for 900000001 mangler.", NB "talet for 900000001 manglar.",
       EN "the figure for 900000001 is missing."},
      {NB "ingen elever fra 900000001 deltok.", NB "ingen elevar frå 900000001 deltok.",
       EN "no pupils from 900000001 took part."},
      {NB "ikke aktuelt for 900000001.", NB "ikkje aktuelt for 900000001.",
       EN "not applicable to 900000001."},
      {NB "tallet for 900000001 kan ikke sammenlignes med andre tall på grunn av brudd i serien.",
       NB "talet for 900000001 kan ikkje samanliknast med andre tal på grunn av brot i serien.",
       EN "the figure for 900000001 cannot be compared with other figures because of a break in "
          "the series."},
      {NB "tallet for 900000001 er ikke gyldig og blir ikke brukt.",
       NB "talet for 900000001 er ikkje gyldig og blir ikkje brukt.",
       EN "the figure for 900000001 is not valid and is not used."},
      {NB "grunnlaget er for lite til å oppgi et tall for 900000001.",
       NB "grunnlaget er for lite til å oppgi eit tal for 900000001.",
       EN "there is not enough to go on to give a figure for 900000001."},
      {NB "tallet for 900000002 er skjult av personvernhensyn (for få elever eller svar bak "
          "tallet).",
       NB "talet for 900000002 er skjult av omsyn til personvernet (for få elevar eller svar bak "
          "talet).",
       EN "the figure for 900000002 is hidden for privacy (too few pupils or answers behind the "
          "figure)."},
  };
  assert_rows(NULL, rows, COUNT_OF(rows), sentences);
}

static void test_wording_indicator_every_reason_of_a_hidden_difference(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "900000001",
       .parent = "4601",
       .source = "udir-eu",
       .origin = "published",
       .n = 7,
       .value = 4.5,
       .decimals = 1},
      {.unit = "900000002",
       .parent = "4601",
       .source = "udir-eu",
       .origin = "published",
       .n = 95,
       .value = 4.5,
       .decimals = 1},
      {.unit = "4601",
       .source = "udir-eu",
       .origin = "published",
       .n = 100,
       .value = 4.4,
       .decimals = 1,
       .lo = -1},
      {.unit = "4601",
       .source = "udir-eu",
       .origin = "computed",
       .n = 80,
       .suppressed = 1,
       .value = 4.4},
      {.unit = "900000003", .parent = "4601", .n = 60, .value = 4.5, .decimals = 1},
      {.unit = "4601", .n = 8, .value = 4.5},
  };
  const expected sentences[] = {
      {NB "900000001 har 4,5 poeng på en skala fra 1 til 5. Forskjellen fra Testby er skjult av "
          "personvernhensyn (for få elever eller svar bak tallet).",
       NB "900000001 har 4,5 poeng på ein skala frå 1 til 5. Skilnaden frå Testby er skjult av "
          "omsyn til personvernet (for få elevar eller svar bak talet).",
       EN "900000001 has 4.5 points on a scale from 1 to 5. The difference from Testby is hidden "
          "for privacy (too few pupils or answers behind the figure)."},
      {NB "900000002 har 4,5 poeng på en skala fra 1 til 5. Forskjellen fra Testby er skjult av "
          "personvernhensyn (for få elever eller svar i resten av gruppen).",
       NB "900000002 har 4,5 poeng på ein skala frå 1 til 5. Skilnaden frå Testby er skjult av "
          "omsyn til personvernet (for få elevar eller svar i resten av gruppa).",
       EN "900000002 has 4.5 points on a scale from 1 to 5. The difference from Testby is hidden "
          "for privacy (too few pupils or answers in the rest of the group)."},
      {"Trivsel, 7. trinn: 4601: 4,4 poeng på en skala fra 1 til 5 i 2022-23.",
       "Trivsel, 7. trinn: 4601: 4,4 poeng på ein skala frå 1 til 5 i 2022-23.",
       "Well-being, grade 7: 4601: 4.4 points on a scale from 1 to 5 in 2022-23."},
      {NB "tallet for 4601 er skjult av personvernhensyn (tallet ville røpe et annet tall som er "
          "skjult).",
       NB "talet for 4601 er skjult av omsyn til personvernet (talet ville røpt eit anna tal som "
          "er skjult).",
       EN "the figure for 4601 is hidden for privacy (the figure would give away another figure "
          "that is hidden)."},
      {NB "900000003 har 4,5 poeng på en skala fra 1 til 5. Forskjellen fra Testby er skjult av "
          "personvernhensyn (regnet ut av et tall som er skjult).",
       NB "900000003 har 4,5 poeng på ein skala frå 1 til 5. Skilnaden frå Testby er skjult av "
          "omsyn til personvernet (rekna ut av eit tal som er skjult).",
       EN "900000003 has 4.5 points on a scale from 1 to 5. The difference from Testby is hidden "
          "for privacy (computed from a figure that is hidden)."},
      {NB "tallet for 4601 er skjult av personvernhensyn (for få elever eller svar bak tallet).",
       NB "talet for 4601 er skjult av omsyn til personvernet (for få elevar eller svar bak "
          "talet).",
       EN "the figure for 4601 is hidden for privacy (too few pupils or answers behind the "
          "figure)."},
  };
  assert_rows(NULL, rows, COUNT_OF(rows), sentences);
}

static void test_wording_wrong_arguments_are_refused(void **state) {
  (void)state;
  const handmade_row row = {
      .unit = "900000001", .n = 60, .value = 4.5, .verdict = "odd", .parent = "4601"};
  tell_table *set = handmade_set(catalogue, &row, 1);
  tell_release *release = handmade_release(catalogue, "none", set, NULL);
  tell_buffer *buffer = NULL;
  tell_error *err = NULL;
  const tell_language nb = TELL_LANGUAGE_NB;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_buffer_create(NULL, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_buffer_create(&buffer, err), TELL_OK);
  assert_int_equal(tell_wording_indicator(NULL, release, 0, nb, buffer, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_wording_indicator(catalogue, NULL, 0, nb, buffer, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_wording_indicator(catalogue, release, -1, nb, buffer, err),
                   TELL_E_ARGUMENT);
  assert_int_equal(tell_wording_indicator(catalogue, release, 1, nb, buffer, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_wording_indicator(catalogue, release, 0, 0, buffer, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_wording_indicator(catalogue, release, 0, 4, buffer, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_wording_indicator(catalogue, release, 0, nb, NULL, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_wording_trend(catalogue, release, 0, nb, buffer, err), TELL_E_ARGUMENT);
  /* A verdict for which the catalogue has no sentence. */
  assert_int_equal(tell_wording_indicator(catalogue, release, 0, nb, buffer, err),
                   TELL_E_CATALOGUE);
  assert_string_equal(tell_error_field(err), "sentence.compare.odd");
  assert_string_equal(tell_buffer_text(buffer), "");
  assert_int_equal(tell_buffer_length(NULL), 0);
  assert_string_equal(tell_buffer_text(NULL), "");
  tell_buffer_free(buffer);
  tell_buffer_free(NULL);
  tell_error_free(err);
  tell_release_free(release);
  tell_table_free(set);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_wording_indicator_every_verdict),
      cmocka_unit_test(test_wording_indicator_value_without_comparison),
      cmocka_unit_test(test_wording_indicator_every_state),
      cmocka_unit_test(test_wording_indicator_every_reason_of_a_hidden_difference),
      cmocka_unit_test(test_wording_wrong_arguments_are_refused),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
