/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of codes of counties and municipalities (codes.csv). */
#include <string.h>

#include "catalogue/records.h"

static int is_code(const char *text, size_t digits) {
  return strlen(text) == digits && strspn(text, "0123456789") == digits;
}

int tell__settle_code(void *record, tell__defect *defect) {
  const tell__code *made = record;
  size_t digits = strcmp(made->level, "county") == 0 ? 2 : 4;
  if (!is_code(made->code, digits))
    return tell__settle_wrong(defect, "code", "a county has two digits, a municipality four");
  if (!is_code(made->successor, digits))
    return tell__settle_wrong(defect, "successor", "a county has two digits, a municipality four");
  return 1;
}

/* Later at every step, so that following successors always comes to an end. The file refers to no
 * other, so that each row of the sheet is a record. */
tell_status tell__codes_check(const tell__loading *loading) {
  const tell_catalogue *catalogue = loading->catalogue;
  const tell__code *codes = catalogue->view.codes;
  for (int32_t i = 0; i < catalogue->view.codes_count; i++) {
    const char *successor = codes[i].successor;
    int32_t next = tell__catalogue_code(catalogue, codes[i].level, successor, strlen(successor));
    for (; next >= 0; next = tell__catalogue_code_next(catalogue, next))
      if (codes[next].period <= codes[i].period)
        return tell__sheet_fail(&loading->sheets[TELL__FILE_CODES], (size_t)i, "period",
                                "the successor's code went out of use no later", loading->err);
  }
  return TELL_OK;
}

int32_t tell__catalogue_code(const tell_catalogue *catalogue, const char *level, const char *code,
                             size_t length) {
  int64_t key[2] = {tell__strings_find(catalogue->texts, level, strlen(level)),
                    tell__strings_find(catalogue->texts, code, length)};
  return key[0] >= 0 && key[1] >= 0 ? (int32_t)tell__keymap_find(catalogue->index.codes, key) : -1;
}

int32_t tell__catalogue_code_next(const tell_catalogue *catalogue, int32_t row) {
  return row >= 0 && row < catalogue->view.codes_count ? catalogue->index.next_code[row] : -1;
}
