/* SPDX-License-Identifier: GPL-3.0-or-later */
/* School years as publishers write them. */
#ifndef TELL_INGEST_PERIOD_H
#define TELL_INGEST_PERIOD_H

#include <stddef.h>
#include <stdint.h>

/** The years that a school year may begin in. */
enum { TELL__PERIOD_FIRST = 1990, TELL__PERIOD_LAST = 2100 };

/**
 * Reads "2022-23", "2022-2023", "2022/23", "2022/2023", "20222023" and Udir's
 * time ids 202210 and 202212 (autumn 2022), 202306 (the summer that ends it).
 * A year alone is not read: publishers mean different things by it.
 * @return the first year, 0 for what is no school year of 1990 to 2100.
 */
int32_t tell__period_read(const char *bytes, size_t length);

/** As above, and a year alone is the first year. For our own unit register. */
int32_t tell__period_or_year_read(const char *bytes, size_t length);

#endif
