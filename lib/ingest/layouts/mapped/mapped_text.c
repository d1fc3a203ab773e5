/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of cells as a mapping understands them, and what they mean in the catalogue. */
#include <string.h>

#include "ingest/cells/period.h"
#include "ingest/layouts/mapped/mapped.h"

tell__changed tell__mapped_read(const tell__mapping *mapping, const tell__mapped_text *text,
                                const tell__reading *reading, tell__text *out) {
  size_t length = 0;
  tell__text_clear(out);
  if (text->fixed != NULL) {
    tell__text_add(out, text->fixed);
    return out->failed ? TELL__CHANGED_NO_MEMORY : TELL__CHANGED_OK;
  }
  for (int32_t i = 0; i < text->count; i++) {
    const char *cell = tell__reading_cell(reading, text->columns[i], &length);
    /* What is blank leaves no blank behind. */
    if (out->length > 0 && length > 0)
      tell__text_add_n(out, " ", 1);
    tell__text_add_n(out, cell, length);
  }
  /* Steps look at the bytes, so that there must be some memory. */
  tell__text_add_n(out, "", 0);
  if (out->failed)
    return TELL__CHANGED_NO_MEMORY;
  return text->line != NULL ? tell__mapping_change(mapping, text->line, out) : TELL__CHANGED_OK;
}

/* Left out means all. */
static int32_t find_group(const tell_catalogue *catalogue, tell__target target, const char *text,
                          size_t length) {
  if (length == 0)
    return 0;
  int32_t code = tell__catalogue_group(catalogue, tell__target_id(target), text, length);
  return code > INT8_MAX ? TELL__MAPPED_UNKNOWN : code;
}

int32_t tell__mapped_code(const tell_catalogue *catalogue, tell__target target, const char *text,
                          size_t length) {
  static const char local[] = "local";
  int32_t period = 0;
  switch (target) {
  case TELL__TARGET_SOURCE:
    return length > 0 ? tell__catalogue_source(catalogue, text, length)
                      : tell__catalogue_source(catalogue, local, strlen(local));
  case TELL__TARGET_INDICATOR:
    return tell__catalogue_indicator(catalogue, text, length);
  case TELL__TARGET_PERIOD:
    period = tell__period_read(text, length);
    return period != 0 ? period : TELL__MAPPED_UNKNOWN;
  case TELL__TARGET_GRADE:
  case TELL__TARGET_GENDER:
  case TELL__TARGET_OWNER:
    return find_group(catalogue, target, text, length);
  default:
    return TELL__MAPPED_UNKNOWN;
  }
}
