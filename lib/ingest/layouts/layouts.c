/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layouts that are known. A new one is a file of its own and one line here. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ingest/layouts/layout.h"
#include "telling/layouts.h"

/* One line for each layout: the last part of the name of its constant. */
#define LAYOUTS(line)                                                                              \
  line(udir_portal) line(udir_eksport) line(udir_rapport) line(udir_rapport_indicator)             \
      line(skoleporten) line(ssb) line(pupil_tests) line(pupil_survey) line(pupil_marks)           \
          line(tidy) line(register) line(none) line(mapped)

#define DECLARE(name) extern const tell__layout tell__layout_##name;
#define REFER(name) &tell__layout_##name,

LAYOUTS(DECLARE)

static const tell__layout *const layouts[] = {LAYOUTS(REFER)};

enum { LAYOUT_COUNT = sizeof layouts / sizeof *layouts };

const tell__layout *tell__layout_get(int32_t index) {
  return index >= 0 && index < LAYOUT_COUNT ? layouts[index] : NULL;
}

const tell__layout *tell__layout_find(const char *name) {
  for (int32_t i = 0; i < LAYOUT_COUNT; i++)
    if (strcmp(layouts[i]->name, name) == 0)
      return layouts[i];
  return NULL;
}

const tell__layout *tell__layout_recognise(const tell__header *header,
                                           const tell_catalogue *catalogue) {
  const tell__layout *best = NULL;
  int32_t best_score = 0;
  for (int32_t i = 0; i < LAYOUT_COUNT; i++) {
    int32_t score = layouts[i]->recognise(header, catalogue);
    if (score > best_score) {
      best = layouts[i];
      best_score = score;
    }
  }
  return best;
}

int32_t tell_ingest_layout_count(void) { return LAYOUT_COUNT; }

const char *tell_ingest_layout_name(int32_t index) {
  const tell__layout *layout = tell__layout_get(index);
  return layout != NULL ? layout->name : NULL;
}

tell_status tell__layout_plan(tell__reading *reading, size_t size, tell__layout_plan_fn fill,
                              void **plan, tell_error *err) {
  uint8_t *is_used = tell__alloc_array((size_t)reading->header.count, sizeof *is_used);
  *plan = tell__alloc(size);
  tell_status status = *plan != NULL && is_used != NULL ? fill(reading, *plan, is_used, err)
                                                        : tell__fail_memory(err);
  tell__free(is_used);
  return status;
}
