/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The finished dataset: what stages and callers ask it. */
#include "dataset.h"

#include "base/alloc.h"
#include "private.h"

void tell_dataset_free(tell_dataset *dataset) {
  if (dataset == NULL)
    return;
  tell_table_free(dataset->unit_table);
  tell_table_free(dataset->file_table);
  tell__issues_free(dataset->issues);
  tell__strings_free(dataset->texts);
  tell__free(dataset->units);
  tell__free(dataset->observations);
  tell__free(dataset->pairs);
  tell__free(dataset->file_names);
  tell__free(dataset);
}

int64_t tell_dataset_observation_count(const tell_dataset *dataset) {
  return dataset != NULL ? dataset->view.observation_count : 0;
}

const tell_table *tell_dataset_units(const tell_dataset *dataset) {
  return dataset != NULL ? dataset->unit_table : NULL;
}

const tell_table *tell_dataset_files(const tell_dataset *dataset) {
  return dataset != NULL ? dataset->file_table : NULL;
}

const tell_issues *tell_dataset_issues(const tell_dataset *dataset) {
  return dataset != NULL ? dataset->issues : NULL;
}

const tell__dataset_view *tell__dataset_get(const tell_dataset *dataset) { return &dataset->view; }

static const tell__pair *find_pair(const tell_dataset *dataset, int32_t category) {
  /* The first pair is the empty one. */
  int known = category > 0 && (size_t)category < dataset->pair_count;
  return &dataset->pairs[known ? category : 0];
}

int32_t tell__dataset_pair_count(const tell_dataset *dataset) {
  return (int32_t)dataset->pair_count;
}

const char *tell__dataset_dimension(const tell_dataset *dataset, int32_t category) {
  return tell__strings_get(dataset->texts, find_pair(dataset, category)->dimension, NULL);
}

const char *tell__dataset_category(const tell_dataset *dataset, int32_t category) {
  return tell__strings_get(dataset->texts, find_pair(dataset, category)->category, NULL);
}

const char *tell__dataset_file(const tell_dataset *dataset, int32_t file) {
  if (file < 0 || (size_t)file >= dataset->file_count)
    return "";
  return tell__strings_get(dataset->texts, dataset->file_names[file], NULL);
}
