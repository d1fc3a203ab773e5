/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scales of the tests: cut points between levels (cutpoints.csv), and what a publisher
 * corrected afterwards (rescalings.csv). */
#include <math.h>

#include "catalogue/store.h"

int tell__settle_cutpoint(void *record, tell__defect *defect) {
  static const char *const fields[TELL__LIMITS_MAX] = {"limit_2", "limit_3", "limit_4", "limit_5"};
  tell__cutpoint *made = record;
  int32_t count = 0;
  if (made->last_period != 0 && made->first_period > made->last_period)
    return tell__settle_wrong(defect, "last_period", "the last school year comes before the first");
  while (count < TELL__LIMITS_MAX && !isnan(made->limits[count]))
    count++;
  made->limit_count = count;
  for (int32_t i = 1; i < TELL__LIMITS_MAX; i++) {
    if (i < count && made->limits[i] <= made->limits[i - 1])
      return tell__settle_wrong(defect, fields[i], "a limit must be above the one before");
    if (i > count && !isnan(made->limits[i]))
      return tell__settle_wrong(defect, fields[i], "the limit before is missing");
  }
  for (int32_t i = count; i < TELL__LIMITS_MAX; i++)
    made->limits[i] = 0;
  return 1;
}

int tell__settle_rescaling(void *record, tell__defect *defect) {
  const tell__rescaling *made = record;
  if (made->old_sd <= 0)
    return tell__settle_wrong(defect, "old_sd", "a standard deviation must be above 0");
  if (made->new_sd <= 0)
    return tell__settle_wrong(defect, "new_sd", "a standard deviation must be above 0");
  return 1;
}

static int holds_in(const tell__cutpoint *cutpoint, int32_t period) {
  return cutpoint->first_period <= period &&
         (cutpoint->last_period == 0 || period <= cutpoint->last_period);
}

/* Of several that hold, the one that began last: new cut points need no change in the old row. */
const tell__cutpoint *tell__catalogue_cutpoints(const tell_catalogue *catalogue, int32_t indicator,
                                                int32_t grade, int32_t period) {
  const tell__chain *chain = &catalogue->index.cutpoints;
  const tell__cutpoint *latest = NULL;
  if (indicator < 0 || indicator >= catalogue->view.indicators_count)
    return NULL;
  for (int32_t row = chain->first[indicator]; row >= 0; row = chain->next[row]) {
    const tell__cutpoint *found = &catalogue->view.cutpoints[row];
    if (found->grade == grade && holds_in(found, period) &&
        (latest == NULL || found->first_period > latest->first_period))
      latest = found;
  }
  return latest;
}

int32_t tell__cutpoint_level(const tell__cutpoint *cutpoint, double score) {
  int32_t level = 1;
  if (isnan(score))
    return 0;
  while (level <= cutpoint->limit_count && score >= cutpoint->limits[level - 1])
    level++;
  return level;
}

int32_t tell__catalogue_level(const tell_catalogue *catalogue, int32_t indicator, int32_t grade,
                              int32_t period, double score) {
  const tell__cutpoint *found = tell__catalogue_cutpoints(catalogue, indicator, grade, period);
  return found != NULL ? tell__cutpoint_level(found, score) : 0;
}

/* SSB, "Korrigerte tall for nasjonale prøveresultater over tid" (13.11.2025), table 1. */
const tell__rescaling *tell__catalogue_rescaling(const tell_catalogue *catalogue, int32_t indicator,
                                                 int32_t grade, int32_t period) {
  const tell__chain *chain = &catalogue->index.rescalings;
  if (indicator < 0 || indicator >= catalogue->view.indicators_count)
    return NULL;
  for (int32_t row = chain->first[indicator]; row >= 0; row = chain->next[row]) {
    const tell__rescaling *found = &catalogue->view.rescalings[row];
    if (found->grade == grade && found->period == period)
      return found;
  }
  return NULL;
}

double tell__rescaling_value(const tell__rescaling *by, double value) {
  return by->new_sd / by->old_sd * (value - by->old_mean) + by->new_mean;
}
