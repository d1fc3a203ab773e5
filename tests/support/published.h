/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Published files (shared folder, data/real) and the mappings, without their
 * first line, of those that are in no built-in layout. For tests only.
 */
#ifndef TELL_TESTS_PUBLISHED_H
#define TELL_TESTS_PUBLISHED_H

#include <stddef.h>

/** A school owner's sheet of wide downloads pasted side by side, in which Excel has lost decimal
 * marks. Its line for the densities can be found by this beginning. */
extern const char published_bergen[];
#define PUBLISHED_BERGEN_DENSITY                                                                   \
  "value;src__{period}.Alle trinn.Alle eierformer.Lærertetthet i ordinær undervisning;;"

extern const char published_reference[];  /* figures of Udir for Bergen and Vestland */
extern const char published_ssb_points[]; /* grunnskolepoeng */
extern const char published_ssb_tests[];  /* national tests on the old scale */
extern const char published_ssb_levels[]; /* mastery levels */
extern const char published_counties[];   /* numbers of counties before and after 2020 */

/** Where a published file should be; "" names the folder. */
void published_path(const char *name, char *path, size_t size);

#endif
