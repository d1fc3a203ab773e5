/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reason `derived`: a share that is a sum of categories, such as levels 2 and 3
 * of three. While all its categories can be read it says nothing that they do
 * not say. With one of them hidden it would be one equation more about the
 * hidden ones: for a share of levels 2 and 3, level 1 is what it leaves of 100
 * per cent. A share beside such rows that is not their sum is an equation of
 * its own, whatever can be read.
 */
#include "disclosure/rules.h"
#include "disclosure/sums.h"

static int has_hidden_part(const tell__facts *facts, int64_t row) {
  for (int32_t i = 0; i < facts->sums[facts->rows[row].sum].count; i++) {
    int64_t part = tell__sums_part(facts, row, i);
    if (part >= 0 && tell__fact_is_hidden(&facts->rows[part]))
      return 1;
  }
  return 0;
}

int64_t tell__rule_sums(tell__facts *facts, tell__partitions *partitions) {
  int64_t hidden = 0;
  (void)partitions;
  for (int64_t row = 0; row < facts->count; row++) {
    tell__fact *fact = &facts->rows[row];
    int is_hit = fact->made_of == TELL__MADE_OF_MORE
                     ? fact->minimum > 0
                     : fact->made_of == TELL__MADE_OF_PARTS && has_hidden_part(facts, row);
    int is_of_nobody = fact->of_nobody && fact->made_of == TELL__MADE_OF_PARTS;
    if (is_hit && (tell__fact_has_figure(fact) || is_of_nobody))
      hidden += tell__fact_hide(fact, TELL__REASON_DERIVED);
  }
  return hidden;
}
