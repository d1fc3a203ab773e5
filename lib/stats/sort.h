/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sorting numbers in place and the median. A heap sort of our own: qsort of
 * glibc allocates behind the back of base/alloc.h. No NaN may come in.
 */
#ifndef TELL_STATS_SORT_H
#define TELL_STATS_SORT_H

#include <stddef.h>

/** Sorts `count` numbers, smallest first. */
void tell__stats_sort(double *numbers, size_t count);

/** The median of `count` >= 1 sorted numbers: the middle one, or the mean of the two middle ones.
 */
double tell__stats_sorted_median(const double *numbers, size_t count);

#endif
