/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes on their way to the caller's function, in pieces of at most TELL__SINK_PIECE. */
#ifndef TELL_OUTPUT_SINK_H
#define TELL_OUTPUT_SINK_H

#include "telling/base.h"

#define TELL__SINK_PIECE 65536

typedef struct tell__sink {
  tell_write_fn write;
  void *payload;
  char *bytes;
  size_t length;
  int stopped; /* the caller's function said so: nothing more is taken */
} tell__sink;

/** Returns 0 when there is no memory. */
int tell__sink_begin(tell__sink *sink, tell_write_fn write, void *payload);
void tell__sink_end(tell__sink *sink);

void tell__sink_put(tell__sink *sink, const char *bytes, size_t length);
int tell__sink_is_stopped(const tell__sink *sink);

/** Hands over what is left; returns 0 when the caller has stopped the work. */
int tell__sink_flush(tell__sink *sink);

#endif
