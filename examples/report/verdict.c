/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading verdicts, and saying them in the library's words. */
#include "verdict.h"

#include <string.h>

#include "html.h"

int report_counts(const report_series *series) { return series->category[0] == '\0'; }

report_verdict report_compared(const report_model *model, int64_t row) {
  const char *verdict = report_text(model->indicators, row, "verdict");
  if (strcmp(verdict, "higher") == 0 || strcmp(verdict, "lower") == 0)
    return REPORT_STANDS_OUT;
  if (strcmp(verdict, "not_distinguishable") == 0)
    return REPORT_MAY_BE_CHANCE;
  return verdict[0] != '\0' ? REPORT_UNTESTED : REPORT_NOT_TOLD;
}

report_verdict report_changed(const report_model *model, int64_t row) {
  const char *verdict = report_text(model->trends, row, "verdict");
  if (strcmp(verdict, "rising") == 0 || strcmp(verdict, "falling") == 0)
    return REPORT_STANDS_OUT;
  if (strcmp(verdict, "no_clear_change") == 0)
    return REPORT_MAY_BE_CHANCE;
  return verdict[0] != '\0' ? REPORT_UNTESTED : REPORT_NOT_TOLD;
}

report_verdict report_uneven(const report_model *model, int64_t row) {
  report_verdict changed = report_changed(model, row);
  double q_p = 0;
  if (changed != REPORT_STANDS_OUT && changed != REPORT_MAY_BE_CHANCE)
    return REPORT_NOT_TOLD;
  if (report_real(model->trends, row, "q_p", &q_p) != TELL_STATE_PRESENT)
    return REPORT_NOT_TOLD;
  /* Year effects have a line of their own, and the library gives it where they show. */
  int has_effects = strcmp(report_text(model->trends, row, "method"), "random_dl") == 0;
  return has_effects ? REPORT_STANDS_OUT : REPORT_MAY_BE_CHANCE;
}

int report_say_indicator(FILE *out, const report_model *model, int64_t row) {
  if (tell_wording_indicator(model->catalogue, model->release, row, model->language,
                             model->sentence, model->error) != TELL_OK)
    return 0;
  html_text(out, tell_buffer_text(model->sentence));
  return 1;
}

int report_say_trend(FILE *out, const report_model *model, int64_t row) {
  if (tell_wording_trend(model->catalogue, model->release, row, model->language, model->sentence,
                         model->error) != TELL_OK)
    return 0;
  html_text(out, tell_buffer_text(model->sentence));
  return 1;
}
