/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns that say what a row of a pivot is about; behind them stand the measures. */
#ifndef TELL_INGEST_JSON_PIVOT_H
#define TELL_INGEST_JSON_PIVOT_H

/** The first column: the name of the row's level ("Kommune") in a pivot of units, or ("Spørsmål")
 * in one of indicators, whose units stand in the columns. In the form for comparing names. */
#define TELL__PIVOT_UNIT_LEVEL "enhetsnivå"
#define TELL__PIVOT_INDICATOR_LEVEL "indikatornivå"

/** Code (may be nothing) and name of the row, and those of the row above it where it is there. */
#define TELL__PIVOT_CODE "kode"
#define TELL__PIVOT_NAME "navn"
#define TELL__PIVOT_PARENT_CODE "overordnet kode"
#define TELL__PIVOT_PARENT_NAME "overordnet navn"

#endif
