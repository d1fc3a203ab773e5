/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collecting bytes into pieces. Knows no format. */
#include "output/sink.h"

#include <string.h>

#include "base/alloc.h"

int tell__sink_begin(tell__sink *sink, tell_write_fn write, void *payload) {
  *sink = (tell__sink){.write = write, .payload = payload};
  sink->bytes = tell__alloc(TELL__SINK_PIECE);
  return sink->bytes != NULL;
}

void tell__sink_end(tell__sink *sink) {
  tell__free(sink->bytes);
  sink->bytes = NULL;
}

int tell__sink_is_stopped(const tell__sink *sink) { return sink->stopped; }

int tell__sink_flush(tell__sink *sink) {
  if (!sink->stopped && sink->length > 0)
    sink->stopped = sink->write(sink->bytes, sink->length, sink->payload) != 0;
  sink->length = 0;
  return !sink->stopped;
}

void tell__sink_put(tell__sink *sink, const char *bytes, size_t length) {
  while (length > 0 && !sink->stopped) {
    size_t room = TELL__SINK_PIECE - sink->length;
    size_t taken = length < room ? length : room;
    memcpy(sink->bytes + sink->length, bytes, taken);
    sink->length += taken;
    bytes += taken;
    length -= taken;
    if (sink->length == TELL__SINK_PIECE)
      tell__sink_flush(sink);
  }
}
