/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the layouts of other people's long tables share: one cell says by a
 * label of the catalogue what is measured, others name the groups.
 */
#ifndef TELL_INGEST_LABELLED_H
#define TELL_INGEST_LABELLED_H

#include "ingest/reading/reading.h"

/** Skips the record because no indicator is made of what it measures. */
void tell__reading_skip_measure(tell__reading *reading, int32_t column);

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

#endif
