/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that hold no delimited text, known by their first bytes. */
#ifndef TELL_CSV_FORMAT_H
#define TELL_CSV_FORMAT_H

#include <stddef.h>

/** Whether the bytes begin a spreadsheet (xlsx, ods, xls), a PDF, or a text with tags (HTML, XML).
 */
int tell__format_is_other(const char *bytes, size_t length);

#endif
