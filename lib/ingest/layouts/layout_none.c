/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The layout "none": any table. Every record of the header's width is
 * accepted and nothing is made of it; for whoever wants its cells
 * (tell_ingest_set_cells()) or only to know that it can be taken apart. It is
 * never found, only demanded.
 */
#include "ingest/layouts/layout.h"

static int32_t recognise(const tell__header *header, const tell_catalogue *catalogue) {
  (void)header;
  (void)catalogue;
  return 0;
}

static tell_status prepare(tell__reading *reading, void **plan, tell_error *err) {
  (void)reading;
  (void)err;
  *plan = NULL;
  return TELL_OK;
}

static void read_record(tell__reading *reading, void *plan) {
  (void)reading;
  (void)plan;
}

static void free_plan(void *plan) { (void)plan; }

const tell__layout tell__layout_none = {.name = "none",
                                        .is_plain = 1,
                                        .recognise = recognise,
                                        .prepare = prepare,
                                        .record = read_record,
                                        .free_plan = free_plan};
