/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any header before every layout, one column a line: a layout says twice the same of it, the one
 * that fits best is chosen, and its plan is made or refused with words and a place.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "ingest/layouts/layout.h"
#include "telling/catalogue.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { COLUMNS_MAX = 60 };

static void must(int holds) {
  if (!holds) {
    abort();
  }
}

static tell__place place_of(void *self, size_t index) {
  (void)self;
  return (tell__place){1, (int64_t)index + 1};
}

/* Makes a header of the lines of a text; 0 when no reader would give such fields. */
static int make_header(const char *text, size_t length, tell__header *header) {
  tell__field fields[COLUMNS_MAX];
  tell__record record = {.line = 1, .fields = fields};
  const tell__record_source source = {.place = place_of};
  if (tell__utf8_valid_prefix(text, length) != length || memchr(text, '\0', length) != NULL) {
    return 0;
  }
  for (size_t at = 0; at <= length && record.count < COLUMNS_MAX;) {
    const char *end = at < length ? memchr(text + at, '\n', length - at) : NULL;
    size_t size = end != NULL ? (size_t)(end - text) - at : length - at;
    fields[record.count++] = (tell__field){text + at, size, size == 0};
    at += size + 1;
  }
  must(tell__header_make(header, &record, &source, "input", NULL) == TELL_OK);
  return 1;
}

static void prepare(const tell__layout *layout, const tell_catalogue *catalogue,
                    const tell__header *header) {
  tell__reading reading = {.catalogue = catalogue,
                           .definitions = tell__catalogue_get(catalogue),
                           .name = "input",
                           .header = *header,
                           .given_unit = {0, "", ""}};
  void *plan = NULL;
  tell_error *err = NULL;
  must(tell_error_create(&err) == TELL_OK);
  must(tell__reading_begin(&reading, NULL));
  tell_status status = layout->prepare(&reading, &plan, err);
  must(reading.status == TELL_OK);
  must(status == TELL_OK || (status == TELL_E_LAYOUT && tell_error_message(err)[0] != '\0' &&
                             strcmp(tell_error_source(err), "input") == 0));
  layout->free_plan(plan);
  tell__reading_end(&reading);
  tell_error_free(err);
}

static void try_layouts(const tell_catalogue *catalogue, const tell__header *header) {
  const tell__layout *best = tell__layout_recognise(header, catalogue);
  int32_t highest = 0;
  for (int32_t i = 0; tell__layout_get(i) != NULL; i++) {
    const tell__layout *layout = tell__layout_get(i);
    int32_t score = layout->recognise(header, catalogue);
    must(score >= 0);
    must(score == layout->recognise(header, catalogue));
    highest = score > highest ? score : highest;
    if (score > 0) {
      prepare(layout, catalogue, header);
    }
  }
  must(best == NULL ? highest == 0 : best->recognise(header, catalogue) == highest);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static tell_catalogue *catalogue = NULL; /* one for all inputs */
  tell__header header = {NULL, 0};
  if (catalogue == NULL) {
    must(tell_catalogue_create(&catalogue, NULL) == TELL_OK);
  }
  if (!make_header((const char *)bytes, size, &header)) {
    return 0;
  }
  if (tell__header_check(&header, "input", NULL) == TELL_OK) {
    try_layouts(catalogue, &header);
  }
  tell__header_free(&header);
  return 0;
}
