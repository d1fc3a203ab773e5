/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The change of a mean of units between two years, taken apart: within units, and between them. */
#ifndef TELL_STATS_DECOMPOSE_H
#define TELL_STATS_DECOMPOSE_H

#include "stats/stats.h"

/** A unit in two years; a year it is not in has n = 0 and no spread. */
typedef struct tell__stats_turn {
  tell__stats_part before, after;
  int32_t is_once; /* of a unit that is in one year only: which of the two sums it belongs to */
} tell__stats_turn;

typedef struct tell__stats_decomposition {
  tell__estimate change; /* of the mean of all units */
  tell__estimate within; /* of the units of both years */
  tell__estimate shift;
  double once[2]; /* units of one year only, by is_once */
} tell__stats_decomposition;

/**
 * With w = n/Σn of a year over the units that are in both years, ȳ_i the mean of a unit's two
 * values and ȳ that of the two means Y of these units:
 *   within = Σ ½(w_before + w_after)·(y_after − y_before)
 *   shift  = Σ (w_after − w_before)·(ȳ_i − ȳ)
 * and for units of one year, with v = n/Σn over all units of that year,
 *   once   = Σ v·(y − Y) of the later year less the same of the earlier one,
 * so that change = within + shift + once[0] + once[1] exactly.
 * Variances take the years as independent cohorts and the numbers of pupils as given: that of
 * within is Σ ¼(w + w')²·(s² + s'²), of shift Σ ¼(w' − w)²·(s² + s'²), of change Σ v²·s² over both
 * years. Intervals of t where variances were estimated, with the wobble Σ c⁴·w, c what a value is
 * multiplied with (tell__stats_mean_widen()); normal without such.
 *
 * Method "within_between". States: OK; ZERO_VARIANCE; NO_SPREAD (a spread is missing: values
 * without intervals); EMPTY (no unit with n > 0 in both years); MISSING (an n is missing);
 * DOMAIN_ERROR (n < 0, a negative variance, not a number, level). Equal for all three estimates
 * where there are no values; then once is 0.
 * Reference: the symmetric form of Oaxaca's and Kitagawa's decomposition (Kitagawa 1955, JASA 50,
 * 1168-1194) over units instead of rates.
 */
tell__stats_decomposition tell__stats_decompose(const tell__stats_turn *turns, size_t count,
                                                double level);

#endif
