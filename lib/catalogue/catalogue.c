/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making, asking and freeing a catalogue (telling/catalogue.h); the order of the work of the other
 * files. */
#include "telling/catalogue.h"

#include <string.h>

#include "base/alloc.h"
#include "catalogue/builtin.h"
#include "catalogue/load.h"
#include "catalogue/records.h"

int tell__kind_is_share(tell__kind kind) {
  return kind == TELL__KIND_COUNT || kind == TELL__KIND_SHARE || kind == TELL__KIND_DISTRIBUTION;
}

int tell__kind_id_is_share(const char *id) {
  return strcmp(id, "count") == 0 || strcmp(id, "share") == 0 || strcmp(id, "distribution") == 0;
}

void tell_catalogue_free(tell_catalogue *catalogue) {
  if (catalogue == NULL)
    return;
  tell__index_free(&catalogue->index);
  for (int i = 0; i < TELL__FILE_COUNT; i++) {
    tell__strings_free(catalogue->keys[i]);
    tell__free(catalogue->records[i]);
    tell_table_free(catalogue->tables[i]);
  }
  tell__strings_free(catalogue->texts);
  tell__free(catalogue->version);
  tell__free(catalogue);
}

static tell_status read_builtin(tell__loading *loading, tell__file file) {
  tell__sheet *sheet = &loading->sheets[file];
  tell__input *input = NULL;
  for (size_t i = 0; i < tell__builtin_file_count; i++) {
    const tell__builtin_file *found = &tell__builtin_files[i];
    if (strcmp(found->name, sheet->spec->name) != 0)
      continue;
    tell_status status = tell__input_open_memory(found->name, (const char *)found->bytes,
                                                 found->size, &input, loading->err);
    if (status == TELL_OK)
      status = tell__sheet_read(sheet, loading->catalogue->texts, input, 1, loading->err);
    tell__input_free(input);
    return status;
  }
  return tell__fail(loading->err, TELL_E_INTERNAL, "a built-in catalogue file is not there");
}

static tell_status read_files(tell__loading *loading, const tell__folder *folder,
                              tell_catalogue_mode mode) {
  tell_status status = TELL_OK;
  for (int i = 0; status == TELL_OK && i < TELL__FILE_COUNT; i++) {
    tell__input *input = folder->inputs[i];
    if (input == NULL || mode == TELL_CATALOGUE_EXTEND)
      status = read_builtin(loading, (tell__file)i);
    if (status == TELL_OK && input != NULL)
      status =
          tell__sheet_read(&loading->sheets[i], loading->catalogue->texts, input, 0, loading->err);
  }
  return status;
}

/* The families that policies.csv names; "*" stands for all of them and is none itself. */
static tell_status list_families(tell__loading *loading) {
  const tell__sheet *sheet = &loading->sheets[TELL__FILE_POLICIES];
  loading->families = tell__strings_create();
  if (loading->families == NULL)
    return tell__fail_memory(loading->err);
  for (size_t row = 0; row < sheet->row_count; row++) {
    const tell__sheet_cell *cell = tell__sheet_cell_at(sheet, row, 1);
    if (strcmp(cell->text, "*") != 0 &&
        tell__strings_add(loading->families, cell->text, cell->length) < 0)
      return tell__fail_memory(loading->err);
  }
  return TELL_OK;
}

static void fill_view(tell_catalogue *catalogue) {
  tell__catalogue_view *view = &catalogue->view;
  void *const *records = catalogue->records;
  const int32_t *counts = catalogue->record_count;
  view->indicators = records[TELL__FILE_INDICATORS];
  view->indicators_count = counts[TELL__FILE_INDICATORS];
  view->grades = records[TELL__FILE_GRADES];
  view->grades_count = counts[TELL__FILE_GRADES];
  view->breaks = records[TELL__FILE_BREAKS];
  view->breaks_count = counts[TELL__FILE_BREAKS];
  view->sources = records[TELL__FILE_SOURCES];
  view->sources_count = counts[TELL__FILE_SOURCES];
  view->labels = records[TELL__FILE_LABELS];
  view->labels_count = counts[TELL__FILE_LABELS];
  view->groups = records[TELL__FILE_GROUPS];
  view->groups_count = counts[TELL__FILE_GROUPS];
  view->policies = records[TELL__FILE_POLICIES];
  view->policies_count = counts[TELL__FILE_POLICIES];
  view->cutpoints = records[TELL__FILE_CUTPOINTS];
  view->cutpoints_count = counts[TELL__FILE_CUTPOINTS];
  view->rescalings = records[TELL__FILE_RESCALINGS];
  view->rescalings_count = counts[TELL__FILE_RESCALINGS];
  view->items = records[TELL__FILE_ITEMS];
  view->items_count = counts[TELL__FILE_ITEMS];
  view->codes = records[TELL__FILE_CODES];
  view->codes_count = counts[TELL__FILE_CODES];
  view->derived = records[TELL__FILE_DERIVED];
  view->derived_count = counts[TELL__FILE_DERIVED];
}

static tell_status name_version(tell_catalogue *catalogue, const tell__folder *folder, int changed,
                                tell_error *err) {
  static const char digits[] = "0123456789abcdef";
  tell__text version = {0};
  uint32_t checksum = tell__folder_checksum(folder);
  tell__text_add(&version, tell_version_string());
  if (changed)
    tell__text_add(&version, "+");
  for (int shift = 28; changed && shift >= 0; shift -= 4)
    tell__text_add_n(&version, &digits[checksum >> shift & 15], 1);
  if (!version.failed)
    catalogue->version = tell__copy(tell__text_get(&version));
  tell__text_free(&version);
  return catalogue->version != NULL ? TELL_OK : tell__fail_memory(err);
}

static tell_status understand(tell__loading *loading) {
  tell_catalogue *catalogue = loading->catalogue;
  tell_status status = list_families(loading);
  for (int i = 0; status == TELL_OK && i < TELL__FILE_COUNT; i++)
    status = tell__records_make(loading, (tell__file)i);
  if (status == TELL_OK)
    status = tell__records_check(loading);
  if (status != TELL_OK)
    return status;
  for (int i = 0; i < TELL__FILE_COUNT; i++) {
    catalogue->keys[i] = loading->sheets[i].keys;
    loading->sheets[i].keys = NULL;
  }
  fill_view(catalogue);
  status = tell__index_build(catalogue, loading->err);
  return status == TELL_OK ? tell__codes_check(loading) : status;
}

static tell_status load(const tell__folder *folder, tell_catalogue_mode mode, int changed,
                        tell_catalogue **out, tell_error *err) {
  tell__loading loading = {.err = err};
  tell_status status = TELL_OK;
  for (int i = 0; i < TELL__FILE_COUNT; i++)
    loading.sheets[i].spec = tell__file_spec_get((tell__file)i);
  loading.catalogue = tell__alloc(sizeof *loading.catalogue);
  if (loading.catalogue != NULL)
    loading.catalogue->texts = tell__strings_create();
  if (loading.catalogue == NULL || loading.catalogue->texts == NULL)
    status = tell__fail_memory(err);
  if (status == TELL_OK)
    status = read_files(&loading, folder, mode);
  if (status == TELL_OK)
    status = understand(&loading);
  if (status == TELL_OK)
    status = name_version(loading.catalogue, folder, changed, err);
  if (status == TELL_OK) {
    *out = loading.catalogue;
    loading.catalogue = NULL;
  }
  for (int i = 0; i < TELL__FILE_COUNT; i++)
    tell__sheet_free(&loading.sheets[i]);
  tell__strings_free(loading.families);
  tell_catalogue_free(loading.catalogue);
  return status;
}

tell_status tell_catalogue_create(tell_catalogue **out, tell_error *err) {
  const tell__folder nothing = {0};
  tell__error_clear(err);
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the catalogue");
  *out = NULL;
  return load(&nothing, TELL_CATALOGUE_EXTEND, 0, out, err);
}

tell_status tell_catalogue_create_from(const char *folder, tell_catalogue_mode mode,
                                       tell_catalogue **out, tell_error *err) {
  tell__folder files = {0};
  tell__error_clear(err);
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the catalogue");
  *out = NULL;
  if (folder == NULL || folder[0] == '\0')
    return tell__fail(err, TELL_E_ARGUMENT, "no folder is named");
  if (mode != TELL_CATALOGUE_EXTEND && mode != TELL_CATALOGUE_REPLACE)
    return tell__fail(err, TELL_E_ARGUMENT, "unknown way of using a catalogue folder");
  tell_status status = tell__folder_open(folder, &files, err);
  if (status == TELL_OK)
    status = load(&files, mode, 1, out, err);
  tell__folder_free(&files);
  return status;
}

const char *tell_catalogue_version(const tell_catalogue *catalogue) {
  return catalogue != NULL ? catalogue->version : "";
}

const tell_table *tell_catalogue_table(const tell_catalogue *catalogue, int32_t which) {
  if (catalogue == NULL || which == 0)
    return NULL;
  for (int i = 0; i < TELL__FILE_COUNT; i++)
    if (tell__file_spec_get((tell__file)i)->table == which)
      return catalogue->tables[i];
  return NULL;
}
