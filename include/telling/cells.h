/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/cells.h
 * All figures of a dataset that its schools add up to, series after series with
 * the trend of each: for a country with millions of figures, where a table of
 * all of them would not fit, and for programs that work on with n, mean and
 * standard error themselves.
 *
 * These figures are **unprotected**. So they are given out only under a policy
 * that hides nothing, which the caller must name ("none", or one whose limits
 * are all 0). Whoever passes them on is responsible for small groups; for
 * everything else there is a release (telling/release.h), with comparisons,
 * coverage and published figures beside the computed ones.
 *
 * @code
 *   tell_cells_create(dataset, "none", 0.95, &cells, err);
 *   tell_cells_series(cells, 0, tell_cells_unit_count(cells), &series, err);
 *   while ((status = tell_series_next(series, err)) == TELL_OK)
 *     for (int32_t i = 0; i < tell_series_count(series); i++)
 *       use(tell_series_periods(series)[i], tell_series_means(series)[i], ...);
 *   tell_series_free(series);
 *   tell_cells_free(cells);
 * @endcode
 *
 * **Which figures.** Observations of schools whose indicator is a mean, in
 * whatever unit of measure. A *cell* is the figure of a unit, indicator,
 * source, group of pupils and school year: of a school its own observation, of
 * any other unit all observations of the schools in it, which are the schools
 * that have it as area, parent, or parent's parent. Figures that were published
 * for those units are no part of it, and shares, totals, ratios and medians are
 * none of these cells. A *series* is the cells of a unit, indicator, source and
 * group between two breaks of the catalogue: nothing is computed across one.
 *
 * **A cell.** An observation is *used* when it is present with n >= 1 and a
 * standard deviation of the pupils (not one that is pooled over items). Those
 * of any other state are *unused*; where an indicator does not apply there is
 * no observation at all, and no cell where there are none of either kind. Over
 * the used ones:
 *
 *   N = Σ n,  mean = Σ n·y / N
 *   SS = Σ (n − 1)s² + Σ n(y − mean)²,  se = √(SS/(N − 1)) / √N
 *   interval = mean ± z·se
 *
 * which is what all pupils counted together would give. Pupils count as drawn
 * one by one; the rounding of published figures is not added.
 *
 * **Order.** Units: as in tell_dataset_units(), those without such observations
 * left out. Series of a unit: by
 * indicator and source as in the catalogue, grade, gender, owner, category,
 * first school year. It depends neither on the order of the rows that were read
 * nor on threads, and no bit of a figure does.
 *
 * **Threads.** The cells never change: any number of the caller's own threads
 * may each go through units of their own at the same time.
 */
#ifndef TELLING_CELLS_H
#define TELLING_CELLS_H

#include "dataset.h"
#include "stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Where the figures of a dataset are. Needs the dataset and the catalogue as long as it lives.
 * Free with tell_cells_free(). */
typedef struct tell_cells tell_cells;

/** A series, and the place in the units that are gone through. Belongs to one thread at a time;
 * needs the cells. Free with tell_series_free(). */
typedef struct tell_series tell_series;

/** How Mann-Kendall's S is judged where values are tied. */
enum {
  TELL_TIES_COUNTED = 0, /**< by all orders of these very values: exact with ties */
  TELL_TIES_IGNORED = 1  /**< by the table for values that all differ, as printed tables do */
};

/**
 * Finds the series of a dataset. Nothing is added up before a unit is gone through.
 * @param dataset borrowed until the cells are freed.
 * @param policy name of a policy that hides nothing; must be named.
 * @param level of the intervals, in (0, 1), such as 0.95.
 * @param out receives the cells, owned by the caller; NULL on failure.
 * @return #TELL_OK, also when there are none; #TELL_E_ARGUMENT (NULL, no policy named, a level that
 *         is none); #TELL_E_POLICY (no such policy, or one that hides something: then a release is
 *         the way); #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_cells_create(const tell_dataset *dataset, const char *policy,
                                       double level, tell_cells **out, tell_error *err);

/** Frees cells; NULL is allowed. @since 0.1 */
TELL_API void tell_cells_free(tell_cells *cells);

/** Gives the name of the policy that the caller named. Borrowed from the catalogue; "" for NULL.
 * @since 0.1 */
TELL_API const char *tell_cells_policy(const tell_cells *cells);

/** Gives the number of units with cells; 0 for NULL. @since 0.1 */
TELL_API int64_t tell_cells_unit_count(const tell_cells *cells);

/** Gives the level of a unit by its index from 0: "nation", "county", "municipality", "area",
 * "school"; "" when there is no such unit. Constant text. @since 0.1 */
TELL_API const char *tell_cells_unit_level(const tell_cells *cells, int64_t unit);

/** Gives the code of a unit; "" when there is no such unit. Borrowed from the dataset. @since 0.1
 */
TELL_API const char *tell_cells_unit_code(const tell_cells *cells, int64_t unit);

/** Gives the name of a unit, its code where no file gives a name; "" when there is no such unit.
 * Borrowed from the dataset. @since 0.1 */
TELL_API const char *tell_cells_unit_name(const tell_cells *cells, int64_t unit);

/**
 * Begins to go through the series of some units, one after the other.
 * @param first index of the first unit.
 * @param count how many units; 0 is allowed.
 * @param out receives the place before the first series, owned by the caller; NULL on failure.
 * @return #TELL_OK; #TELL_E_ARGUMENT (NULL, or units that are not there); #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_cells_series(const tell_cells *cells, int64_t first, int64_t count,
                                       tell_series **out, tell_error *err);

/**
 * Begins again with other units: what it takes to go through units stays.
 * @return #TELL_OK; #TELL_E_ARGUMENT: then nothing has changed.
 * @since 0.1
 */
TELL_API tell_status tell_series_restart(tell_series *series, int64_t first, int64_t count,
                                         tell_error *err);

/** Frees a series; NULL is allowed. @since 0.1 */
TELL_API void tell_series_free(tell_series *series);

/**
 * Goes to the next series, which the functions below then tell of. Before the
 * first one and behind the last one they give -1 for the unit, "", 0 and NULL, as for NULL.
 * What was borrowed of the series before is no longer valid.
 * @return #TELL_OK; #TELL_END behind the last one; #TELL_E_ARGUMENT.
 * @since 0.1
 */
TELL_API tell_status tell_series_next(tell_series *series, tell_error *err);

/** Gives the index of the unit. @since 0.1 */
TELL_API int64_t tell_series_unit(const tell_series *series);

/** Gives the id of the indicator. Borrowed from the catalogue, as the source. @since 0.1 */
TELL_API const char *tell_series_indicator(const tell_series *series);

/** Gives the id of the source. @since 0.1 */
TELL_API const char *tell_series_source(const tell_series *series);

/** Gives the grade; 0: all grades together, or the file does not say. @since 0.1 */
TELL_API int32_t tell_series_grade(const tell_series *series);

/** Gives the gender: 1 girls, 2 boys, 0 all pupils. @since 0.1 */
TELL_API int32_t tell_series_gender(const tell_series *series);

/** Gives the owner: 1 public, 2 private, 0 all schools. @since 0.1 */
TELL_API int32_t tell_series_owner(const tell_series *series);

/** Gives the dimension of a further breakdown, "" without one. Borrowed from the dataset, as the
 * category. @since 0.1 */
TELL_API const char *tell_series_dimension(const tell_series *series);

/** Gives the category of a further breakdown, "" without one. @since 0.1 */
TELL_API const char *tell_series_category(const tell_series *series);

/** Gives the number of cells: at least 1. The arrays below are as long. @since 0.1 */
TELL_API int32_t tell_series_count(const tell_series *series);

/** Gives the school years of the cells as their first years, rising. Borrowed until the next
 * series, as all arrays here. @since 0.1 */
TELL_API const int32_t *tell_series_periods(const tell_series *series);

/** Gives how many observations each cell is made of. @since 0.1 */
TELL_API const int64_t *tell_series_used(const tell_series *series);

/** Gives how many observations could not be used: hidden, missing, without n or spread. @since 0.1
 */
TELL_API const int64_t *tell_series_unused(const tell_series *series);

/** Gives the numbers of pupils behind the cells. @since 0.1 */
TELL_API const int64_t *tell_series_n(const tell_series *series);

/**
 * Gives the states of the cells: #TELL_STAT_OK; #TELL_STAT_EMPTY (no observation could be used: no
 * mean); #TELL_STAT_TOO_FEW_POINTS (one pupil: a mean without interval); #TELL_STAT_ZERO_VARIANCE
 * (all pupils equal: an interval without width); #TELL_STAT_DOMAIN_ERROR (a number that is none, or
 * too large: no mean). Numbers that are not there are 0.
 * @since 0.1
 */
TELL_API const tell_stat_state *tell_series_states(const tell_series *series);

/** Gives the means, in the indicator's unit. @since 0.1 */
TELL_API const double *tell_series_means(const tell_series *series);

/**
 * Gives the standard errors of the means, as all pupils counted together would
 * have them.
 *
 * Formula: se = √(SS/(N − 1)) / √N with SS = Σ (n − 1)s² + Σ n(y − mean)² over
 * the used observations (n, y, s), N = Σ n and mean = Σ n·y / N.
 *
 * Edges: one pupil has no standard error; pupils that are all equal have 0, which
 * is no point of a trend; of a single school it is s/√n.
 *
 * Reference: the sum-of-squares identity of one-way analysis of variance (Fisher
 * 1925, Statistical Methods for Research Workers, chapter VII).
 * @since 0.1
 */
TELL_API const double *tell_series_ses(const tell_series *series);

/** Gives the lower ends of the intervals. @since 0.1 */
TELL_API const double *tell_series_los(const tell_series *series);

/** Gives the upper ends of the intervals. @since 0.1 */
TELL_API const double *tell_series_his(const tell_series *series);

/**
 * Computes the trend of the series by Theil-Sen, Mann-Kendall and least-squares lines, equally
 * weighted and weighted by known standard errors. Its points are the cells with one above 0.
 *
 * Formula: t the school year, m the mean. Theil-Sen: the median of (m_j − m_i)/(t_j − t_i) over
 * all pairs i < j. Mann-Kendall: S = Σ sgn(m_j − m_i), p = P(|S0| >= |S|) over random orders.
 * OLS: Σ(t − t̄)(m − m̄)/Σ(t − t̄)². WLS: the same with weights w = 1/se² taken as known, se =
 * 1/√Σw(t − t_w)². Slopes are per year, in the indicator's unit.
 *
 * Edges: fewer than 3 points give #TELL_STAT_TOO_FEW_POINTS and no number but
 * the count; values all tied give S = 0 and p = 1; real years are used, so a
 * gap is a gap; a slope below the rounding of the values is exactly 0.
 *
 * Reference: Sen 1968, JASA 63, 1379-1389; Mann 1945, Econometrica 13, 245-259;
 * Kendall 1975, Rank Correlation Methods.
 *
 * @param ties #TELL_TIES_COUNTED or #TELL_TIES_IGNORED.
 * @param tie_tolerance 0 or more: means count as tied when the gap to the next larger one is at
 *        most this, and gaps chain; 1e-9 is made for means that differ only by rounding.
 * @param points receives the number of points; may be NULL, as all that receive something.
 * @param theil_sen receives the Theil-Sen slope.
 * @param s receives Mann-Kendall's S.
 * @param p receives its two-sided p.
 * @param ols receives the slope with equal weights.
 * @param wls receives the slope with known standard errors.
 * @param wls_se receives its standard error.
 * @param trend_state receives #TELL_STAT_OK; #TELL_STAT_TOO_FEW_POINTS; #TELL_STAT_DOMAIN_ERROR
 *        (slopes beyond 1e100); #TELL_STAT_NOT_POSSIBLE (more than 32 points). Without
 *        #TELL_STAT_OK all numbers but `points` are 0.
 * @return #TELL_OK, whatever the state; #TELL_E_ARGUMENT (NULL, not at a series, `ties` that is
 *         none, a tolerance below 0 or not a number); #TELL_E_MEMORY. On failure nothing is
 * written.
 * @since 0.1
 */
TELL_API tell_status tell_series_trend(const tell_series *series, int32_t ties,
                                       double tie_tolerance, int32_t *points, double *theil_sen,
                                       double *s, double *p, double *ols, double *wls,
                                       double *wls_se, tell_stat_state *trend_state,
                                       tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
