/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Indicators about the same pupils: a test (np_lesing), the share of all pupils
 * who took it (np_lesing_deltakelse) and the share who were exempt from it
 * (np_lesing_fritak). Holds no rule.
 */
#ifndef TELL_DISCLOSURE_PARTICIPATION_H
#define TELL_DISCLOSURE_PARTICIPATION_H

#include "disclosure/facts.h"

/** Finds the tests that have such shares; 0 when there is no memory. */
int tell__participation_find(const tell_catalogue *catalogue, tell__facts *facts);

/** Which of facts->tests a row is a share of, TELL__UNKNOWN when it is none. */
int32_t tell__participation_test(const tell__facts *facts, int64_t row);

/** Which of facts->tests a row is a result of; TELL__UNKNOWN. Levels and sums of them are too. */
int32_t tell__participation_of(const tell__facts *facts, int64_t row);

/** The row of another of the three indicators, about the same pupils; TELL__UNKNOWN. */
int64_t tell__participation_row(const tell__facts *facts, int64_t row, int64_t indicator,
                                int origin);

#endif
