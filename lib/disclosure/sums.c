/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding sums and comparing them with what they should be the sum of. */
#include "disclosure/sums.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"

enum { WITHOUT_CATEGORY = 8 };

/* Shares add up to within the last bits of a double; one pupil of a million is 1e-4. */
static const double SAME_SHARE = 1e-7;

static int64_t code_of(const tell__facts *facts, const char *text, size_t length) {
  return tell__strings_find(tell__table_strings(facts->table), text, length);
}

static int64_t code_of_text(const tell__facts *facts, const char *text) {
  return code_of(facts, text, strlen(text));
}

static void read_sum(const tell__catalogue_view *catalogue, const tell__derived *derived,
                     const tell__facts *facts, tell__sum *sum) {
  const tell__indicator *from = &catalogue->indicators[derived->from];
  sum->indicator = code_of_text(facts, catalogue->indicators[derived->indicator].id);
  sum->from = code_of_text(facts, from->id);
  sum->dimension = code_of_text(facts, from->distribution);
  sum->grade = derived->grade;
  sum->count = derived->category_count;
  for (int32_t i = 0; i < derived->category_count; i++)
    sum->categories[i] = code_of(facts, derived->categories[i].text, derived->categories[i].length);
}

/* Which sum a row is, TELL__UNKNOWN when it is none. */
static int32_t find_sum(const tell__facts *facts, const tell__group_key *key) {
  for (int32_t i = 0; i < facts->sum_count; i++)
    if (facts->sums[i].indicator == key->indicator && facts->sums[i].grade == key->grade &&
        facts->sums[i].count > 0 && key->dimension == 0)
      return i;
  return TELL__UNKNOWN;
}

int64_t tell__sums_part(const tell__facts *facts, int64_t row, int32_t category) {
  const tell__fact *fact = &facts->rows[row];
  const tell__sum *sum = &facts->sums[fact->sum];
  tell__group_key key = tell__facts_key(facts, row);
  key.indicator = sum->from;
  key.dimension = sum->dimension;
  key.category = sum->categories[category];
  int64_t group = tell__facts_group(facts, &key);
  return group < 0 ? TELL__UNKNOWN : tell__facts_find(facts, fact->unit, group, fact->origin);
}

static double value_of(const tell__facts *facts, int64_t row) {
  return tell__table_f64(facts->table, facts->columns[TELL__SET_VALUE])[row];
}

/* Whether a share is what its categories say, and of as many pupils. */
static int is_sum_of_values(const tell__facts *facts, int64_t row) {
  const tell__fact *fact = &facts->rows[row];
  double sum = 0;
  for (int32_t i = 0; i < facts->sums[fact->sum].count; i++) {
    int64_t part = tell__sums_part(facts, row, i);
    if (part < 0 || facts->rows[part].state != TELL_STATE_PRESENT || facts->rows[part].n != fact->n)
      return 0;
    sum += value_of(facts, part);
  }
  return fabs(fmin(sum, 100) - value_of(facts, row)) <= SAME_SHARE;
}

/* Without a share only the number of pupils could say something: it must be that of a category. */
static int is_of_the_same_pupils(const tell__facts *facts, int64_t row) {
  const tell__fact *fact = &facts->rows[row];
  int found = 0;
  for (int32_t i = 0; i < facts->sums[fact->sum].count; i++) {
    int64_t part = tell__sums_part(facts, row, i);
    if (part < 0)
      continue;
    if (facts->rows[part].n != fact->n)
      return 0;
    found = 1;
  }
  return found;
}

/* What the rows of one distribution, unit and group have in common, whatever the origin. */
static void distribution_words(const tell__facts *facts, int64_t row, int64_t indicator,
                               int64_t words[WITHOUT_CATEGORY]) {
  const tell__group_key key = tell__facts_key(facts, row);
  const int64_t all[WITHOUT_CATEGORY] = {facts->rows[row].unit,
                                         indicator,
                                         key.source,
                                         key.period,
                                         key.grade,
                                         key.gender,
                                         key.owner,
                                         0};
  memcpy(words, all, sizeof all);
}

static int add_distribution(const tell__facts *facts, int64_t row, tell__keymap *distributions) {
  int64_t words[WITHOUT_CATEGORY];
  if (!facts->rows[row].own || !facts->rows[row].is_distribution)
    return 1;
  distribution_words(facts, row, tell__facts_key(facts, row).indicator, words);
  return tell__keymap_add(distributions, words, row) >= 0;
}

static void judge(tell__facts *facts, int64_t row, const tell__keymap *distributions) {
  tell__fact *fact = &facts->rows[row];
  const tell__group_key key = tell__facts_key(facts, row);
  int64_t words[WITHOUT_CATEGORY];
  fact->sum = fact->own ? find_sum(facts, &key) : TELL__UNKNOWN;
  if (fact->sum < 0)
    return;
  distribution_words(facts, row, facts->sums[fact->sum].from, words);
  if (tell__keymap_find(distributions, words) < 0)
    return;
  fact->made_of = TELL__MADE_OF_MORE;
  if (fact->state == TELL_STATE_PRESENT ? !is_sum_of_values(facts, row)
                                        : !is_of_the_same_pupils(facts, row))
    return;
  fact->made_of = TELL__MADE_OF_PARTS;
  fact->minimum = 0;
}

static int judge_all(tell__facts *facts) {
  tell__keymap *distributions = tell__keymap_create(WITHOUT_CATEGORY);
  int ok = distributions != NULL;
  for (int64_t row = 0; ok && row < facts->count; row++)
    ok = add_distribution(facts, row, distributions);
  for (int64_t row = 0; ok && row < facts->count; row++)
    judge(facts, row, distributions);
  tell__keymap_free(distributions);
  return ok;
}

int tell__sums_find(const tell_catalogue *catalogue, tell__facts *facts) {
  const tell__catalogue_view *view = tell__catalogue_get(catalogue);
  facts->sums = tell__alloc_array((size_t)view->derived_count, sizeof *facts->sums);
  if (facts->sums == NULL)
    return 0;
  facts->sum_count = view->derived_count;
  for (int32_t i = 0; i < view->derived_count; i++)
    read_sum(view, &view->derived[i], facts, &facts->sums[i]);
  return judge_all(facts);
}
