/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result of a pupil on a test: scale score, level, and whether the pupil took part. */
#ifndef TELL_INGEST_PUPIL_TESTS_H
#define TELL_INGEST_PUPIL_TESTS_H

#include "ingest/layouts/pupil/pupil_work.h"

/**
 * Adds a test to a plan: the measures of its score, of its levels (the
 * indicator of the same id with "_niva" behind, or `levels`), and with a column
 * of participation of the shares that took part ("_deltakelse") and were exempt
 * ("_fritak").
 * @param test its columns, and the indicators (levels -1: by the id).
 * @return its number, -1 when there is no memory.
 */
int32_t tell__pupil_tests_add(tell__pupil_frame *frame, const tell_catalogue *catalogue,
                              const tell__pupil_test *test);

/** Reads a result; 0 after the record was rejected or memory ran out. A level that is not written
 * is that of the score by the cut points of the grade and school year. */
int tell__pupil_result_read(tell__reading *reading, const tell__pupil_frame *frame, int32_t test,
                            const tell__pupil_who *who, tell__pupil_result *result);

/** Adds a result to the sums of its groups. */
void tell__pupil_result_add(tell__reading *reading, const tell__pupil_frame *frame, int32_t test,
                            const tell__pupil_who *who, const tell__pupil_result *result,
                            const tell__pupil_target *target);

#endif
