/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the column `hidden` of a release: "value:count se:derived". */
#ifndef TELL_DISCLOSURE_REASON_H
#define TELL_DISCLOSURE_REASON_H

#include <stddef.h>

/** The reason of a column's cell; "" with length 0 when it is not hidden. Borrowed from `hidden`,
 * ends at `length`. */
const char *tell__reason_find(const char *hidden, const char *column, size_t *length);

#endif
