/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a piece of work costs: time on the wall, time of the processors, memory. */
#ifndef TELL_TESTS_MEASURE_H
#define TELL_TESTS_MEASURE_H

#include <stdint.h>

/** A moment, or with measure_since() what passed between two. */
typedef struct measure {
  double wall, cpu; /* seconds; cpu of all threads, in the kernel too */
} measure;

measure measure_now(void);

/** What passed since then. */
measure measure_since(measure then);

/** The most memory that the process had so far, in bytes. */
int64_t measure_peak(void);

/** The memory that it has now, in bytes; 0 where the system does not say. */
int64_t measure_resident(void);

/** The size of a file in bytes, -1 when there is none. */
int64_t measure_file(const char *path);

#endif
