/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The columns of pupil files by the names that they have: our own documented
 * ones, Norwegian and English, and those of NUDB and SSB. A new name is a new
 * line in pupil_columns.c.
 */
#ifndef TELL_INGEST_PUPIL_COLUMNS_H
#define TELL_INGEST_PUPIL_COLUMNS_H

#include "ingest/reading/header.h"

/** What a column says of a pupil. */
typedef enum tell__pupil_role {
  TELL__PUPIL_SCHOOL,
  TELL__PUPIL_SCHOOL_NAME,
  TELL__PUPIL_MUNICIPALITY,
  TELL__PUPIL_PERIOD,
  TELL__PUPIL_START_YEAR, /* the year alone in which the school year begins */
  TELL__PUPIL_GRADE,
  TELL__PUPIL_GENDER,
  TELL__PUPIL_TEST,
  TELL__PUPIL_STATUS,
  TELL__PUPIL_SCORE,
  TELL__PUPIL_LEVEL,
  TELL__PUPIL_ID,
  TELL__PUPIL_SUBJECT,
  TELL__PUPIL_SUBJECT_TYPE,
  TELL__PUPIL_ASSESSMENT, /* standpunkt or eksamen */
  TELL__PUPIL_MARK,
  TELL__PUPIL_ROLE_COUNT
} tell__pupil_role;

/** The roles of a group of pupils, which every layout has; for the masks below. */
enum {
  TELL__PUPIL_FRAME_ROLES = 1 << TELL__PUPIL_SCHOOL | 1 << TELL__PUPIL_SCHOOL_NAME |
                            1 << TELL__PUPIL_MUNICIPALITY | 1 << TELL__PUPIL_PERIOD |
                            1 << TELL__PUPIL_START_YEAR | 1 << TELL__PUPIL_GRADE |
                            1 << TELL__PUPIL_GENDER
};

/**
 * Finds the columns of a header. Of several names of one role the one that
 * stands first in the table is taken (NUDB's ORGNRBED, the school, before
 * ORGNR, its owner).
 * @param roles bit 1 << role for each role that the layout has.
 * @param columns receives for each role its column, -1 when it is not there.
 * @param is_used as long as the header: receives 1 for every column that the
 *        table knows for these roles, taken or not; may be NULL.
 */
void tell__pupil_columns_find(const tell__header *header, unsigned roles, int32_t *columns,
                              uint8_t *is_used);

/** The documented name of a role, for messages. */
const char *tell__pupil_role_name(tell__pupil_role role);

#endif
