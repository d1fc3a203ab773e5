/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units that a file gives by name only. */
#ifndef TELL_INGEST_GIVEN_UNIT_H
#define TELL_INGEST_GIVEN_UNIT_H

#include "ingest/reading/reading.h"

/**
 * The unit of a record that has no code for it: the one that the caller gave
 * where the name is that one's or blank; else the one that the registers have
 * under exactly this name; else again the one that the caller gave, with a
 * warning, as names change over the years. Each name is told once.
 * @param level the level that the file says, 0 = none.
 * @param name as in the file; may be empty.
 * @param column where it stands, -1 when nowhere.
 * @param period of the record: the newest name of a unit wins.
 * @return its number; -1 after the record was rejected or the reading has failed.
 */
int32_t tell__reading_unit_by_name(tell__reading *reading, tell__level level, const char *name,
                                   size_t length, int32_t column, int32_t period);

#endif
