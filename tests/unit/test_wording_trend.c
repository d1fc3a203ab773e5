/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about trends in three languages, against ones written by hand; filling of templates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "handmade.h"
#include "wording/template.h"

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

static void assert_trends(const char *policy, const handmade_trend *rows, size_t count,
                          const expected *sentences) {
  tell_table *set = handmade_set(catalogue, NULL, 0);
  tell_table *trends = handmade_trends(catalogue, rows, count);
  tell_release *release = handmade_release(catalogue, policy, set, trends);
  assert_said(tell_wording_trend, release, sentences, count);
  tell_release_free(release);
  tell_table_free(trends);
  tell_table_free(set);
}

static void test_wording_trend_every_verdict(void **state) {
  (void)state;
#define SPAN .unit = "4601", .years = "2022-23 2023-24", .first = 2022, .last = 2025, .points = 2
  const handmade_trend rows[] = {
      {SPAN, .decimals = 1, .slope = 0.124, .verdict = "rising"},
      {SPAN, .indicator = "eu_mobbing", .decimals = 1, .slope = -1.25, .verdict = "falling"},
      {SPAN, .decimals = 1, .slope = 0.01, .verdict = "no_clear_change"},
      {SPAN, .decimals = 1, .verdict = "too_few"},
      {SPAN, .decimals = 1, .sen_slope = 0.004, .verdict = "rising"},
      {SPAN, .origin = "computed", .indicator = "np_lesing", .decimals = 0, .slope = 0.55,
       .verdict = "rising"},
      {SPAN, .indicator = "np_lesing", .slope = -1.02, .q_p = 0.05, .verdict = "falling"},
      {SPAN, .indicator = "elever", .slope = 1, .verdict = "rising"},
      {SPAN, .decimals = 1, .slope = 0.124, .q_p = 0.049, .verdict = "rising"},
      {SPAN, .decimals = 1, .slope = -0.124, .q_p = 0.001, .verdict = "falling"},
      {SPAN, .decimals = 1, .slope = 0.01, .q_p = 0.001, .verdict = "no_clear_change"},
      {.unit = "4601", .years = "1999-00", .first = 1998, .last = 1999, .verdict = "break"},
      {SPAN, .verdict = "rising", .verdict_state = TELL_STATE_MISSING},
  };
  const expected sentences[] = {
      {"Trivsel, 7. trinn: tallet for 4601 gikk opp med om lag 0,12 poeng per skoleår fra 2022-23 "
       "til 2025-26.",
       "Trivsel, 7. trinn: talet for 4601 gjekk opp med om lag 0,12 poeng per skuleår frå 2022-23 "
       "til 2025-26.",
       "Well-being, grade 7: the figure for 4601 rose by about 0.12 points a school year from "
       "2022-23 to 2025-26."},
      {"Mobbing på skolen, 7. trinn: tallet for 4601 gikk ned med om lag 1,3 prosentpoeng per "
       "skoleår fra 2022-23 til 2025-26.",
       "Mobbing på skulen, 7. trinn: talet for 4601 gjekk ned med om lag 1,3 prosentpoeng per "
       "skuleår frå 2022-23 til 2025-26.",
       "Bullying at school, grade 7: the figure for 4601 fell by about 1.3 percentage points a "
       "school year from 2022-23 to 2025-26."},
      {"Trivsel, 7. trinn: ingen tydelig endring for 4601 fra 2022-23 til 2025-26 – forskjellene "
       "mellom årene kan være tilfeldige.",
       "Trivsel, 7. trinn: inga tydeleg endring for 4601 frå 2022-23 til 2025-26 – skilnadene "
       "mellom åra kan vere tilfeldige.",
       "Well-being, grade 7: no clear change for 4601 from 2022-23 to 2025-26 – the differences "
       "between the years may be due to chance."},
      {"Trivsel, 7. trinn: det er for få skoleår til å skille en endring for 4601 fra tilfeldig "
       "variasjon.",
       "Trivsel, 7. trinn: det er for få skuleår til å skilje ei endring for 4601 frå tilfeldig "
       "variasjon.",
       "Well-being, grade 7: too few school years to tell a change for 4601 from chance."},
      {"Trivsel, 7. trinn: tallet for 4601 gikk opp med om lag 0,004 poeng per skoleår fra 2022-23 "
       "til 2025-26.",
       "Trivsel, 7. trinn: talet for 4601 gjekk opp med om lag 0,004 poeng per skuleår frå 2022-23 "
       "til 2025-26.",
       "Well-being, grade 7: the figure for 4601 rose by about 0.004 points a school year from "
       "2022-23 to 2025-26."},
      {"Nasjonal prøve i lesing, 7. trinn: tallet for 4601 gikk opp med om lag 0,6 skalapoeng per "
       "skoleår fra 2022-23 til 2025-26.",
       "Nasjonal prøve i lesing, 7. trinn: talet for 4601 gjekk opp med om lag 0,6 skalapoeng per "
       "skuleår frå 2022-23 til 2025-26.",
       "National test in reading, grade 7: the figure for 4601 rose by about 0.6 scale points a "
       "school year from 2022-23 to 2025-26."},
      {"Nasjonal prøve i lesing, 7. trinn: tallet for 4601 gikk ned med om lag 1,0 skalapoeng per "
       "skoleår fra 2022-23 til 2025-26.",
       "Nasjonal prøve i lesing, 7. trinn: talet for 4601 gjekk ned med om lag 1,0 skalapoeng per "
       "skuleår frå 2022-23 til 2025-26.",
       "National test in reading, grade 7: the figure for 4601 fell by about 1.0 scale points a "
       "school year from 2022-23 to 2025-26."},
      {"Elever, 7. trinn: tallet for 4601 gikk opp med om lag 1,0 elever per skoleår fra 2022-23 "
       "til 2025-26.",
       "Elevar, 7. trinn: talet for 4601 gjekk opp med om lag 1,0 elevar per skuleår frå 2022-23 "
       "til 2025-26.",
       "Pupils, grade 7: the figure for 4601 rose by about 1.0 pupils a school year from 2022-23 "
       "to 2025-26."},
      {"Trivsel, 7. trinn: tallet for 4601 var samlet sett høyere mot slutten av perioden 2022-23 "
       "til 2025-26, men endret seg ujevnt.",
       "Trivsel, 7. trinn: talet for 4601 var samla sett høgare mot slutten av perioden 2022-23 "
       "til 2025-26, men endra seg ujamt.",
       "Well-being, grade 7: the figure for 4601 was on the whole higher towards the end of "
       "2022-23 to 2025-26, but changed unevenly."},
      {"Trivsel, 7. trinn: tallet for 4601 var samlet sett lavere mot slutten av perioden 2022-23 "
       "til 2025-26, men endret seg ujevnt.",
       "Trivsel, 7. trinn: talet for 4601 var samla sett lågare mot slutten av perioden 2022-23 "
       "til 2025-26, men endra seg ujamt.",
       "Well-being, grade 7: the figure for 4601 was on the whole lower towards the end of "
       "2022-23 to 2025-26, but changed unevenly."},
      {"Trivsel, 7. trinn: tallet for 4601 svingte mer fra 2022-23 til 2025-26 enn det som lett "
       "kan være tilfeldig, men skoleårene er for få eller for ujevne til å vise en varig endring.",
       "Trivsel, 7. trinn: talet for 4601 svinga meir frå 2022-23 til 2025-26 enn det som lett kan "
       "vere tilfeldig, men skuleåra er for få eller for ujamne til å vise ei varig endring.",
       "Well-being, grade 7: the figure for 4601 moved more from 2022-23 to 2025-26 than chance "
       "would easily give, but the school years are too few or too uneven to show a lasting "
       "change."},
      {"Trivsel, 7. trinn: tallene for 4601 kan ikke sammenlignes over tid: brudd i 1998-99.",
       "Trivsel, 7. trinn: tala for 4601 kan ikkje samanliknast over tid: brot i 1998-99.",
       "Well-being, grade 7: the figures for 4601 cannot be compared over time: break in 1998-99."},
      {"Trivsel, 7. trinn, 2022-23: tallet for 4601 mangler.",
       "Trivsel, 7. trinn, 2022-23: talet for 4601 manglar.",
       "Well-being, grade 7, 2022-23: the figure for 4601 is missing."},
  };
  assert_trends("none", rows, COUNT_OF(rows), sentences);
}

/* Not where the change itself may be larger: clear alone, or of years that move by themselves. */
static void test_wording_trend_without_change_tells_the_smallest_that_would_show(void **state) {
  (void)state;
  const handmade_trend rows[] = {
      {SPAN, .indicator = "np_lesing", .slope = 0.2, .smallest_change = 1.8791,
       .verdict = "no_clear_change"},
      {SPAN, .decimals = 1, .slope = 0.01, .smallest_change = 0.155, .continued_from = "1201",
       .verdict = "no_clear_change"},
      {SPAN, .decimals = 1, .slope = 0.01, .smallest_change = 0.155, .q_p = 0.001,
       .verdict = "no_clear_change"},
      {SPAN, .decimals = 1, .slope = 0.124, .smallest_change = 0.155, .verdict = "rising"},
  };
  const expected sentences[] = {
      {"Nasjonal prøve i lesing, 7. trinn: ingen tydelig endring for 4601 fra 2022-23 til 2025-26 "
       "– forskjellene mellom årene kan være tilfeldige. En samlet endring på mindre enn om lag "
       "1,9 skalapoeng i disse årene kan lett ha skjedd uten å bli oppdaget.",
       "Nasjonal prøve i lesing, 7. trinn: inga tydeleg endring for 4601 frå 2022-23 til 2025-26 "
       "– skilnadene mellom åra kan vere tilfeldige. Ei samla endring på mindre enn om lag 1,9 "
       "skalapoeng i desse åra kan lett ha skjedd utan å bli oppdaga.",
       "National test in reading, grade 7: no clear change for 4601 from 2022-23 to 2025-26 – the "
       "differences between the years may be due to chance. A total change of less than about 1.9 "
       "scale points over these years could easily have gone unseen."},
      {"Trivsel, 7. trinn: ingen tydelig endring for 4601 fra 2022-23 til 2025-26 – forskjellene "
       "mellom årene kan være tilfeldige. En samlet endring på mindre enn om lag 0,16 poeng i "
       "disse årene kan lett ha skjedd uten å bli oppdaget. Serien fortsetter fra 1201.",
       "Trivsel, 7. trinn: inga tydeleg endring for 4601 frå 2022-23 til 2025-26 – skilnadene "
       "mellom åra kan vere tilfeldige. Ei samla endring på mindre enn om lag 0,16 poeng i desse "
       "åra kan lett ha skjedd utan å bli oppdaga. Serien held fram frå 1201.",
       "Well-being, grade 7: no clear change for 4601 from 2022-23 to 2025-26 – the differences "
       "between the years may be due to chance. A total change of less than about 0.16 points "
       "over these years could easily have gone unseen. The series goes on from 1201."},
      {"Trivsel, 7. trinn: tallet for 4601 svingte mer fra 2022-23 til 2025-26 enn det som lett "
       "kan være tilfeldig, men skoleårene er for få eller for ujevne til å vise en varig endring.",
       "Trivsel, 7. trinn: talet for 4601 svinga meir frå 2022-23 til 2025-26 enn det som lett kan "
       "vere tilfeldig, men skuleåra er for få eller for ujamne til å vise ei varig endring.",
       "Well-being, grade 7: the figure for 4601 moved more from 2022-23 to 2025-26 than chance "
       "would easily give, but the school years are too few or too uneven to show a lasting "
       "change."},
      {"Trivsel, 7. trinn: tallet for 4601 gikk opp med om lag 0,12 poeng per skoleår fra 2022-23 "
       "til 2025-26.",
       "Trivsel, 7. trinn: talet for 4601 gjekk opp med om lag 0,12 poeng per skuleår frå 2022-23 "
       "til 2025-26.",
       "Well-being, grade 7: the figure for 4601 rose by about 0.12 points a school year from "
       "2022-23 to 2025-26."},
  };
  assert_trends("none", rows, COUNT_OF(rows), sentences);
}

static void test_wording_trend_hidden(void **state) {
  (void)state;
  const handmade_trend rows[] = {{.unit = "4601",
                                  .years = "1999-00 2000-01",
                                  .first = 1999,
                                  .last = 2008,
                                  .points = 2,
                                  .slope = 1,
                                  .verdict = "rising",
                                  .continued_from = "1201"}};
  const expected sentences[] = {
      {"Trivsel, 7. trinn: utviklingen for 4601 fra 1999-00 til 2008-09 er skjult av "
       "personvernhensyn (regnet ut av et tall som er skjult).",
       "Trivsel, 7. trinn: utviklinga for 4601 frå 1999-00 til 2008-09 er skjult av omsyn til "
       "personvernet (rekna ut av eit tal som er skjult).",
       "Well-being, grade 7: the development for 4601 from 1999-00 to 2008-09 is hidden for "
       "privacy (computed from a figure that is hidden)."}};
  assert_trends(NULL, rows, 1, sentences);
}

static void test_wording_trend_says_of_which_unit_it_goes_on(void **state) {
  (void)state;
  const handmade_trend rows[] = {
      {SPAN, .decimals = 1, .verdict = "too_few", .continued_from = "1201"},
      {SPAN, .decimals = 1, .verdict = "too_few", .continued_from = "0101 3001"},
      {.unit = "4601", .years = "1999-00", .first = 1998, .last = 1999, .verdict = "break"},
      {SPAN, .verdict_state = TELL_STATE_MISSING, .continued_from = "1201"}};
  const expected sentences[] = {
      {"Trivsel, 7. trinn: det er for få skoleår til å skille en endring for 4601 fra tilfeldig "
       "variasjon. Serien fortsetter fra 1201.",
       "Trivsel, 7. trinn: det er for få skuleår til å skilje ei endring for 4601 frå tilfeldig "
       "variasjon. Serien held fram frå 1201.",
       "Well-being, grade 7: too few school years to tell a change for 4601 from chance. The "
       "series goes on from 1201."},
      {"Trivsel, 7. trinn: det er for få skoleår til å skille en endring for 4601 fra tilfeldig "
       "variasjon. Serien fortsetter fra 0101, 3001.",
       "Trivsel, 7. trinn: det er for få skuleår til å skilje ei endring for 4601 frå tilfeldig "
       "variasjon. Serien held fram frå 0101, 3001.",
       "Well-being, grade 7: too few school years to tell a change for 4601 from chance. The "
       "series goes on from 0101, 3001."},
      {"Trivsel, 7. trinn: tallene for 4601 kan ikke sammenlignes over tid: brudd i 1998-99.",
       "Trivsel, 7. trinn: tala for 4601 kan ikkje samanliknast over tid: brot i 1998-99.",
       "Well-being, grade 7: the figures for 4601 cannot be compared over time: break in 1998-99."},
      {"Trivsel, 7. trinn, 2022-23: tallet for 4601 mangler.",
       "Trivsel, 7. trinn, 2022-23: talet for 4601 manglar.",
       "Well-being, grade 7, 2022-23: the figure for 4601 is missing."}};
  assert_trends("none", rows, COUNT_OF(rows), sentences);
}

/* Knows {a} only. */
static tell_status fill_a(const void *context, const char *name, size_t length, tell__text *out,
                          tell_error *err) {
  (void)err;
  if (length != 1 || *name != 'a')
    return TELL_E_NOT_FOUND;
  tell__text_add(out, context);
  return TELL_OK;
}

static void test_template_fill_takes_braces_apart(void **state) {
  (void)state;
  static const struct {
    const char *pattern, *filled;
  } CASES[] = {{"", ""},        {"plain", "plain"}, {"{a}", "x"},    {"1{a}2{a}", "1x2x"},
               {"{b}", NULL},   {"{", NULL},        {"}", NULL},     {"{a", NULL},
               {"{{a}}", NULL}, {"{}", NULL},       {"a}{a}", NULL}, {"{aa}", NULL}};
  tell_error *err = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  for (size_t i = 0; i < COUNT_OF(CASES); i++) {
    tell__text out = {0};
    tell_status status = tell__template_fill("key", CASES[i].pattern, fill_a, "x", &out, err);
    assert_int_equal(status, CASES[i].filled != NULL ? TELL_OK : TELL_E_CATALOGUE);
    if (CASES[i].filled != NULL)
      assert_string_equal(tell__text_get(&out), CASES[i].filled);
    else
      assert_string_equal(tell_error_field(err), "key");
    tell__text_free(&out);
    tell__error_clear(err);
  }
  tell_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_wording_trend_every_verdict),
      cmocka_unit_test(test_wording_trend_without_change_tells_the_smallest_that_would_show),
      cmocka_unit_test(test_wording_trend_hidden),
      cmocka_unit_test(test_wording_trend_says_of_which_unit_it_goes_on),
      cmocka_unit_test(test_template_fill_takes_braces_apart),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
