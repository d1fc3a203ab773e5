/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reasons `derived` and `complement`, for the share of pupils who took a test
 * and the share who were exempt: the number who took part is the n of the test,
 * and both shares have one n. So whoever reads two of the three knows something
 * of the third: 60 pupils with no exemption, and a test of 56, are four who
 * stayed away. The two shares therefore stand or fall together, fall with the
 * test, and neither may leave few who did not take part.
 */
#include "disclosure/participation.h"
#include "disclosure/rules.h"

static const tell__fact *fact_at(const tell__facts *facts, int64_t row, int64_t indicator,
                                 int origin) {
  int64_t found = tell__participation_row(facts, row, indicator, origin);
  return found < 0 ? NULL : &facts->rows[found];
}

static int is_hidden(const tell__facts *facts, int64_t row, int64_t indicator) {
  for (int origin = TELL__FACT_LOCAL; origin < TELL__ORIGIN_COUNT; origin++) {
    const tell__fact *other = fact_at(facts, row, indicator, origin);
    if (other != NULL && tell__fact_is_hidden(other))
      return 1;
  }
  return 0;
}

/* Whether a share tells that few of `all` pupils are not among `some` of them. */
static int leaves_few(int64_t all, int64_t some, int64_t minimum) {
  return all >= 0 && some >= 0 && (some > all || tell__rule_is_few(all - some, minimum));
}

/* How many took part, by the share or by the n of the test; TELL__UNKNOWN. */
static int64_t took_part(const tell__fact *part, const tell__fact *test) {
  if (part != NULL)
    return part->x;
  return test != NULL ? test->n : TELL__UNKNOWN;
}

static int tells_few(const tell__facts *facts, int64_t row, const tell__tested *of) {
  const tell__fact *fact = &facts->rows[row];
  const tell__fact *test = fact_at(facts, row, of->test, fact->origin);
  const tell__fact *part = fact_at(facts, row, of->part, fact->origin);
  const tell__fact *exempt = fact_at(facts, row, of->exempt, fact->origin);
  int64_t took = took_part(part, test);
  if (test != NULL && leaves_few(fact->n, test->n, fact->minimum))
    return 1;
  if (took >= 0 && tell__rule_is_few(took, fact->minimum))
    return 1;
  if (exempt == NULL)
    return 0;
  return (part != NULL && part->n != exempt->n) ||
         (took >= 0 && leaves_few(exempt->n - took, exempt->x, fact->minimum_x));
}

int64_t tell__rule_participation(tell__facts *facts, tell__partitions *partitions) {
  int64_t hidden = 0;
  (void)partitions;
  for (int64_t row = 0; facts->test_count > 0 && row < facts->count; row++) {
    tell__fact *fact = &facts->rows[row];
    int32_t at =
        fact->own && fact->minimum > 0 ? tell__participation_test(facts, row) : TELL__UNKNOWN;
    if (at < 0 || !tell__fact_has_figure(fact))
      continue;
    const tell__tested *of = &facts->tests[at];
    if (tells_few(facts, row, of))
      hidden += tell__fact_hide(fact, TELL__REASON_COMPLEMENT);
    else if (is_hidden(facts, row, of->test) || is_hidden(facts, row, of->part) ||
             is_hidden(facts, row, of->exempt))
      hidden += tell__fact_hide(fact, TELL__REASON_DERIVED);
  }
  return hidden;
}
