/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading by mappings; see the header. */
#include "mapped.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The mapping with its first line; free with free(). */
static char *whole(const char *mapping) {
  char *text = malloc(strlen(MAPPING_HEAD) + strlen(mapping) + 1);
  assert_non_null(text);
  strcpy(text, MAPPING_HEAD);
  strcat(text, mapping);
  return text;
}

static tell_status set(tell_ingest *ingest, const char *mapping, tell_error *err) {
  char *text = whole(mapping);
  tell_status status =
      tell_ingest_set_mapping_memory(ingest, "mapping.csv", text, strlen(text), err);
  free(text);
  return status;
}

static tell_dataset *finish(tell_ingest *ingest) {
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  tell_ingest_free(ingest);
  return data;
}

/* A failure ends the test with its words. */
static void must(tell_status status, const tell_error *err) {
  if (status != TELL_OK)
    print_error("%s:%d: %s (%s)\n", tell_error_source(err), (int)tell_error_line(err),
                tell_error_message(err), tell_error_field(err));
  assert_int_equal(status, TELL_OK);
}

tell_dataset *mapped_text_after(const tell_catalogue *catalogue, const char *before,
                                const char *mapping, const char *text) {
  tell_ingest *ingest = NULL;
  tell_error *err = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  if (before != NULL)
    must(tell_ingest_add_memory(ingest, "register.csv", before, strlen(before), err), err);
  must(set(ingest, mapping, err), err);
  must(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), err), err);
  tell_error_free(err);
  return finish(ingest);
}

tell_dataset *mapped_text(const tell_catalogue *catalogue, const char *mapping, const char *text) {
  return mapped_text_after(catalogue, NULL, mapping, text);
}

void mapped_assert_refused(const tell_catalogue *catalogue, const char *mapping, int64_t line,
                           const char *field, const char *words) {
  tell_ingest *ingest = NULL;
  tell_error *err = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  tell_status status = set(ingest, mapping, err);
  if (strstr(tell_error_message(err), words) == NULL)
    print_error("%s: %s\n", mapping, tell_error_message(err));
  assert_int_equal(status, TELL_E_LAYOUT);
  assert_non_null(strstr(tell_error_message(err), words));
  assert_string_equal(tell_error_source(err), "mapping.csv");
  assert_int_equal(tell_error_line(err), line);
  assert_string_equal(tell_error_field(err), field);
  tell_error_free(err);
  tell_ingest_free(ingest);
}

void mapped_assert_unread(const tell_catalogue *catalogue, const char *mapping, const char *text,
                          const char *field, const char *words) {
  tell_ingest *ingest = NULL;
  tell_error *err = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  must(set(ingest, mapping, err), err);
  tell_status status = tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), err);
  assert_int_equal(status, TELL_E_LAYOUT);
  if (strstr(tell_error_message(err), words) == NULL)
    print_error("%s\n", tell_error_message(err));
  assert_non_null(strstr(tell_error_message(err), words));
  assert_string_equal(tell_error_field(err), field);
  tell_error_free(err);
  tell_ingest_free(ingest);
}

tell_dataset *mapped_real(const tell_catalogue *catalogue, const char *mapping, const char *name) {
  const char *shared = getenv("TELL_SHARED");
  char path[1024];
  tell_ingest *ingest = NULL;
  tell_error *err = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  snprintf(path, sizeof path, "%s/data/real/%s", shared != NULL ? shared : TELL_SHARED_DEFAULT,
           name);
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  must(set(ingest, mapping, err), err);
  tell_status status = tell_ingest_add_file(ingest, path, err);
  if (status == TELL_E_IO) {
    tell_error_free(err);
    tell_ingest_free(ingest);
    skip();
  }
  must(status, err);
  tell_error_free(err);
  return finish(ingest);
}

const tell__observation *mapped_cell(const tell_dataset *dataset, const char *code,
                                     const char *indicator, int period, int grade) {
  int64_t count = 0;
  const tell__observation *all = ingested_observations(dataset, code, indicator, &count);
  const tell__observation *found = NULL;
  for (int64_t i = 0; i < count; i++)
    if (all[i].period == period && all[i].grade == grade) {
      assert_null(found);
      found = &all[i];
    }
  assert_non_null(found);
  return found;
}
