/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the rows that a derived share is made of, and adding them up. */
#include "indicators/derived.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "indicators/estimate.h"
#include "stats/mean.h"
#include "stats/sum.h"

/* What the parts of one share add up to. */
typedef struct sums {
  tell_state state, n_state, numerator_state;
  int64_t n, numerator;
  int32_t decimals_least, decimals_most;
  double value, rounding;
} sums;

static tell_state part_state(const tell__row *part) {
  return part == NULL ? TELL_STATE_MISSING : part->state;
}

/* The state of the first part that has none of a number, else present. */
static void find_states(const tell__row *const *parts, size_t count, sums *of) {
  for (size_t i = count; i-- > 0;) {
    const tell__row *part = parts[i];
    tell_state n = part == NULL ? TELL_STATE_MISSING : part->n_state;
    tell_state numerator = part == NULL ? TELL_STATE_MISSING : part->numerator_state;
    of->state = part_state(part) != TELL_STATE_PRESENT ? part_state(part) : of->state;
    of->n_state = n != TELL_STATE_PRESENT ? n : of->n_state;
    of->numerator_state = numerator != TELL_STATE_PRESENT ? numerator : of->numerator_state;
  }
}

/* Counts are not read where there is no share: they would say what the missing part is. */
static void add_counts(const tell__row *const *parts, size_t count, sums *of) {
  if (of->state != TELL_STATE_PRESENT && of->numerator_state == TELL_STATE_PRESENT)
    of->numerator_state = of->state;
  for (size_t i = 0; i < count && of->n_state == TELL_STATE_PRESENT; i++) {
    of->n = parts[i]->n;
    if (parts[i]->n != parts[0]->n)
      of->n_state = TELL_STATE_MISSING; /* of different pupils: of how many, nobody knows */
  }
  for (size_t i = 0; i < count && of->numerator_state == TELL_STATE_PRESENT; i++)
    of->numerator += parts[i]->numerator;
  if (of->n_state != TELL_STATE_PRESENT)
    of->n = 0;
}

static double power_of_ten(int32_t exponent) {
  double power = 1;
  while (exponent-- > 0)
    power *= 10;
  return power;
}

/* A sum of decimals is a decimal; a sum of doubles misses it by its last bits. */
static double without_noise(double value, int32_t decimals) {
  double power = power_of_ten(decimals);
  double rounded = floor(value * power + 0.5) / power;
  return fabs(rounded - value) < 1e-9 ? rounded : value;
}

static void add_values(const tell__row *const *parts, size_t count, sums *of) {
  tell__stats_sum sum = {0};
  double slack = 0;
  of->decimals_least = parts[0]->decimals;
  for (size_t i = 0; i < count; i++) {
    int32_t decimals = parts[i]->decimals;
    tell__stats_sum_add(&sum, parts[i]->estimate.value);
    of->rounding += tell__stats_rounding_variance(decimals);
    of->decimals_least = decimals < of->decimals_least ? decimals : of->decimals_least;
    of->decimals_most = decimals > of->decimals_most ? decimals : of->decimals_most;
    slack += 0.5 / power_of_ten(decimals);
  }
  of->value = without_noise(tell__stats_sum_value(&sum), of->decimals_most);
  /* Rounded shares of everybody may add up to a little over 100; more than that cannot be. */
  if (!(of->value >= 0 && of->value <= 100 + slack + 1e-9))
    of->state = of->numerator_state = TELL_STATE_INVALID;
  of->value = fmin(of->value, 100);
}

/* Fills estimate and variance of a share whose parts all have a value. */
static void estimate_sum(const sums *of, tell__row *row) {
  int counted = of->numerator_state == TELL_STATE_PRESENT;
  double n = (double)of->n, x = counted ? (double)of->numerator : of->value / 100 * n;
  row->estimate = tell__stats_nothing(TELL_STAT_NO_SPREAD);
  if (of->n > 0)
    row->estimate = tell__estimate_share(x, n, &row->variance.sampling);
  if (!tell__stats_has_interval(&row->estimate)) {
    row->estimate = tell__stats_value_only(of->value, n, "shares_added", row->estimate.state);
    return;
  }
  row->estimate.value = of->value;
  row->estimate.method = counted ? "shares_wilson" : "shares_wilson_fractional";
  if (counted)
    return;
  row->variance.rounding = of->rounding;
  row->estimate.se = sqrt(row->variance.sampling + row->variance.rounding);
}

static void take_flags(const tell__row *const *parts, size_t count, tell__row *row) {
  row->observation = -1;
  for (size_t i = 0; i < count; i++) {
    if (parts[i] == NULL)
      continue;
    row->origin = parts[i]->origin;
    row->provisional |= parts[i]->provisional;
    row->continued |= parts[i]->continued;
    if (row->observation < 0) {
      row->observation = parts[i]->observation; /* where the first of them was read */
      row->decimals = parts[i]->decimals;
    }
  }
}

tell__row tell__derived_row(const tell__row *const *parts, size_t count, const tell__row_key *key) {
  tell__row row = {.key = *key, .coverage_state = TELL_STATE_NOT_APPLICABLE, .comparator = -1};
  sums of = {.state = TELL_STATE_PRESENT,
             .n_state = TELL_STATE_PRESENT,
             .numerator_state = TELL_STATE_PRESENT};
  take_flags(parts, count, &row);
  find_states(parts, count, &of);
  add_counts(parts, count, &of);
  if (of.state == TELL_STATE_PRESENT) {
    add_values(parts, count, &of);
    row.decimals = of.decimals_least;
  }
  row.estimate = tell__stats_nothing(TELL_STAT_MISSING);
  if (of.state == TELL_STATE_PRESENT)
    estimate_sum(&of, &row);
  row.state = of.state;
  row.n_state = of.n_state;
  row.n = of.n;
  row.numerator_state = of.numerator_state;
  row.numerator = of.numerator_state == TELL_STATE_PRESENT ? of.numerator : 0;
  return row;
}

/* The rules at work, and the numbers of their categories among the dataset's pairs. */
typedef struct deriving {
  const tell_dataset *dataset;
  const tell__catalogue_view *catalogue;
  tell__rows *rows;
  int32_t *numbers; /* TELL__CATEGORIES_MAX for each rule; -1: no observation has it */
} deriving;

static int32_t *numbers_of(const deriving *work, int32_t rule) {
  return work->numbers + (size_t)rule * TELL__CATEGORIES_MAX;
}

static void find_numbers(const deriving *work, int32_t rule) {
  const tell__derived *derived = &work->catalogue->derived[rule];
  const char *dimension = work->catalogue->indicators[derived->from].distribution;
  for (int32_t i = 0; i < TELL__CATEGORIES_MAX; i++)
    numbers_of(work, rule)[i] = -1;
  for (int32_t pair = tell__dataset_pair_count(work->dataset); pair-- > 1;) {
    const char *category = tell__dataset_category(work->dataset, pair);
    int32_t position = tell__derived_position(derived, category, strlen(category));
    if (position >= 0 && strcmp(tell__dataset_dimension(work->dataset, pair), dimension) == 0)
      numbers_of(work, rule)[position] = pair;
  }
}

static int is_needed(const deriving *work, int32_t rule, const tell__row_key *key) {
  const tell__derived *derived = &work->catalogue->derived[rule];
  for (int32_t i = 0; i < derived->category_count; i++)
    if (numbers_of(work, rule)[i] == key->category)
      return derived->grade == key->grade;
  return 0;
}

/* The observed row of a key, NULL when there is none. */
static const tell__row *observed(const tell__rows *rows, const tell__row_key *key) {
  const tell__slot *slot = tell__rows_at(rows, key, key->unit);
  return slot == NULL || slot->observed < 0 ? NULL : &rows->rows[slot->observed];
}

/* Adds the share that a category belongs to, unless it is there; 0 without memory. */
static int derive_share(const deriving *work, int32_t rule, tell__row_key key) {
  const tell__derived *derived = &work->catalogue->derived[rule];
  const tell__row *parts[TELL__CATEGORIES_MAX] = {NULL};
  for (int32_t i = 0; i < derived->category_count; i++) {
    key.category = numbers_of(work, rule)[i];
    parts[i] = key.category < 0 ? NULL : observed(work->rows, &key);
  }
  key.indicator = (int16_t)derived->indicator;
  key.category = 0;
  if (observed(work->rows, &key) != NULL)
    return 1;
  tell__row made = tell__derived_row(parts, (size_t)derived->category_count, &key);
  return tell__rows_add(work->rows, &made);
}

/* Goes through the rows that were there before the first share was added. */
static int derive_all(const deriving *work, const tell_catalogue *catalogue) {
  size_t count = work->rows->count;
  for (size_t i = 0; i < count; i++) {
    const tell__row_key key = work->rows->rows[i].key;
    for (int32_t rule = tell__catalogue_derived(catalogue, key.indicator); rule >= 0;
         rule = tell__catalogue_derived_next(catalogue, rule))
      if (is_needed(work, rule, &key) && !derive_share(work, rule, key))
        return 0;
  }
  return 1;
}

tell_status tell__derive(const tell_dataset *dataset, tell__rows *rows, tell_error *err) {
  const tell_catalogue *catalogue = tell__dataset_get(dataset)->catalogue;
  deriving work = {.dataset = dataset, .catalogue = tell__catalogue_get(catalogue), .rows = rows};
  size_t rules = (size_t)work.catalogue->derived_count;
  work.numbers = tell__alloc_array(rules * TELL__CATEGORIES_MAX, sizeof *work.numbers);
  if (work.numbers == NULL)
    return tell__fail_memory(err);
  for (size_t rule = 0; rule < rules; rule++)
    find_numbers(&work, (int32_t)rule);
  int ok = derive_all(&work, catalogue);
  tell__free(work.numbers);
  return ok ? TELL_OK : tell__fail_memory(err);
}
