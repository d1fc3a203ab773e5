/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding things in a finished catalogue; asked for every cell that is read, so never by searching
 * rows. */
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "catalogue/store.h"

int64_t tell__index_name(const tell__index *index, const char *bytes, size_t length) {
  int32_t number = tell__strings_find(index->names, bytes, length);
  if (number < 0) {
    char *key = tell__utf8_name_key(bytes, length);
    if (key == NULL)
      return -1;
    number = tell__strings_find(index->names, key, strlen(key));
    tell__free(key);
  }
  return number >= 0 ? index->name_of[number] : -1;
}

const tell__catalogue_view *tell__catalogue_get(const tell_catalogue *catalogue) {
  return &catalogue->view;
}

/* The key of row i has number i + 1, and 0 is "": what is not there and "" both give less than 0.
 */
static int32_t find_row(const tell__strings *keys, const char *id, size_t length) {
  int32_t number = tell__strings_find(keys, id, length);
  return number > 0 ? number - 1 : -1;
}

int32_t tell__catalogue_indicator(const tell_catalogue *catalogue, const char *id, size_t length) {
  return find_row(catalogue->keys[TELL__FILE_INDICATORS], id, length);
}

int32_t tell__catalogue_source(const tell_catalogue *catalogue, const char *id, size_t length) {
  return find_row(catalogue->keys[TELL__FILE_SOURCES], id, length);
}

const char *tell__catalogue_text_key(const tell_catalogue *catalogue, int32_t index) {
  const tell__message *messages = catalogue->records[TELL__FILE_TEXTS];
  return index >= 0 && index < catalogue->record_count[TELL__FILE_TEXTS] ? messages[index].key
                                                                         : NULL;
}

const char *tell_catalogue_text(const tell_catalogue *catalogue, const char *key,
                                tell_language language) {
  if (catalogue == NULL || key == NULL)
    return NULL;
  int32_t row = find_row(catalogue->keys[TELL__FILE_TEXTS], key, strlen(key));
  if (row < 0)
    return NULL;
  const tell__message *messages = catalogue->records[TELL__FILE_TEXTS];
  switch (language) {
  case TELL_LANGUAGE_NB:
    return messages[row].text.nb;
  case TELL_LANGUAGE_NN:
    return messages[row].text.nn;
  case TELL_LANGUAGE_EN:
    return messages[row].text.en;
  default:
    return NULL;
  }
}

const char *tell_catalogue_issue_text(const tell_catalogue *catalogue, const char *code,
                                      tell_language language) {
  static const char prefix[] = "issue.";
  char key[80];
  if (code == NULL || strlen(code) > sizeof key - sizeof prefix)
    return "";
  memcpy(key, prefix, sizeof prefix);
  strcpy(key + sizeof prefix - 1, code);
  const char *text = tell_catalogue_text(catalogue, key, language);
  return text != NULL ? text : "";
}

int32_t tell__catalogue_group(const tell_catalogue *catalogue, const char *dimension,
                              const char *label, size_t length) {
  const tell__index *index = &catalogue->index;
  int64_t key[2] = {tell__index_name(index, dimension, strlen(dimension)),
                    tell__index_name(index, label, length)};
  int64_t row = key[0] >= 0 && key[1] >= 0 ? tell__keymap_find(index->groups, key) : -1;
  return row >= 0 ? catalogue->view.groups[row].code : -1;
}

const char *tell__catalogue_group_id(const tell_catalogue *catalogue, const char *dimension,
                                     int32_t code) {
  int64_t key[2] = {tell__index_name(&catalogue->index, dimension, strlen(dimension)), code};
  int64_t row = key[0] >= 0 ? tell__keymap_find(catalogue->index.group_ids, key) : -1;
  return row >= 0 ? catalogue->view.groups[row].id : "";
}

const tell__label *tell__catalogue_label(const tell_catalogue *catalogue, const char *layout,
                                         const char *subject, size_t subject_length,
                                         const char *measure, size_t measure_length) {
  const tell__index *index = &catalogue->index;
  int64_t key[3] = {tell__index_name(index, layout, strlen(layout)),
                    tell__index_name(index, subject, subject_length),
                    tell__index_name(index, measure, measure_length)};
  if (key[0] < 0 || key[1] < 0 || key[2] < 0)
    return NULL;
  int64_t row = tell__keymap_find(index->labels, key);
  return row >= 0 ? &catalogue->view.labels[row] : NULL;
}

int32_t tell__catalogue_segment(const tell_catalogue *catalogue, int32_t indicator, int32_t grade,
                                int32_t period) {
  int32_t latest = INT32_MIN;
  if (indicator < 0 || indicator >= catalogue->view.indicators_count)
    return latest;
  for (int32_t i = catalogue->index.breaks.first[indicator]; i >= 0;
       i = catalogue->index.breaks.next[i]) {
    const tell__break *found = &catalogue->view.breaks[i];
    if ((found->grade < 0 || found->grade == grade) && found->period <= period &&
        found->period > latest)
      latest = found->period;
  }
  return latest;
}

int32_t tell__catalogue_exists(const tell_catalogue *catalogue, int32_t indicator, int32_t grade,
                               int32_t period) {
  if (indicator < 0 || indicator >= catalogue->view.indicators_count ||
      catalogue->index.grades.first[indicator] < 0)
    return -1;
  for (int32_t i = catalogue->index.grades.first[indicator]; i >= 0;
       i = catalogue->index.grades.next[i]) {
    const tell__grade *found = &catalogue->view.grades[i];
    if (found->grade == grade && found->first_period <= period &&
        (found->last_period == 0 || period <= found->last_period))
      return 1;
  }
  return 0;
}

static int64_t find_minimum(const tell_catalogue *catalogue, const char *policy,
                            const char *family) {
  int64_t key[2] = {tell__strings_find(catalogue->texts, policy, strlen(policy)),
                    tell__strings_find(catalogue->texts, family, strlen(family))};
  int64_t row = key[0] >= 0 && key[1] >= 0 ? tell__keymap_find(catalogue->index.policies, key) : -1;
  return row >= 0 ? catalogue->view.policies[row].minimum : -1;
}

int64_t tell__catalogue_minimum(const tell_catalogue *catalogue, const char *policy,
                                const char *family) {
  int64_t minimum = find_minimum(catalogue, policy, family);
  return minimum >= 0 ? minimum : find_minimum(catalogue, policy, "*");
}
