/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building what lookup.c asks: names by number, rows by key, rows of an indicator as chains. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"
#include "catalogue/store.h"

static void free_chain(tell__chain *chain) {
  tell__free(chain->first);
  tell__free(chain->next);
}

void tell__index_free(tell__index *index) {
  tell__strings_free(index->names);
  tell__free(index->name_of);
  tell__keymap_free(index->groups);
  tell__keymap_free(index->group_ids);
  tell__keymap_free(index->labels);
  tell__keymap_free(index->policies);
  tell__keymap_free(index->items);
  tell__keymap_free(index->codes);
  tell__free(index->next_code);
  free_chain(&index->grades);
  free_chain(&index->breaks);
  free_chain(&index->cutpoints);
  free_chain(&index->rescalings);
  free_chain(&index->derived);
  tell__free(index->item_rows);
  tell__free(index->item_start);
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

static int32_t *make_ends(int32_t count) {
  int32_t *ends = tell__alloc_array((size_t)count + 1, sizeof *ends);
  for (int32_t i = 0; ends != NULL && i < count; i++)
    ends[i] = -1;
  return ends;
}

/* Links the rows of each indicator; each record begins with the number of its indicator. */
static int add_chain(tell__chain *chain, int32_t indicators, const void *records, int32_t count,
                     size_t size) {
  chain->first = make_ends(indicators);
  chain->next = make_ends(count);
  if (chain->first == NULL || chain->next == NULL)
    return 0;
  for (int32_t row = count - 1; row >= 0; row--) {
    int32_t indicator = 0;
    memcpy(&indicator, (const char *)records + (size_t)row * size, sizeof indicator);
    chain->next[row] = chain->first[indicator];
    chain->first[indicator] = row;
  }
  return 1;
}

static int add_chains(tell__index *index, const tell__catalogue_view *view) {
  int32_t count = view->indicators_count;
  return add_chain(&index->grades, count, view->grades, view->grades_count, sizeof *view->grades) &&
         add_chain(&index->breaks, count, view->breaks, view->breaks_count, sizeof *view->breaks) &&
         add_chain(&index->cutpoints, count, view->cutpoints, view->cutpoints_count,
                   sizeof *view->cutpoints) &&
         add_chain(&index->rescalings, count, view->rescalings, view->rescalings_count,
                   sizeof *view->rescalings) &&
         add_chain(&index->derived, count, view->derived, view->derived_count,
                   sizeof *view->derived);
}

/* The items of an indicator side by side, in file order. */
static int add_item_rows(tell__index *index, const tell__catalogue_view *view) {
  int32_t count = view->indicators_count, place = 0;
  tell__chain chain = {NULL, NULL};
  index->item_rows = tell__alloc_array((size_t)view->items_count + 1, sizeof *index->item_rows);
  index->item_start = tell__alloc_array((size_t)count + 1, sizeof *index->item_start);
  int made = index->item_rows != NULL && index->item_start != NULL &&
             add_chain(&chain, count, view->items, view->items_count, sizeof *view->items);
  for (int32_t i = 0; made && i < count; i++) {
    index->item_start[i] = place;
    for (int32_t row = chain.first[i]; row >= 0; row = chain.next[row])
      index->item_rows[place++] = row;
  }
  if (made)
    index->item_start[count] = place;
  free_chain(&chain);
  return made;
}

/* What is named twice stays with its first row. */
static int add_item_name(tell__index *index, const char *text, int64_t row) {
  int64_t name = add_name(index, text);
  return name >= 0 && tell__keymap_add(index->items, &name, row) >= 0;
}

/* Ids first: a question of one item never stands in the way of another item's id. */
static int add_items(tell__index *index, const tell__catalogue_view *view) {
  for (int32_t i = 0; i < view->items_count; i++)
    if (!add_item_name(index, view->items[i].id, i))
      return 0;
  for (int32_t i = 0; i < view->items_count; i++) {
    const tell__names *label = &view->items[i].label;
    if (!add_item_name(index, label->nb, i) || !add_item_name(index, label->nn, i) ||
        !add_item_name(index, label->en, i))
      return 0;
  }
  return 1;
}

static int add_codes(tell_catalogue *catalogue) {
  const tell__catalogue_view *view = &catalogue->view;
  tell__index *index = &catalogue->index;
  index->next_code = make_ends(view->codes_count);
  for (int32_t i = view->codes_count - 1; index->next_code != NULL && i >= 0; i--) {
    const tell__code *code = &view->codes[i];
    int64_t key[2] = {tell__strings_find(catalogue->texts, code->level, strlen(code->level)),
                      tell__strings_find(catalogue->texts, code->code, strlen(code->code))};
    index->next_code[i] = (int32_t)tell__keymap_find(index->codes, key);
    if (!tell__keymap_set(index->codes, key, i))
      return 0;
  }
  return index->next_code != NULL;
}

tell_status tell__index_build(tell_catalogue *catalogue, tell_error *err) {
  tell__index *index = &catalogue->index;
  index->names = tell__strings_create();
  index->groups = tell__keymap_create(2);
  index->group_ids = tell__keymap_create(2);
  index->labels = tell__keymap_create(3);
  index->policies = tell__keymap_create(2);
  index->items = tell__keymap_create(1);
  index->codes = tell__keymap_create(2);
  /* Number 0 of the set is "", which stands for itself. */
  if (index->names == NULL || index->groups == NULL || index->group_ids == NULL ||
      index->labels == NULL || index->policies == NULL || index->items == NULL ||
      index->codes == NULL ||
      !tell__grow((void **)&index->name_of, &index->name_capacity, 0, sizeof *index->name_of))
    return tell__fail_memory(err);
  index->name_of[0] = 0;
  if (!add_groups(index, &catalogue->view) || !add_labels(index, &catalogue->view) ||
      !add_policies(catalogue) || !add_chains(index, &catalogue->view) ||
      !add_item_rows(index, &catalogue->view) || !add_items(index, &catalogue->view) ||
      !add_codes(catalogue))
    return tell__fail_memory(err);
  return TELL_OK;
}
