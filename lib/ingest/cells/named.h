/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts whose columns are found by fixed names: where each stands, and what stands there besides.
 */
#ifndef TELL_INGEST_NAMED_H
#define TELL_INGEST_NAMED_H

#include "ingest/reading/reading.h"

/**
 * Finds the columns of a layout and warns of those that it does not know.
 * @param keys the `count` names of the layout's columns.
 * @param missing the index in `keys` of a column that the layout cannot do
 *        without and that is not there, -1 when all are.
 * @param columns receives for each name its column, -1 when it is not there.
 * @return #TELL_OK, #TELL_E_LAYOUT (with the missing name as field), #TELL_E_MEMORY.
 */
tell_status tell__named_columns(tell__reading *reading, const char *const *keys, int32_t count,
                                int32_t missing, int32_t *columns, tell_error *err);

#endif
