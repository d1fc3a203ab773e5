/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the trends were judged; see the header. Every trend of a release was judged the same way. */
#include "judging.h"

#include <math.h>
#include <string.h>

#include "html.h"

/** "municipality", "unit" or "all": which trends are a family. */
static const char *family_of(const report_model *model) {
  const char *family = report_text(model->trends, 0, "test_family");
  if (strcmp(family, "all") == 0)
    return family;
  return strncmp(family, "unit ", 5) == 0 ? "unit" : "municipality";
}

static int is_adjusted(const report_model *model) {
  return strcmp(report_text(model->trends, 0, "adjustment"), "none") != 0;
}

/** How many trends were judged together with the municipality's; 0 when none. A trend that is
 * not a test has the size of its family as well. */
static int64_t judged_together(const report_model *model) {
  for (size_t i = 0; i < model->series_count; i++) {
    int64_t row = report_trend(model, &model->municipality, &model->series[i]);
    int64_t size = report_whole(model->trends, row, "test_family_size", 0);
    if (size > 0)
      return size;
  }
  return 0;
}

/** What the adjustment promises of the trends that are called clear, with its limit in per cent. */
static void say_limit(FILE *out, const report_model *model) {
  const char *adjustment = report_text(model->trends, 0, "adjustment");
  double confidence = 0;
  int64_t decimals = 0;
  report_real(model->trends, 0, "confidence", &confidence);
  double limit = 100 * (1 - confidence), shown = limit;
  for (; decimals < 2 && fabs(shown - round(shown)) > 1e-6; decimals++)
    shown *= 10;
  html_text(out, report_word(model, "report.clear_before.", adjustment));
  fputc(' ', out);
  html_number(out, model, limit, decimals);
  fputc(' ', out);
  html_text(out, report_word(model, "report.clear_after.", adjustment));
}

void report_say_together(FILE *out, const report_model *model) {
  int64_t size = judged_together(model);
  if (size < 2)
    return;
  fputs("<p>", out);
  if (is_adjusted(model)) {
    html_text(out, report_word(model, "report.together.", family_of(model)));
    fputc(' ', out);
    html_number(out, model, (double)size, 0);
    fputc(' ', out);
    html_text(out, html_word(model, "together_after"));
    fputc(' ', out);
  }
  say_limit(out, model);
  fputs("</p>\n", out);
}

void report_say_judged_with(FILE *out, const report_model *model) {
  int alone = strcmp(family_of(model), "unit") == 0;
  if (is_adjusted(model))
    html_text(out, html_word(model, alone ? "changes_by_unit" : "changes_together"));
}

void report_say_clear(FILE *out, const report_model *model) {
  const char *family = is_adjusted(model) ? family_of(model) : "none";
  html_text(out, report_word(model, "report.level_of_trends.", family));
  fputs(" (", out);
  html_text(out, report_word(model, "adjustment.", report_text(model->trends, 0, "adjustment")));
  fputs("). ", out);
  say_limit(out, model);
}
