/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares that are sums of categories of a distribution (derived.csv): what a row may say, and
 * finding the rows of a distribution. */
#include <string.h>

#include "catalogue/records.h"

/* The next word of a list whose words are parted by blanks; `*text` moves behind it. */
static tell__category next_word(const char **text) {
  const char *start = *text + strspn(*text, " ");
  tell__category word = {start, strcspn(start, " ")};
  *text = start + word.length;
  return word;
}

static int is_same(const tell__category *category, const char *text, size_t length) {
  return category->length == length && memcmp(category->text, text, length) == 0;
}

int32_t tell__derived_position(const tell__derived *derived, const char *text, size_t length) {
  for (int32_t i = 0; i < derived->category_count; i++)
    if (is_same(&derived->categories[i], text, length))
      return i;
  return -1;
}

int tell__settle_derived(void *record, tell__defect *defect) {
  tell__derived *made = record;
  const char *text = made->text;
  made->category_count = 0;
  for (tell__category word = next_word(&text); word.length > 0; word = next_word(&text)) {
    if (made->category_count == TELL__CATEGORIES_MAX)
      return tell__settle_wrong(defect, "categories", "more than 16 categories");
    if (tell__derived_position(made, word.text, word.length) >= 0)
      return tell__settle_wrong(defect, "categories", "a category stands twice");
    made->categories[made->category_count++] = word;
  }
  return 1;
}

/* How many levels the catalogue's cut points make, 0 where it has none for the grade. */
static int32_t count_levels(const tell__loading *loading, const tell__derived *derived) {
  const tell_catalogue *catalogue = loading->catalogue;
  const tell__cutpoint *cutpoints = catalogue->records[TELL__FILE_CUTPOINTS];
  int32_t most = 0;
  for (int32_t i = 0; i < catalogue->record_count[TELL__FILE_CUTPOINTS]; i++)
    if (cutpoints[i].indicator == derived->from && cutpoints[i].grade == derived->grade &&
        cutpoints[i].limit_count + 1 > most)
      most = cutpoints[i].limit_count + 1;
  return most;
}

/* Where a category comes among the labels of the distribution, -1 when it is none of them; *any
 * says whether there are labels at all. */
static int32_t label_position(const tell__loading *loading, int32_t from,
                              const tell__category *category, int *any) {
  const tell_catalogue *catalogue = loading->catalogue;
  const tell__label *labels = catalogue->records[TELL__FILE_LABELS];
  *any = 0;
  for (int32_t i = 0; i < catalogue->record_count[TELL__FILE_LABELS]; i++) {
    if (labels[i].indicator != from || labels[i].category[0] == '\0')
      continue;
    *any = 1;
    if (is_same(category, labels[i].category, strlen(labels[i].category)))
      return i;
  }
  return -1;
}

/* The place of a category in the order of its distribution: levels by their number, others as the
 * labels have them, or as they stand where there are none. -1: no category of it. */
static int32_t order_of(const tell__loading *loading, const tell__derived *derived, int32_t i,
                        int32_t levels) {
  const tell__category *category = &derived->categories[i];
  int any = 0;
  if (levels > 0) {
    int32_t level = category->text[0] - '0';
    return category->length == 1 && level >= 1 && level <= levels ? level : -1;
  }
  int32_t position = label_position(loading, derived->from, category, &any);
  return any ? position : i;
}

static const char *wrong_categories(const tell__loading *loading, const tell__derived *derived) {
  int32_t levels = count_levels(loading, derived), before = -1;
  for (int32_t i = 0; i < derived->category_count; i++) {
    int32_t order = order_of(loading, derived, i, levels);
    if (order < 0)
      return "not a category of the distribution";
    if (order <= before)
      return "the categories are not in the order of the distribution";
    before = order;
  }
  return derived->category_count == levels ? "all categories together are every pupil" : NULL;
}

/* What is wrong with a row, NULL when nothing is. */
static const char *wrong_rule(const tell__loading *loading, const tell__derived *derived,
                              const char **field) {
  const tell__indicator *indicators = loading->catalogue->records[TELL__FILE_INDICATORS];
  const tell__indicator *made = &indicators[derived->indicator], *from = &indicators[derived->from];
  *field = "from";
  if (from->kind != TELL__KIND_DISTRIBUTION)
    return "not a distribution";
  *field = "indicator";
  if (made->kind != TELL__KIND_SHARE)
    return "only a share can be a sum of shares";
  if (strcmp(made->family, from->family) != 0)
    return "not of the same family as the distribution";
  *field = "categories";
  return wrong_categories(loading, derived);
}

/* Whether a row is among the records; records.c leaves a built-in one out whose indicators are
 * gone. */
static int is_kept(const tell__loading *loading, const tell__sheet *sheet, size_t row) {
  const tell__sheet *indicators = &loading->sheets[TELL__FILE_INDICATORS];
  for (int32_t i = 0; i < sheet->spec->rule_count; i++) {
    const tell__sheet_cell *cell = tell__sheet_cell_at(sheet, row, i);
    if (sheet->spec->rules[i].type == TELL__RULE_INDICATOR &&
        tell__sheet_find(indicators, cell->text, cell->length) < 0)
      return 0;
  }
  return 1;
}

/* A built-in row that no longer fits the caller's indicators makes nothing. */
tell_status tell__derived_check(const tell__loading *loading) {
  const tell__sheet *sheet = &loading->sheets[TELL__FILE_DERIVED];
  tell__derived *next = loading->catalogue->records[TELL__FILE_DERIVED];
  for (size_t row = 0; row < sheet->row_count; row++) {
    const char *field = NULL;
    if (!is_kept(loading, sheet, row))
      continue;
    const char *message = wrong_rule(loading, next, &field);
    if (message != NULL && !sheet->rows[row].builtin)
      return tell__sheet_fail(sheet, row, field, message, loading->err);
    if (message != NULL)
      next->category_count = 0;
    next++;
  }
  return TELL_OK;
}

int32_t tell__catalogue_derived(const tell_catalogue *catalogue, int32_t from) {
  if (from < 0 || from >= catalogue->view.indicators_count)
    return -1;
  return catalogue->index.derived.first[from];
}

int32_t tell__catalogue_derived_next(const tell_catalogue *catalogue, int32_t row) {
  return row >= 0 && row < catalogue->view.derived_count ? catalogue->index.derived.next[row] : -1;
}
