/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding columns by fixed names; see the header. */
#include "ingest/cells/named.h"

#include "base/alloc.h"
#include "base/error.h"

tell_status tell__named_columns(tell__reading *reading, const char *const *keys, int32_t count,
                                int32_t missing, int32_t *columns, tell_error *err) {
  const tell__header *header = &reading->header;
  if (missing >= 0)
    return tell__header_fail_missing(header, reading->name, keys[missing], err);
  uint8_t *is_used = tell__alloc_array((size_t)header->count, sizeof *is_used);
  if (is_used == NULL)
    return tell__fail_memory(err);
  for (int32_t i = 0; i < count; i++) {
    columns[i] = tell__header_find(header, keys[i]);
    if (columns[i] >= 0)
      is_used[columns[i]] = 1;
  }
  tell__reading_warn_unused(reading, is_used);
  tell__free(is_used);
  return TELL_OK;
}
