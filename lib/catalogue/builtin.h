/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The built-in CSV files as bytes; embed.py makes the C file at build time. */
#ifndef TELL_CATALOGUE_BUILTIN_H
#define TELL_CATALOGUE_BUILTIN_H

#include <stddef.h>

typedef struct tell__builtin_file {
  const char *name; /* "indicators.csv" */
  const unsigned char *bytes;
  size_t size;
} tell__builtin_file;

extern const tell__builtin_file tell__builtin_files[];
extern const size_t tell__builtin_file_count;

#endif
