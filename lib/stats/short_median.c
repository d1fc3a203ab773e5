/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The median of a short list; see the header.
 *
 * Few numbers are not searched but sorted, so far as the middle needs it, by
 * comparing fixed places: no branch depends on a number, where a search by
 * parting at a pivot is foretold wrong some ten times. They stand as a table of
 * rows and two lanes, and a lane is a column of twelve: what is done to one
 * column is done to both, in the same steps, which a compiler turns into
 * instructions for two doubles at once, all of a column in registers.
 */
#include "stats/short_median.h"

#include <math.h>
#include <string.h>

enum { ROWS = 12, LANES = 2, FEW = TELL__STATS_MEDIAN_FEW };

_Static_assert(FEW == 2 * ROWS * LANES, "few numbers are two tables");

/* Compilers know these forms as instructions. Of two zeros the sign may be lost. */
static inline double smaller(double a, double b) { return a < b ? a : b; }
static inline double larger(double a, double b) { return a > b ? a : b; }

static inline void order(double *column, int i, int j) {
  double a = column[i], b = column[j];
  column[i] = smaller(a, b);
  column[j] = larger(a, b);
}

static inline void take_column(double (*table)[LANES], int lane, double *column) {
  for (int row = 0; row < ROWS; row++)
    column[row] = table[row][lane];
}

static inline void put_column(const double *column, int lane, double (*table)[LANES]) {
  for (int row = 0; row < ROWS; row++)
    table[row][lane] = column[row];
}

/* The shortest network for twelve that is known: 39 comparisons in nine layers (a line each). */
static inline void sort_columns(double (*table)[LANES]) {
  for (int lane = 0; lane < LANES; lane++) {
    double c[ROWS];
    take_column(table, lane, c);
    /* clang-format off */
    order(c, 0, 8); order(c, 1, 7); order(c, 2, 6); order(c, 3, 11); order(c, 4, 10); order(c, 5, 9);
    order(c, 0, 1); order(c, 2, 5); order(c, 3, 4); order(c, 6, 9); order(c, 7, 8); order(c, 10, 11);
    order(c, 0, 2); order(c, 1, 6); order(c, 5, 10); order(c, 9, 11);
    order(c, 0, 3); order(c, 1, 2); order(c, 4, 6); order(c, 5, 7); order(c, 8, 11); order(c, 9, 10);
    order(c, 1, 4); order(c, 3, 5); order(c, 6, 8); order(c, 7, 10);
    order(c, 1, 3); order(c, 2, 5); order(c, 6, 9); order(c, 8, 10);
    order(c, 2, 3); order(c, 4, 5); order(c, 6, 7); order(c, 8, 9);
    order(c, 4, 6); order(c, 5, 7);
    order(c, 3, 4); order(c, 5, 6); order(c, 7, 8);
    /* clang-format on */
    put_column(c, lane, table);
  }
}

/* Sorts columns that rise and then fall, or the other way round (Batcher 1968): halves, quarters,
 * and threes. */
static inline void sort_bitonic_columns(double (*table)[LANES]) {
  for (int lane = 0; lane < LANES; lane++) {
    double c[ROWS];
    take_column(table, lane, c);
    /* clang-format off */
    order(c, 0, 6); order(c, 1, 7); order(c, 2, 8); order(c, 3, 9); order(c, 4, 10); order(c, 5, 11);
    order(c, 0, 3); order(c, 1, 4); order(c, 2, 5); order(c, 6, 9); order(c, 7, 10); order(c, 8, 11);
    order(c, 0, 1); order(c, 3, 4); order(c, 6, 7); order(c, 9, 10);
    order(c, 1, 2); order(c, 4, 5); order(c, 7, 8); order(c, 10, 11);
    order(c, 0, 1); order(c, 3, 4); order(c, 6, 7); order(c, 9, 10);
    /* clang-format on */
    put_column(c, lane, table);
  }
}

/* Two sorted columns above each other: afterwards no number of the lower one is above one of the
 * upper one, and both are bitonic. */
static inline void part_columns(double (*restrict lower)[LANES], double (*restrict upper)[LANES]) {
  for (int row = 0; row < ROWS; row++)
    for (int lane = 0; lane < LANES; lane++) {
      double a = lower[row][lane], b = upper[ROWS - 1 - row][lane];
      lower[row][lane] = smaller(a, b);
      upper[ROWS - 1 - row][lane] = larger(a, b);
    }
}

/* The two numbers in the middle. */
typedef struct middle {
  double low, high;
} middle;

/* Of two long columns, each the lower table's and then the upper's: the smaller ones of one from
 * below and the other from above are the lower half of all numbers. */
static inline middle meet(double (*lower)[LANES], double (*upper)[LANES]) {
  double low[LANES], high[LANES];
  for (int lane = 0; lane < LANES; lane++) {
    double least[ROWS], most[ROWS];
    for (int row = 0; row < ROWS; row++) {
      double a = lower[row][lane], b = upper[ROWS - 1 - row][LANES - 1 - lane];
      least[row] = smaller(a, b);
      most[row] = larger(a, b);
    }
    for (int row = ROWS - 1; row > 0; row--) { /* as a tree: few steps wait for each other */
      least[row / 2] = larger(least[row / 2], least[row]);
      most[row / 2] = smaller(most[row / 2], most[row]);
    }
    low[lane] = least[0];
    high[lane] = most[0];
  }
  return (middle){larger(low[0], low[1]), smaller(high[0], high[1])};
}

/* Filled up with as many infinite numbers below as above; where their count is odd, one more above,
 * and the median is the lower one of the middle. */
static middle middle_of_few(double *numbers, size_t count) {
  double(*lower)[LANES] = (double(*)[LANES])numbers, (*upper)[LANES] = lower + ROWS;
  numbers[count] = INFINITY;
  for (size_t row = (count + 1) / LANES; row < 2 * ROWS; row++) {
    lower[row][0] = -INFINITY;
    lower[row][1] = INFINITY;
  }
  sort_columns(lower);
  sort_columns(upper);
  part_columns(lower, upper);
  sort_bitonic_columns(lower);
  sort_bitonic_columns(upper);
  return meet(lower, upper);
}

/* What the search in more numbers holds: those left, and the largest one known to lie below. */
typedef struct search {
  double *numbers;
  size_t count;
  double below;
  double lower[TELL__STATS_MEDIAN_MOST], upper[TELL__STATS_MEDIAN_MOST];
} search;

static double middle_of(double a, double b, double c) {
  double low = smaller(a, b), high = larger(a, b);
  return c < low ? low : smaller(c, high);
}

static double largest(const double *numbers, size_t count) {
  double found = numbers[0];
  for (size_t i = 1; i < count; i++)
    found = larger(numbers[i], found);
  return found;
}

/*
 * The number that sorting would put at `wanted`; left->below becomes the one
 * before it (when there is one). Selection by parting at a pivot, into rooms of
 * their own: every number is written to both sides and counted on one, without
 * a branch that could be foretold wrong.
 */
static double select_at(search *left, size_t wanted) {
  for (;;) {
    size_t lower = 0, upper = 0, count = left->count;
    double pivot = middle_of(left->numbers[0], left->numbers[count / 2], left->numbers[count - 1]);
    for (size_t i = 0; i < count; i++) {
      double number = left->numbers[i];
      left->lower[lower] = number;
      left->upper[upper] = number;
      lower += number < pivot;
      upper += number > pivot;
    }
    if (wanted >= lower && wanted < count - upper) {
      if (wanted > lower)
        left->below = pivot;
      else if (lower > 0)
        left->below = largest(left->lower, lower);
      return pivot;
    }
    if (wanted < lower) {
      memcpy(left->numbers, left->lower, lower * sizeof *left->numbers);
      left->count = lower;
    } else {
      memcpy(left->numbers, left->upper, upper * sizeof *left->numbers);
      left->below = pivot;
      left->count = upper;
      wanted -= count - upper;
    }
  }
}

/* Never inlined: the room for the search would be made for few numbers too. */
static __attribute__((noinline)) middle middle_of_many(double *numbers, size_t count) {
  search left;
  left.numbers = numbers;
  left.count = count;
  double upper = select_at(&left, count / 2);
  return count % 2 == 1 ? (middle){upper, upper} : (middle){left.below, upper};
}

double tell__stats_short_median(double *numbers, size_t count) {
  middle found = count < FEW ? middle_of_few(numbers, count) : middle_of_many(numbers, count);
  /* 0 and not -0. */
  return (count % 2 == 1 ? found.low : found.low / 2 + found.high / 2) + 0.0;
}
