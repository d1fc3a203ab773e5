/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result object of telling/stats.h. */
#include "stats/statistic.h"

#include <string.h>

#include "base/alloc.h"

typedef struct further_number {
  const char *name;
  double value;
} further_number;

struct tell_statistic {
  tell__estimate estimate;
  int32_t count;
  further_number numbers[TELL__STATISTIC_NUMBERS];
};

static const tell__estimate nothing = {.state = TELL_STAT_MISSING};

static const tell__estimate *estimate_of(const tell_statistic *statistic) {
  return statistic == NULL ? &nothing : &statistic->estimate;
}

tell_status tell_statistic_create(tell_statistic **out, tell_error *err) {
  tell__error_clear(err);
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "a statistic needs a place to go");
  *out = tell__alloc(sizeof **out);
  if (*out == NULL)
    return tell__fail_memory(err);
  (*out)->estimate = nothing;
  return TELL_OK;
}

void tell_statistic_free(tell_statistic *statistic) { tell__free(statistic); }

tell_status tell__statistic_begin(tell_statistic *out, tell_error *err) {
  tell__error_clear(err);
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "a statistic needs a result to fill");
  out->estimate = nothing;
  out->count = 0;
  return TELL_OK;
}

void tell__statistic_set(tell_statistic *out, const tell__estimate *estimate) {
  out->estimate = *estimate;
}

void tell__statistic_add(tell_statistic *out, const char *name, double value) {
  if (out->count == TELL__STATISTIC_NUMBERS)
    return;
  out->numbers[out->count].name = name;
  out->numbers[out->count].value = value;
  out->count++;
}

tell_stat_state tell_statistic_state(const tell_statistic *statistic) {
  return estimate_of(statistic)->state;
}

int32_t tell_statistic_has_value(const tell_statistic *statistic) {
  return tell__stats_has_value(estimate_of(statistic));
}

int32_t tell_statistic_has_interval(const tell_statistic *statistic) {
  return tell__stats_has_interval(estimate_of(statistic));
}

double tell_statistic_value(const tell_statistic *statistic) {
  return estimate_of(statistic)->value;
}

double tell_statistic_se(const tell_statistic *statistic) { return estimate_of(statistic)->se; }

double tell_statistic_lo(const tell_statistic *statistic) { return estimate_of(statistic)->lo; }

double tell_statistic_hi(const tell_statistic *statistic) { return estimate_of(statistic)->hi; }

double tell_statistic_level(const tell_statistic *statistic) {
  return estimate_of(statistic)->level;
}

double tell_statistic_n(const tell_statistic *statistic) { return estimate_of(statistic)->n; }

const char *tell_statistic_method(const tell_statistic *statistic) {
  const char *method = estimate_of(statistic)->method;
  return method == NULL ? "" : method;
}

int32_t tell_statistic_number(const tell_statistic *statistic, const char *name, double *value) {
  if (name == NULL || value == NULL)
    return 0;
  for (int32_t i = 0; i < tell_statistic_number_count(statistic); i++)
    if (strcmp(statistic->numbers[i].name, name) == 0) {
      *value = statistic->numbers[i].value;
      return 1;
    }
  return 0;
}

int32_t tell_statistic_number_count(const tell_statistic *statistic) {
  return statistic == NULL ? 0 : statistic->count;
}

const char *tell_statistic_number_name(const tell_statistic *statistic, int32_t index) {
  return index < 0 || index >= tell_statistic_number_count(statistic)
             ? ""
             : statistic->numbers[index].name;
}
