/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Giving an ingest the caller's own layout (telling/ingest.h). */
#include "base/error.h"
#include "ingest/ingest.h"
#include "ingest/layouts/mapped/mapping.h"

/* Reads a mapping and keeps it, with those that files were read by before. */
static tell_status set(tell_ingest *ingest, const char *name, const char *bytes, size_t size,
                       tell_error *err) {
  tell__mapping *made = NULL;
  tell_status status = tell__mapping_create(name, bytes, size, &made, err);
  if (status != TELL_OK)
    return status;
  made->before = ingest->mappings;
  ingest->mappings = made;
  ingest->mapping = made;
  return TELL_OK;
}

tell_status tell_ingest_set_mapping(tell_ingest *ingest, const char *path, tell_error *err) {
  tell_status status = tell__ingest_check_open(ingest, err);
  if (status != TELL_OK)
    return status;
  if (path != NULL)
    return set(ingest, path, NULL, 0, err);
  ingest->mapping = NULL;
  return TELL_OK;
}

tell_status tell_ingest_set_mapping_memory(tell_ingest *ingest, const char *name, const char *bytes,
                                           size_t size, tell_error *err) {
  tell_status status = tell__ingest_check_open(ingest, err);
  if (status != TELL_OK)
    return status;
  if (name == NULL || (bytes == NULL && size > 0))
    return tell__fail(err, TELL_E_ARGUMENT, "no name or no bytes");
  return set(ingest, name, bytes != NULL ? bytes : "", size, err);
}
