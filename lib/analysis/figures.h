/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The indicator set of a release, to read: its columns as arrays, the key of a
 * row, and the rows of that key at another unit, school year, gender or
 * category. The only way in which analyses see figures: what the release
 * hides has no number here either.
 */
#ifndef TELL_ANALYSIS_FIGURES_H
#define TELL_ANALYSIS_FIGURES_H

#include "base/keymap.h"
#include "base/text.h"
#include "catalogue/catalogue.h"
#include "stats/stats.h"
#include "table/about.h"
#include "table/columns.h"
#include "telling/release.h"

#define TELL__FIGURE_TEXTS(X)                                                                      \
  TELL__ROW_ABOUT(X)                                                                               \
  X(area)                                                                                          \
  X(school_year)                                                                                   \
  X(origin)                                                                                        \
  X(method)                                                                                        \
  X(interval_state)                                                                                \
  X(comparator_origin)                                                                             \
  X(verdict)                                                                                       \
  X(file)

#define TELL__FIGURE_WHOLES(X)                                                                     \
  X(period)                                                                                        \
  X(grade)                                                                                         \
  X(decimals)                                                                                      \
  X(provisional)                                                                                   \
  X(n)                                                                                             \
  X(numerator)                                                                                     \
  X(children)                                                                                      \
  X(children_visible)                                                                              \
  X(children_suppressed)                                                                           \
  X(line)

#define TELL__FIGURE_REALS(X)                                                                      \
  X(value)                                                                                         \
  X(se)                                                                                            \
  X(confidence)                                                                                    \
  X(lo)                                                                                            \
  X(hi)                                                                                            \
  X(coverage)                                                                                      \
  X(participation)                                                                                 \
  X(difference)                                                                                    \
  X(difference_se)                                                                                 \
  X(difference_lo)                                                                                 \
  X(difference_hi)

#define TELL__FIGURE_INDEX(name) TELL__FIGURE_##name,

enum { TELL__FIGURE_TEXTS(TELL__FIGURE_INDEX) TELL__FIGURE_TEXT_COUNT };
enum { TELL__FIGURE_WHOLES(TELL__FIGURE_INDEX) TELL__FIGURE_WHOLE_COUNT };
enum { TELL__FIGURE_REALS(TELL__FIGURE_INDEX) TELL__FIGURE_REAL_COUNT };

/** A unit, as codes of the table's texts; -1 = none. */
typedef struct tell__figure_unit {
  int64_t level, code;
} tell__figure_unit;

/** What a row is about: texts as codes of the table's texts (0 = none). */
typedef struct tell__figure_key {
  tell__figure_unit unit;
  int64_t indicator, source, period, grade, gender, owner, dimension, category;
} tell__figure_key;

typedef struct tell__figures {
  const tell_catalogue *catalogue;
  const tell_release *release;
  const tell_table *table; /* open: rows are the release's own */
  const tell__strings *strings;
  int64_t count;
  tell__texts texts[TELL__FIGURE_TEXT_COUNT];    /* by TELL__FIGURE_<column> */
  tell__wholes wholes[TELL__FIGURE_WHOLE_COUNT]; /* likewise */
  tell__reals reals[TELL__FIGURE_REAL_COUNT];    /* likewise */
  int32_t *indicators;                           /* of each row, in the catalogue's view */
  tell__figure_unit nation;                      /* -1, -1 when no row is about it */
  int64_t school, computed;                      /* codes of these words, -1 */
  tell__keymap *places;                          /* key and kind of origin → row */
} tell__figures;

/**
 * Reads the indicator set of a release. Borrows release and catalogue.
 * @param catalogue NULL: definitions (indicators, segments) are not asked for.
 * @param figures filled; freed with tell__figures_free() whatever the status.
 * @return #TELL_OK; #TELL_E_ARGUMENT (the release was made with another catalogue); #TELL_E_MEMORY.
 */
tell_status tell__figures_read(const tell_catalogue *catalogue, const tell_release *release,
                               tell__figures *figures, tell_error *err);
void tell__figures_free(tell__figures *figures);

/* A cell; 1 when it is present, and only then `out` is set. */
int tell__figure_real(const tell__figures *figures, int column, int64_t row, double *out);
int tell__figure_whole(const tell__figures *figures, int column, int64_t row, int64_t *out);
/** A text cell, "" where there is none. Borrowed. */
const char *tell__figure_text(const tell__figures *figures, int column, int64_t row);

/** The code of a text, -1 when no cell of the table has it. */
int64_t tell__figures_code(const tell__figures *figures, const char *text);

/** The definition of a row's indicator. */
const tell__indicator *tell__figures_indicator(const tell__figures *figures, int64_t row);

/** What a row is about; change what is to differ and look it up. */
tell__figure_key tell__figures_key(const tell__figures *figures, int64_t row);

/** The unit above, and the area of a school; -1, -1 when there is none. */
tell__figure_unit tell__figures_parent(const tell__figures *figures, int64_t row);
tell__figure_unit tell__figures_area(const tell__figures *figures, int64_t row);

int tell__figures_is_computed(const tell__figures *figures, int64_t row);

/** The row of a key, published or local (`computed` 0) or computed (1); -1 when there is none. */
int64_t tell__figures_find(const tell__figures *figures, const tell__figure_key *key, int computed);

/**
 * The row that stands for a key: the unit's own, or the computed one where the own one has no
 * value (or is not there) and that has. -1 when there is neither.
 */
int64_t tell__figures_used(const tell__figures *figures, const tell__figure_key *key);

/*
 * Rows are in the order of telling/indicators.h: by unit, indicator, group, school year, origin.
 * The row behind the last one of the series (all but school year and origin equal), or of the unit.
 */
int64_t tell__figures_series_end(const tell__figures *figures, int64_t first);
int64_t tell__figures_unit_end(const tell__figures *figures, int64_t first);

/** The unbroken stretch of a row: rows of one indicator and grade are comparable exactly when it is
 * equal. */
int32_t tell__figures_segment(const tell__figures *figures, int64_t row);

/**
 * A row with a value as a part of a mean or a comparison. The variance is that of the released
 * standard error; its rounding part is known for the methods "published_margin" and
 * "wilson_fractional" and counted as sampling elsewhere. How well it is known is
 * told by the method and, of computed figures, by the interval.
 */
tell__stats_part tell__figures_part(const tell__figures *figures, int64_t row);

/** tell__stats_mean_wobble() of an interval that the row holds in these columns of reals; 0 where
 * it holds none. */
double tell__figures_wobble(const tell__figures *figures, int64_t row, int se, int lo, int hi);

#endif
