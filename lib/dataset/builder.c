/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Life and death of a builder, and the accounts of its files. */
#include "builder.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"
#include "private.h"

tell_status tell__builder_create(const tell_catalogue *catalogue, tell_issues *issues,
                                 tell__builder **out, tell_error *err) {
  *out = NULL;
  tell__builder *builder = tell__alloc(sizeof *builder);
  if (builder == NULL)
    return tell__fail_memory(err);
  builder->catalogue = catalogue;
  if (!tell__registry_init(&builder->registry)) {
    tell__builder_free(builder);
    return tell__fail_memory(err);
  }
  /* Taken over last: after a failure the list still belongs to the caller. */
  builder->issues = issues;
  *out = builder;
  return TELL_OK;
}

void tell__builder_free(tell__builder *builder) {
  if (builder == NULL)
    return;
  tell__issues_free(builder->issues);
  tell__registry_clear(&builder->registry);
  for (size_t i = 0; i < builder->part_count; i++) {
    tell__chunks_free(builder->parts[i].last);
    tell__free(builder->parts[i].units);
    tell__free(builder->parts[i].pairs);
  }
  tell__free(builder->parts);
  for (size_t i = 0; i < builder->file_count; i++)
    tell__free(builder->files[i].columns);
  tell__free(builder->files);
  tell__free(builder);
}

tell_issues *tell__builder_issues(tell__builder *builder) { return builder->issues; }

/* An observation keeps the number of its file in 16 bits. */
int tell__builder_is_full(const tell__builder *builder) { return builder->file_count > INT16_MAX; }

tell_status tell__builder_file(tell__builder *builder, const char *path, int32_t *file,
                               tell_error *err) {
  if (tell__builder_is_full(builder)) {
    tell__position position = {.source = path};
    return tell__fail_at(err, TELL_E_LIMIT, &position,
                         "more files than a dataset can hold (32 768)");
  }
  char *shown = tell__copy(path);
  if (shown == NULL)
    return tell__fail_memory(err);
  tell__utf8_mask(shown);
  int32_t text = tell__strings_add(builder->registry.texts, shown, strlen(shown));
  tell__free(shown);
  if (text < 0 || !tell__grow((void **)&builder->files, &builder->file_capacity,
                              builder->file_count, sizeof *builder->files))
    return tell__fail_memory(err);
  builder->files[builder->file_count] =
      (tell__built_file){.path = text, .account = {.layout = "", .encoding = "", .delimiter = ""}};
  *file = (int32_t)builder->file_count++;
  return TELL_OK;
}

const char *tell__builder_file_name(const tell__builder *builder, int32_t file) {
  if (file < 0 || (size_t)file >= builder->file_count)
    return "";
  const char *path = tell__strings_get(builder->registry.texts, builder->files[file].path, NULL);
  const char *slash = strrchr(path, '/');
  return slash != NULL && slash[1] != '\0' ? slash + 1 : path;
}

tell__account *tell__builder_account(tell__builder *builder, int32_t file) {
  return &builder->files[file].account;
}

tell_status tell__builder_file_columns(tell__builder *builder, int32_t file,
                                       const char *const *names, int32_t count, tell_error *err) {
  int32_t *columns = tell__alloc_array((size_t)count, sizeof *columns);
  if (columns == NULL)
    return tell__fail_memory(err);
  for (int32_t i = 0; i < count; i++) {
    columns[i] = tell__strings_add(builder->registry.texts, names[i], strlen(names[i]));
    if (columns[i] < 0) {
      tell__free(columns);
      return tell__fail_memory(err);
    }
  }
  tell__free(builder->files[file].columns);
  builder->files[file].columns = columns;
  builder->files[file].column_count = count;
  return TELL_OK;
}

tell_status tell__builder_tell(tell__builder *builder, const tell__observation *observation,
                               tell_severity severity, const char *code, const char *message) {
  const tell__built_file *file = &builder->files[observation->file];
  int32_t field = observation->field;
  tell__position position = {.source = tell__strings_get(builder->registry.texts, file->path, NULL),
                             .line = observation->line,
                             /* A place behind the last one that can be kept is not known. */
                             .column = observation->column < INT16_MAX ? observation->column : 0};
  if (field >= 0 && field < file->column_count)
    position.field = tell__strings_get(builder->registry.texts, file->columns[field], NULL);
  return tell__issues_add(builder->issues, severity, code, &position, message);
}
