/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Life and death of a builder, the accounts of its files, and its (dimension, category) pairs. */
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
  builder->texts = tell__strings_create();
  builder->name_keys = tell__strings_create();
  builder->unit_map = tell__keymap_create(2);
  builder->name_map = tell__keymap_create(2);
  builder->pair_map = tell__keymap_create(2);
  builder->observation_map = tell__keymap_create(2);
  if (builder->texts == NULL || builder->name_keys == NULL || builder->unit_map == NULL ||
      builder->name_map == NULL || builder->pair_map == NULL || builder->observation_map == NULL ||
      tell__builder_category(builder, "", 0, "", 0) != 0) {
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
  tell__strings_free(builder->texts);
  tell__strings_free(builder->name_keys);
  tell__keymap_free(builder->unit_map);
  tell__keymap_free(builder->name_map);
  tell__keymap_free(builder->pair_map);
  tell__keymap_free(builder->observation_map);
  tell__free(builder->units);
  tell__free(builder->observations);
  tell__free(builder->files);
  tell__free(builder->pairs);
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
  int32_t text = tell__strings_add(builder->texts, shown, strlen(shown));
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
  const char *path = tell__strings_get(builder->texts, builder->files[file].path, NULL);
  const char *slash = strrchr(path, '/');
  return slash != NULL && slash[1] != '\0' ? slash + 1 : path;
}

tell__account *tell__builder_account(tell__builder *builder, int32_t file) {
  return &builder->files[file].account;
}

int32_t tell__builder_category(tell__builder *builder, const char *dimension,
                               size_t dimension_length, const char *category,
                               size_t category_length) {
  tell__pair pair = {tell__strings_add(builder->texts, dimension, dimension_length),
                     tell__strings_add(builder->texts, category, category_length)};
  if (pair.dimension < 0 || pair.category < 0)
    return -1;
  int64_t key[2] = {pair.dimension, pair.category};
  int64_t found = tell__keymap_find(builder->pair_map, key);
  if (found >= 0)
    return (int32_t)found;
  /* An observation keeps the number of its pair in 16 bits. */
  if (builder->pair_count > INT16_MAX)
    return -2;
  if (!tell__grow((void **)&builder->pairs, &builder->pair_capacity, builder->pair_count,
                  sizeof *builder->pairs) ||
      tell__keymap_add(builder->pair_map, key, (int64_t)builder->pair_count) < 0)
    return -1;
  builder->pairs[builder->pair_count] = pair;
  return (int32_t)builder->pair_count++;
}
