/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Theil-Sen slope; see the header. */
#include "stats/theil_sen.h"

#include "base/alloc.h"
#include "stats/sort.h"

/* Fills `slopes` (room for all pairs) and returns how many pairs have different years. */
static size_t pair_slopes(const tell__stats_point *points, size_t count, double *slopes) {
  size_t pairs = 0;
  for (size_t j = 1; j < count; j++)
    for (size_t i = 0; i < j; i++)
      if (points[i].year != points[j].year)
        slopes[pairs++] = (points[j].value - points[i].value) / (points[j].year - points[i].year);
  return pairs;
}

static int all_numbers(const double *numbers, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!tell__stats_is_number(numbers[i]))
      return 0;
  return 1;
}

static int all_points(const tell__stats_point *points, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!tell__stats_is_number(points[i].year) || !tell__stats_is_number(points[i].value))
      return 0;
  return 1;
}

tell_status tell__stats_theil_sen(const tell__stats_point *points, size_t count,
                                  tell__estimate *out) {
  double *slopes = NULL;
  *out = tell__stats_nothing(TELL__STAT_MISSING);
  if (count > TELL__STATS_MOST_POINTS)
    return TELL_E_LIMIT;
  if (!all_points(points, count)) {
    *out = tell__stats_nothing(TELL__STAT_DOMAIN_ERROR);
    return TELL_OK;
  }
  if (count < 2) {
    *out = tell__stats_nothing(TELL__STAT_TOO_FEW_POINTS);
    return TELL_OK;
  }
  slopes = tell__alloc_array(count * (count - 1) / 2, sizeof *slopes);
  if (slopes == NULL)
    return TELL_E_MEMORY;
  size_t pairs = pair_slopes(points, count, slopes);
  if (pairs == 0) {
    *out = tell__stats_nothing(TELL__STAT_TOO_FEW_POINTS);
  } else if (!all_numbers(slopes, pairs)) {
    *out = tell__stats_nothing(TELL__STAT_DOMAIN_ERROR);
  } else {
    tell__stats_sort(slopes, pairs);
    *out = tell__stats_value_only(tell__stats_sorted_median(slopes, pairs), (double)count,
                                  "theil_sen", TELL__STAT_OK);
  }
  tell__free(slopes);
  return TELL_OK;
}
