/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing JSON values: texts of any bytes become valid JSON. */
#ifndef CHECK_JSON_H
#define CHECK_JSON_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/** A text in quotes; bytes that are no UTF-8 become U+FFFD. */
void check_json_text(FILE *out, const char *bytes, size_t length);

/** A finite number, in the shortest form that reads back as the same. */
void check_json_number(FILE *out, double number);

/** ,"name":number; null for a number below 0. */
void check_json_count(FILE *out, const char *name, int64_t number);

/** ,"name":"text"; null for an empty text. */
void check_json_word(FILE *out, const char *name, const char *text);

#endif
