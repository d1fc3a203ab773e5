/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is not shown and why; where the numbers come from; how they were made. */
#include <string.h>

#include "html.h"
#include "page.h"

/** Values of the municipality's units without a number, by state. */
static void states(FILE *out, const report_model *model) {
  static const tell_state shown[] = {TELL_STATE_SUPPRESSED,     TELL_STATE_MISSING,
                                     TELL_STATE_NOT_TAKEN_PART, TELL_STATE_NOT_COMPARABLE,
                                     TELL_STATE_INVALID,        TELL_STATE_HIDDEN,
                                     TELL_STATE_TOO_FEW};
  fprintf(out, "<p>%s</p>\n<ul>\n", html_word(model, "states_intro"));
  for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
    long long count = 0;
    for (size_t m = 0; m <= model->member_count; m++) {
      const report_unit *unit =
          m == model->member_count ? &model->municipality : &model->members[m];
      for (int64_t row = unit->first; row < unit->last; row++) {
        if (report_state(model->indicators, row, "value") == shown[i])
          count++;
      }
    }
    if (count == 0)
      continue;
    fputs("<li>", out);
    html_text(out, report_word(model, "state.", tell_state_id(shown[i])));
    fprintf(out, ": %lld</li>\n", count);
  }
  fputs("</ul>\n", out);
}

/** Cells hidden by the policy, by reason: the certificate counted. */
static void hidden(FILE *out, const report_model *model) {
  static const char *const reasons[] = {"count", "complement", "inherited", "derived"};
  int64_t rows = tell_table_row_count(model->hidden);
  if (rows == 0) {
    fprintf(out, "<p>%s</p>\n", html_word(model, "hidden_none"));
    return;
  }
  fprintf(out,
          "<p>%s</p>\n<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>"
          "<th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>\n",
          html_word(model, "hidden_intro"), html_word(model, "reason"), html_word(model, "cells"));
  for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
    long long count = 0;
    for (int64_t row = 0; row < rows; row++) {
      if (strcmp(report_text(model->hidden, row, "reason"), reasons[i]) == 0)
        count++;
    }
    if (count == 0)
      continue;
    fputs("<tr><td class=\"wide\">", out);
    html_text(out, report_word(model, "reason.", reasons[i]));
    fprintf(out, "</td><td>%lld</td></tr>\n", count);
  }
  fputs("</tbody></table></div>\n", out);
}

static void files(FILE *out, const report_model *model) {
  static const char *const counts[] = {"read", "accepted", "rejected"};
  int64_t rows = tell_table_row_count(model->files);
  fputs("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>", out);
  fprintf(out,
          "<th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
          "<th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
          "<th scope=\"col\">%s</th></tr></thead><tbody>\n",
          html_word(model, "file"), html_word(model, "layout"), html_word(model, "encoding"),
          html_word(model, "read"), html_word(model, "accepted"), html_word(model, "rejected"),
          html_word(model, "skipped"));
  for (int64_t row = 0; row < rows; row++) {
    fputs("<tr><td>", out);
    html_text(out, report_text(model->files, row, "file"));
    fputs("</td><td>", out);
    html_text(out, report_text(model->files, row, "layout"));
    fputs("</td><td>", out);
    html_text(out, report_text(model->files, row, "encoding"));
    fputs("</td>", out);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
      fprintf(out, "<td>%lld</td>", (long long)report_whole(model->files, row, counts[i], 0));
    }
    fprintf(out, "<td>%lld</td></tr>\n",
            (long long)(report_whole(model->files, row, "skipped_duplicate", 0) +
                        report_whole(model->files, row, "skipped_blank", 0)));
  }
  fputs("</tbody></table></div>\n", out);
}

/** Whether any row of a text column holds the value. */
static int occurs(const tell_table *table, const char *column, const char *value) {
  int64_t rows = tell_table_row_count(table);
  for (int64_t row = 0; row < rows; row++) {
    if (strcmp(report_text(table, row, column), value) == 0)
      return 1;
  }
  return 0;
}

/** The publishers whose figures are in the release. */
static void publishers(FILE *out, const report_model *model) {
  static const char *const names[] = {"", "name_nb", "name_nn", "name_en"};
  const tell_table *sources = tell_catalogue_table(model->catalogue, TELL_CATALOGUE_SOURCES);
  int64_t rows = tell_table_row_count(sources);
  fputs("<ul>\n", out);
  for (int64_t row = 0; row < rows; row++) {
    const char *licence = report_text(sources, row, "licence");
    if (!occurs(model->indicators, "source", report_text(sources, row, "id")))
      continue;
    fputs("<li>", out);
    html_text(out, report_text(sources, row, names[model->language]));
    if (licence[0] != '\0') {
      fputs(" (", out);
      html_text(out, licence);
      fputs(")", out);
    }
    fputs("</li>\n", out);
  }
  fputs("</ul>\n", out);
}

/** The methods that made the numbers: id and what it is. */
static void methods(FILE *out, const report_model *model) {
  static const char *const ids[] = {
      "published",     "published_margin", "mean_t", "wilson",       "wilson_fractional",
      "weighted_mean", "weighted_share",   "sum",    "wls_known_se", "theil_sen"};
  fprintf(out, "<h3>%s</h3>\n<ul>\n", html_word(model, "methods"));
  for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
    if (!occurs(model->indicators, "method", ids[i]) && !occurs(model->trends, "method", ids[i])) {
      continue;
    }
    fprintf(out, "<li><code>%s</code>: ", ids[i]);
    html_text(out, report_word(model, "method.", ids[i]));
    fputs("</li>\n", out);
  }
  fputs("</ul>\n", out);
}

void report_footer(FILE *out, const report_model *model, const report_options *options) {
  fprintf(out, "<section id=\"not-shown\"><h2>%s</h2>\n", html_word(model, "not_shown"));
  states(out, model);
  hidden(out, model);
  fprintf(out, "</section>\n<footer id=\"sources\"><h2>%s</h2>\n", html_word(model, "sources"));
  publishers(out, model);
  files(out, model);
  methods(out, model);
  fprintf(out, "<p>%s</p>\n<p class=\"meta\">%s %s · %s ", html_word(model, "not_effect"),
          html_word(model, "made_by"), tell_version_string(), html_word(model, "versions"));
  html_text(out, tell_catalogue_version(model->catalogue));
  fprintf(out, " · %s: ", html_word(model, "policy"));
  html_text(out, report_word(model, "policy.", tell_release_policy(model->release)));
  if (options->date != NULL) {
    fputs(" · ", out);
    html_text(out, options->date);
  }
  fputs("</p></footer>\n", out);
}
