/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/analysis_persistence.h
 * In how many of the last years a figure was below or above its reference.
 * One of the kinds of telling/analysis.h, where the columns of every analysis stand.
 */
#ifndef TELLING_ANALYSIS_PERSISTENCE_H
#define TELLING_ANALYSIS_PERSISTENCE_H

#include "analysis.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  /**
   * Persistence: is a unit below (or above) its reference year after year? One row per series
   * (unit × indicator × breakdown) that can be held against the reference: the unit above, or
   * the nation, as the options say. Not for totals.
   *
   * Looked at are the last `years_asked` school years that can be compared, in the unbroken stretch
   * of the last one to which the reference applies; years between them without a figure, or with
   * a hidden one, are passed over. In each the figure is tested against the reference of the
   * same school year, as "parent" and "nation" of the comparisons.
   *
   * Columns
   *  - text: reference ("parent", "nation"), verdict, reading
   *  - whole numbers: period_first, period_last (of the school years looked at), years_asked (5),
   *    years_needed (3), years_compared (with an interval of the difference), years_lower,
   *    years_higher (whose interval does not hold 0), years_hidden
   *  - real numbers: chance
   *
   * Formulas
   *  - verdict: "persistently_lower" when years_lower >= years_needed, "persistently_higher"
   *    likewise, "not" when neither or both are; "too_few" when years_compared < years_needed.
   *  - chance: how likely at least years_needed of years_compared years are below when
   *    nothing differs, Σ_{j >= k} C(m, j)·a^j·(1 − a)^(m − j), a = (1 − confidence)/2; the
   *    same for above. Pupils of several years are taken as independent; of the same school
   *    they are alike, so that the chance is a lower limit. `too_few` with that verdict.
   *  - reading: "better" or "worse" where the verdict is persistent and the catalogue gives a
   *    direction, else `not_applicable`.
   */
  TELL_ANALYSIS_PERSISTENCE = 7
};

#ifdef __cplusplus
}
#endif

#endif
