/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions behind the indicators that are computed from pupils' answers (items.csv). */
#include "catalogue/store.h"

int tell__settle_item(void *record, tell__defect *defect) {
  const tell__item *made = record;
  if (made->lowest >= made->highest)
    return tell__settle_wrong(defect, "highest", "the highest answer must be above the lowest");
  if (made->counts_from != 0 &&
      (made->counts_from <= made->lowest || made->counts_from > made->highest))
    return tell__settle_wrong(defect, "counts_from",
                              "must be above the lowest answer and at most the highest");
  return 1;
}

int32_t tell__catalogue_items(const tell_catalogue *catalogue, int32_t indicator,
                              const int32_t **rows) {
  const tell__index *index = &catalogue->index;
  if (indicator < 0 || indicator >= catalogue->view.indicators_count)
    return 0;
  if (rows != NULL)
    *rows = index->item_rows + index->item_start[indicator];
  return index->item_start[indicator + 1] - index->item_start[indicator];
}

int32_t tell__catalogue_item(const tell_catalogue *catalogue, const char *name, size_t length) {
  int64_t key = tell__index_name(&catalogue->index, name, length);
  return key >= 0 ? (int32_t)tell__keymap_find(catalogue->index.items, &key) : -1;
}
