/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building what lookup.c asks: names by number, rows by key, rows of an indicator as chains. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"
#include "catalogue/store.h"

void tell__index_free(tell__index *index) {
  tell__strings_free(index->names);
  tell__free(index->name_of);
  tell__keymap_free(index->groups);
  tell__keymap_free(index->group_ids);
  tell__keymap_free(index->labels);
  tell__keymap_free(index->policies);
  tell__free(index->first_grade);
  tell__free(index->next_grade);
  tell__free(index->first_break);
  tell__free(index->next_break);
  *index = (tell__index){0};
}

/* Adds a spelling that stands for the form `name`, or for itself (-1). */
static int32_t add_spelling(tell__index *index, const char *bytes, size_t length, int32_t name) {
  size_t count = (size_t)tell__strings_count(index->names);
  int32_t number = tell__strings_add(index->names, bytes, length);
  if (number < 0 || (size_t)number < count)
    return number;
  if (!tell__grow((void **)&index->name_of, &index->name_capacity, count, sizeof *index->name_of))
    return -1;
  index->name_of[number] = name >= 0 ? name : number;
  return number;
}

/* The number of a name, its spelling and its compared form kept; -1 without memory. */
static int64_t add_name(tell__index *index, const char *text) {
  size_t length = strlen(text);
  int32_t known = tell__strings_find(index->names, text, length);
  if (known >= 0)
    return index->name_of[known];
  char *key = tell__utf8_name_key(text, length);
  if (key == NULL)
    return -1;
  int32_t name = add_spelling(index, key, strlen(key), -1);
  int32_t spelling = name >= 0 ? add_spelling(index, text, length, name) : -1;
  tell__free(key);
  return spelling >= 0 ? name : -1;
}

static int add_group(tell__index *index, const tell__group *group, int64_t row) {
  int64_t dimension = add_name(index, group->dimension);
  int64_t label = add_name(index, group->label);
  int64_t key[2] = {dimension, label};
  if (dimension < 0 || label < 0 || !tell__keymap_set(index->groups, key, row))
    return 0;
  key[1] = group->code;
  return tell__keymap_add(index->group_ids, key, row) >= 0;
}

/* Ids are labels too, but a label that a row names comes first. */
static int add_group_id(tell__index *index, const tell__group *group, int64_t row) {
  int64_t key[2] = {add_name(index, group->dimension), add_name(index, group->id)};
  return key[0] >= 0 && key[1] >= 0 && tell__keymap_add(index->groups, key, row) >= 0;
}

static int add_groups(tell__index *index, const tell__catalogue_view *view) {
  for (int32_t i = 0; i < view->groups_count; i++)
    if (!add_group(index, &view->groups[i], i))
      return 0;
  for (int32_t i = 0; i < view->groups_count; i++)
    if (!add_group_id(index, &view->groups[i], i))
      return 0;
  return 1;
}

static int add_labels(tell__index *index, const tell__catalogue_view *view) {
  for (int32_t i = 0; i < view->labels_count; i++) {
    const tell__label *label = &view->labels[i];
    int64_t key[3] = {add_name(index, label->layout), add_name(index, label->subject),
                      add_name(index, label->measure)};
    if (key[0] < 0 || key[1] < 0 || key[2] < 0 || !tell__keymap_set(index->labels, key, i))
      return 0;
  }
  return 1;
}

static int add_policies(tell_catalogue *catalogue) {
  const tell__catalogue_view *view = &catalogue->view;
  for (int32_t i = 0; i < view->policies_count; i++) {
    const char *policy = view->policies[i].policy;
    const char *family = view->policies[i].family;
    int64_t key[2] = {tell__strings_find(catalogue->texts, policy, strlen(policy)),
                      tell__strings_find(catalogue->texts, family, strlen(family))};
    if (!tell__keymap_set(catalogue->index.policies, key, i))
      return 0;
  }
  return 1;
}

static int32_t *make_chain(int32_t count) {
  int32_t *chain = tell__alloc_array((size_t)count + 1, sizeof *chain);
  for (int32_t i = 0; chain != NULL && i < count; i++)
    chain[i] = -1;
  return chain;
}

/* The rows of each indicator, linked in file order. */
static int add_chains(tell__index *index, const tell__catalogue_view *view) {
  index->first_grade = make_chain(view->indicators_count);
  index->next_grade = make_chain(view->grades_count);
  index->first_break = make_chain(view->indicators_count);
  index->next_break = make_chain(view->breaks_count);
  if (index->first_grade == NULL || index->next_grade == NULL || index->first_break == NULL ||
      index->next_break == NULL)
    return 0;
  for (int32_t i = view->grades_count - 1; i >= 0; i--) {
    index->next_grade[i] = index->first_grade[view->grades[i].indicator];
    index->first_grade[view->grades[i].indicator] = i;
  }
  for (int32_t i = view->breaks_count - 1; i >= 0; i--) {
    index->next_break[i] = index->first_break[view->breaks[i].indicator];
    index->first_break[view->breaks[i].indicator] = i;
  }
  return 1;
}

tell_status tell__index_build(tell_catalogue *catalogue, tell_error *err) {
  tell__index *index = &catalogue->index;
  index->names = tell__strings_create();
  index->groups = tell__keymap_create(2);
  index->group_ids = tell__keymap_create(2);
  index->labels = tell__keymap_create(3);
  index->policies = tell__keymap_create(2);
  /* Number 0 of the set is "", which stands for itself. */
  if (index->names == NULL || index->groups == NULL || index->group_ids == NULL ||
      index->labels == NULL || index->policies == NULL ||
      !tell__grow((void **)&index->name_of, &index->name_capacity, 0, sizeof *index->name_of))
    return tell__fail_memory(err);
  index->name_of[0] = 0;
  if (!add_groups(index, &catalogue->view) || !add_labels(index, &catalogue->view) ||
      !add_policies(catalogue) || !add_chains(index, &catalogue->view))
    return tell__fail_memory(err);
  return TELL_OK;
}
