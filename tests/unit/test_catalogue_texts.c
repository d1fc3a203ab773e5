/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of the built-in catalogue: every one that output needs, in three languages, worded with
 * care. */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "catalogue/store.h"
#include "table/table.h"
#include "telling/stats_adjust.h"

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

static void assert_text(const tell_catalogue *catalogue, const char *prefix, const char *id) {
  char key[128];
  assert_true(strlen(prefix) + strlen(id) < sizeof key);
  strcpy(key, prefix);
  strcat(key, id);
  for (tell_language language = TELL_LANGUAGE_NB; language <= TELL_LANGUAGE_EN; language++) {
    const char *text = tell_catalogue_text(catalogue, key, language);
    if (text == NULL || text[0] == '\0')
      fail_msg("no text for %s in language %d", key, (int)language);
  }
}

static void test_catalogue_text_exists_for_every_state(void **state) {
  for (int i = TELL_STATE_PRESENT; i <= TELL_STATE_TOO_FEW; i++) {
    assert_text(*state, "state.", tell_state_id((tell_state)i));
    if (i != TELL_STATE_PRESENT)
      assert_text(*state, "sentence.state.", tell_state_id((tell_state)i));
  }
}

static void test_catalogue_text_exists_for_what_comparisons_say(void **state) {
  static const char *const keys[] = {"method.independent",
                                     "reading.better",
                                     "reading.worse",
                                     "persistence.persistently_lower",
                                     "persistence.persistently_higher",
                                     "persistence.not",
                                     "persistence.too_few",
                                     "comparator.parent",
                                     "comparator.nation",
                                     "comparator.last_year",
                                     "comparator.three_years",
                                     "comparator.peers",
                                     "readout.baseline",
                                     "readout.mid",
                                     "readout.end",
                                     "role.figure",
                                     "role.parent",
                                     "role.nation",
                                     "role.last_year",
                                     "role.three_years",
                                     "role.peers",
                                     "role.year",
                                     "role.baseline",
                                     "role.mid",
                                     "role.end"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    assert_text(*state, keys[i], "");
  for (int32_t i = TELL_ADJUST_NONE; i <= TELL_ADJUST_BY; i++)
    assert_text(*state, "adjustment.", tell_adjust_id(i));
}

static void test_catalogue_text_exists_for_everything_in_output(void **state) {
  static const char *const keys[] = {"stat.ok",
                                     "stat.empty",
                                     "stat.not_possible",
                                     "stat.too_few_points",
                                     "stat.zero_variance",
                                     "stat.no_spread",
                                     "stat.domain_error",
                                     "stat.missing",
                                     "stat.break",
                                     "verdict.higher",
                                     "verdict.lower",
                                     "verdict.not_distinguishable",
                                     "verdict.too_few",
                                     "verdict.not_comparable",
                                     "verdict.no_interval",
                                     "variationverdict.inside",
                                     "variationverdict.above_95",
                                     "variationverdict.below_95",
                                     "variationverdict.above_998",
                                     "variationverdict.below_998",
                                     "variationverdict.too_few",
                                     "method.funnel_binomial_mirrored",
                                     "method.funnel_mean",
                                     "method.funnel_arcsine_overdispersed",
                                     "method.funnel_mean_overdispersed",
                                     "role.target",
                                     "role.figure",
                                     "equitymeasure.gender_gap",
                                     "equitymeasure.education_gap",
                                     "equitymeasure.education_gradient",
                                     "equitymeasure.between_schools",
                                     "method.sii_linear",
                                     "method.icc_anova",
                                     "method.icc_anova_shares",
                                     "role.group",
                                     "formula.variation",
                                     "formula.variation_units",
                                     "formula.equity",
                                     "trendverdict.rising",
                                     "trendfamily.municipality",
                                     "trendfamily.county",
                                     "trendfamily.nation",
                                     "trendfamily.area",
                                     "trendfamily.school",
                                     "trendfamily.unit",
                                     "trendfamily.all",
                                     "trendverdict.falling",
                                     "trendverdict.no_clear_change",
                                     "trendverdict.too_few",
                                     "trendverdict.break",
                                     "reason.count",
                                     "reason.complement",
                                     "reason.inherited",
                                     "reason.derived",
                                     "method.published",
                                     "method.published_margin",
                                     "method.mean_t",
                                     "method.wilson",
                                     "method.wilson_fractional",
                                     "method.weighted_mean",
                                     "method.weighted_share",
                                     "method.sum",
                                     "method.none",
                                     "method.child_in_parent",
                                     "method.child_newcombe_10",
                                     "method.wls_known_se",
                                     "method.random_dl",
                                     "method.theil_sen",
                                     "method.mann_kendall_exact",
                                     "level.nation",
                                     "level.county",
                                     "level.municipality",
                                     "level.area",
                                     "level.school",
                                     "origin.published",
                                     "origin.local",
                                     "origin.computed",
                                     "gender.all",
                                     "gender.girls",
                                     "gender.boys",
                                     "owner.all",
                                     "owner.public",
                                     "owner.private",
                                     "grade",
                                     "grade.0",
                                     "grade.11",
                                     "grade.12",
                                     "grade.13",
                                     "policy.public",
                                     "policy.internal",
                                     "policy.none",
                                     "sentence.value",
                                     "sentence.value_only",
                                     "sentence.compare.higher",
                                     "sentence.compare.lower",
                                     "sentence.compare.not_distinguishable",
                                     "sentence.compare.too_few",
                                     "sentence.compare.not_comparable",
                                     "sentence.compare.no_interval",
                                     "sentence.trend.rising",
                                     "sentence.trend.falling",
                                     "sentence.trend.rising_uneven",
                                     "sentence.trend.falling_uneven",
                                     "sentence.trend.no_clear_change",
                                     "sentence.trend.uneven",
                                     "sentence.trend.clear_alone",
                                     "sentence.trend.family",
                                     "sentence.trend.too_few",
                                     "sentence.trend.break",
                                     "sentence.trend.continued"};
  const tell__catalogue_view *view = tell__catalogue_get(*state);
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    assert_text(*state, "", keys[i]);
  for (int32_t i = 0; i < view->indicators_count; i++) {
    assert_text(*state, "unit.", view->indicators[i].unit);
    assert_text(*state, "unitdiff.", view->indicators[i].unit);
    assert_text(*state, "unitdiff1.", view->indicators[i].unit);
    assert_text(*state, "direction.", view->indicators[i].direction);
  }
}

static void test_catalogue_text_of_percent_difference_is_percentage_points(void **state) {
  assert_string_equal(tell_catalogue_text(*state, "unit.percent", TELL_LANGUAGE_NB), "prosent");
  assert_string_equal(tell_catalogue_text(*state, "unitdiff.percent", TELL_LANGUAGE_NB),
                      "prosentpoeng");
  assert_string_equal(tell_catalogue_text(*state, "unitdiff.percent", TELL_LANGUAGE_NN),
                      "prosentpoeng");
  assert_string_equal(tell_catalogue_text(*state, "unitdiff.percent", TELL_LANGUAGE_EN),
                      "percentage points");
}

/* The built-in plan is any municipality's to use. */
static void test_catalogue_plan_names_no_municipality(void **state) {
  const tell_table *plan = tell_catalogue_table(*state, TELL_CATALOGUE_PLAN);
  const char *const columns[] = {"name_nb", "name_nn", "name_en"};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    const int32_t *codes = tell__table_codes(plan, tell_table_column_find(plan, columns[i]));
    for (int64_t row = 0; row < tell_table_row_count(plan); row++) {
      const char *name = tell__strings_get(tell__table_strings(plan), codes[row], NULL);
      assert_null(strstr(name, "ergen"));
      assert_null(strstr(name, "dugleik"));
    }
  }
}

/* How often `name` stands in braces. */
static int times(const char *text, const char *name) {
  int count = 0;
  size_t length = strlen(name);
  for (const char *at = strstr(text, name); at != NULL; at = strstr(at + length, name))
    count += at > text && at[-1] == '{' && at[length] == '}';
  return count;
}

static int braces(const char *text) {
  int count = 0;
  for (; *text != '\0'; text++)
    count += *text == '{';
  return count;
}

static void test_catalogue_text_has_known_slots_the_same_in_all_languages(void **state) {
  static const char *const names[] = {
      "unit",       "indicator",  "grade",     "year",           "value",
      "lo",         "hi",         "n",         "parent",         "parent_value",
      "difference", "first_year", "last_year", "slope",          "unitname",
      "unitdiff",   "state",      "reason",    "continued_from", "tests",
      "family",     "smallest"};
  const tell_catalogue *catalogue = *state;
  const tell__message *messages = catalogue->records[TELL__FILE_TEXTS];
  assert_true(catalogue->record_count[TELL__FILE_TEXTS] > 100);
  for (int32_t i = 0; i < catalogue->record_count[TELL__FILE_TEXTS]; i++) {
    const tell__names *text = &messages[i].text;
    int known = 0;
    for (size_t j = 0; j < sizeof names / sizeof *names; j++) {
      known += times(text->nb, names[j]);
      assert_int_equal(times(text->nb, names[j]), times(text->nn, names[j]));
      assert_int_equal(times(text->nb, names[j]), times(text->en, names[j]));
    }
    assert_int_equal(known, braces(text->nb));
    assert_int_equal(known, braces(text->nn));
    assert_int_equal(known, braces(text->en));
  }
}

/* Whether `word` begins a word of the text, whatever the case of ASCII letters. */
static int has_word(const char *text, const char *word) {
  for (const char *at = text; *at != '\0'; at++) {
    size_t i = 0;
    if (at > text && (isalpha((unsigned char)at[-1]) || (unsigned char)at[-1] >= 0x80))
      continue;
    while (word[i] != '\0' && tolower((unsigned char)at[i]) == word[i])
      i++;
    if (word[i] == '\0')
      return 1;
  }
  return 0;
}

static void test_catalogue_text_never_ranks_judges_or_says_stable(void **state) {
  static const char *const words[] = {
      "stabil", "stable",  "best",   "worst",  "better", "worse",  "bedre",     "betre",
      "verre",  "verst",   "svak",   "sterk",  "good",   "bad",    "rang",      "rank",
      "topp",   "signifi", "effekt", "effect", "dårlig", "dårleg", "betydelig", "vesentlig"};
  const tell_catalogue *catalogue = *state;
  const tell__message *messages = catalogue->records[TELL__FILE_TEXTS];
  for (int32_t i = 0; i < catalogue->record_count[TELL__FILE_TEXTS]; i++)
    for (size_t j = 0; j < sizeof words / sizeof *words; j++) {
      assert_false(has_word(messages[i].text.nb, words[j]));
      assert_false(has_word(messages[i].text.nn, words[j]));
      assert_false(has_word(messages[i].text.en, words[j]));
    }
}

static void test_catalogue_text_of_no_difference_says_chance(void **state) {
  const char *key = "sentence.compare.not_distinguishable";
  assert_non_null(strstr(tell_catalogue_text(*state, key, TELL_LANGUAGE_NB), "kan være tilfeldig"));
  assert_non_null(strstr(tell_catalogue_text(*state, key, TELL_LANGUAGE_NN), "kan vere tilfeldig"));
  assert_non_null(strstr(tell_catalogue_text(*state, key, TELL_LANGUAGE_EN), "due to chance"));
}

static void test_issue_text_is_the_sentence_of_a_code(void **state) {
  assert_string_equal(tell_catalogue_issue_text(*state, "empty_input", TELL_LANGUAGE_NB),
                      "Filen er tom. Hent den p\u00E5 nytt.");
  assert_string_equal(tell_catalogue_issue_text(*state, "empty_input", TELL_LANGUAGE_NN),
                      "Fila er tom. Hent ho p\u00E5 nytt.");
  assert_string_equal(tell_catalogue_issue_text(*state, "empty_input", TELL_LANGUAGE_EN),
                      "The file is empty. Fetch it again.");
}

static void test_issue_text_is_empty_when_there_is_none(void **state) {
  char longer[200];
  memset(longer, 'a', sizeof longer);
  longer[sizeof longer - 1] = '\0';
  assert_string_equal(tell_catalogue_issue_text(*state, "no_such_code", TELL_LANGUAGE_NB), "");
  assert_string_equal(tell_catalogue_issue_text(*state, "", TELL_LANGUAGE_NB), "");
  assert_string_equal(tell_catalogue_issue_text(*state, longer, TELL_LANGUAGE_NB), "");
  assert_string_equal(tell_catalogue_issue_text(*state, NULL, TELL_LANGUAGE_NB), "");
  assert_string_equal(tell_catalogue_issue_text(NULL, "empty_input", TELL_LANGUAGE_NB), "");
  assert_string_equal(tell_catalogue_issue_text(*state, "empty_input", 0), "");
  assert_string_equal(tell_catalogue_issue_text(*state, "empty_input", 4), "");
}

/* Two codes with the same words would not tell a reader what is wrong. */
static void test_issue_texts_are_whole_sentences_of_their_own(void **state) {
  const tell_catalogue *catalogue = *state;
  const tell__message *messages = catalogue->records[TELL__FILE_TEXTS];
  int32_t count = catalogue->record_count[TELL__FILE_TEXTS];
  for (int32_t i = 0; i < count; i++) {
    if (strncmp(messages[i].key, "issue.", 6) != 0)
      continue;
    const char *const texts[] = {messages[i].text.nb, messages[i].text.nn, messages[i].text.en};
    for (size_t t = 0; t < 3; t++) {
      assert_true(strlen(texts[t]) > 20);
      assert_int_equal(texts[t][strlen(texts[t]) - 1], '.');
      assert_true(!islower((unsigned char)texts[t][0]));
    }
    for (int32_t j = 0; j < i; j++)
      assert_string_not_equal(messages[j].text.en, messages[i].text.en);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_catalogue_text_exists_for_every_state),
      cmocka_unit_test(test_catalogue_text_exists_for_what_comparisons_say),
      cmocka_unit_test(test_catalogue_text_exists_for_everything_in_output),
      cmocka_unit_test(test_catalogue_text_of_percent_difference_is_percentage_points),
      cmocka_unit_test(test_catalogue_plan_names_no_municipality),
      cmocka_unit_test(test_catalogue_text_has_known_slots_the_same_in_all_languages),
      cmocka_unit_test(test_catalogue_text_never_ranks_judges_or_says_stable),
      cmocka_unit_test(test_catalogue_text_of_no_difference_says_chance),
      cmocka_unit_test(test_issue_text_is_the_sentence_of_a_code),
      cmocka_unit_test(test_issue_text_is_empty_when_there_is_none),
      cmocka_unit_test(test_issue_texts_are_whole_sentences_of_their_own),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
