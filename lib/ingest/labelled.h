/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the layouts of other people's long tables share: one cell says by a
 * label of the catalogue what is measured, others name the groups.
 */
#ifndef TELL_INGEST_LABELLED_H
#define TELL_INGEST_LABELLED_H

#include "ingest/reading.h"

/** Why a record with a known measure that no indicator is made of is skipped; for
 * tell__reading_skip(). */
#define TELL__OTHER_MEASURE "other_measure"
#define TELL__OTHER_MEASURE_MESSAGE                                                                \
  "a measure that is no part of the indicator set; its records are skipped"

/** The source of a label's observations: its own, else the one preferred for its indicator. -1 when
 * the catalogue has none of them. */
int32_t tell__label_source(const tell__reading *reading, const tell__label *label);

/**
 * The group that a cell names, 0 (all) for a blank one and for column -1.
 * Another text rejects the record with `code` and `message`.
 */
int8_t tell__reading_group(tell__reading *reading, const char *dimension, int32_t column,
                           const char *code, const char *message);

/** The grade that a label is always about, else the one that a cell names; a contradiction between
 * them rejects the record. */
int8_t tell__reading_label_grade(tell__reading *reading, const tell__label *label, int32_t column);

/** Warns once for each indicator, grade and school year that the catalogue says do not exist. */
void tell__reading_check_exists(tell__reading *reading, const tell__observation *observation,
                                int32_t column);

#endif
