/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is not shown and why; where the figures come from; how they were made. */
#include <string.h>

#include "html.h"
#include "judging.h"
#include "page.h"

/** Values of the municipality's units without a number, by state. */
static void states(FILE *out, const report_model *model) {
  static const tell_state shown[] = {TELL_STATE_SUPPRESSED,     TELL_STATE_MISSING,
                                     TELL_STATE_NOT_TAKEN_PART, TELL_STATE_NOT_COMPARABLE,
                                     TELL_STATE_INVALID,        TELL_STATE_HIDDEN,
                                     TELL_STATE_TOO_FEW};
  int begun = 0;
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
    if (!begun)
      fprintf(out, "<p>%s</p>\n<ul>\n", html_word(model, "states_intro"));
    begun = 1;
    fputs("<li>", out);
    html_text(out, report_word(model, "state.", tell_state_id(shown[i])));
    fprintf(out, ": %lld</li>\n", count);
  }
  if (begun)
    fputs("</ul>\n", out);
}

/** Whether a row of the certificate is about the municipality or one of its units. */
static int is_ours(const report_model *model, int64_t row) {
  const char *level = report_text(model->hidden, row, "level");
  const char *unit = report_text(model->hidden, row, "unit");
  if (strcmp(level, "municipality") == 0)
    return strcmp(unit, model->municipality.code) == 0;
  for (size_t i = 0; i < model->member_count; i++)
    if (strcmp(model->members[i].code, unit) == 0 && strcmp(model->members[i].level, level) == 0)
      return 1;
  return 0;
}

/** A hidden figure takes many cells of the certificate, such as its decimals: these are what
 * readers miss. */
static int is_counted(const char *column) {
  static const char *const columns[] = {"value", "lo", "difference", "slope"};
  for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
    if (strcmp(columns[i], column) == 0)
      return 1;
  return 0;
}

static long long count_hidden(const report_model *model, const char *reason) {
  long long count = 0;
  int64_t rows = tell_table_row_count(model->hidden);
  for (int64_t row = 0; row < rows; row++)
    if (is_counted(report_text(model->hidden, row, "column")) &&
        strcmp(report_text(model->hidden, row, "reason"), reason) == 0 && is_ours(model, row))
      count++;
  return count;
}

/** What the policy hides, by reason: the certificate counted. */
static void hidden(FILE *out, const report_model *model) {
  static const char *const reasons[] = {"count", "complement", "inherited", "derived"};
  int begun = 0;
  for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
    long long count = count_hidden(model, reasons[i]);
    if (count == 0)
      continue;
    if (!begun)
      fprintf(out, "<p>%s</p>\n<ul>\n", html_word(model, "hidden_intro"));
    begun = 1;
    fputs("<li>", out);
    html_text(out, report_word(model, "reason.", reasons[i]));
    fprintf(out, ": %lld</li>\n", count);
  }
  if (begun)
    fputs("</ul>\n", out);
  else
    fprintf(out, "<p>%s</p>\n", html_word(model, "hidden_none"));
}

static void files(FILE *out, const report_model *model) {
  static const char *const counts[] = {"read", "accepted", "rejected"};
  int64_t rows = tell_table_row_count(model->files);
  html_scroll(out, html_word(model, "sources"));
  fprintf(out, "<table><caption>%s</caption><thead><tr>", html_word(model, "files_caption"));
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
    if (report_text(model->files, row, "layout")[0] != '\0')
      html_text(out, report_text(model->files, row, "layout"));
    else
      html_text(out, html_word(model, "unread"));
    fputs("</td><td>", out);
    html_text(out, report_text(model->files, row, "encoding"));
    fputs("</td>", out);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
      fprintf(out, "<td>%lld</td>", (long long)report_whole(model->files, row, counts[i], 0));
    }
    fprintf(out, "<td>%lld</td></tr>\n", (long long)report_whole(model->files, row, "skipped", 0));
  }
  fputs("</tbody></table></div>\n", out);
}

/** Whether any series that the report shows is of the source. */
static int is_shown(const report_model *model, const char *source) {
  for (size_t i = 0; i < model->series_count; i++)
    if (strcmp(model->series[i].source, source) == 0)
      return 1;
  return 0;
}

/** The publishers whose figures are shown. */
static void publishers(FILE *out, const report_model *model) {
  static const char *const names[] = {"", "name_nb", "name_nn", "name_en"};
  const tell_table *sources = tell_catalogue_table(model->catalogue, TELL_CATALOGUE_SOURCES);
  int64_t rows = tell_table_row_count(sources);
  fputs("<ul>\n", out);
  for (int64_t row = 0; row < rows; row++) {
    const char *licence = report_text(sources, row, "licence");
    if (!is_shown(model, report_text(sources, row, "id")))
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

static int holds(const tell_table *table, const char *column) {
  double ignored = 0;
  int64_t rows = tell_table_row_count(table);
  for (int64_t row = 0; row < rows; row++)
    if (report_real(table, row, column, &ignored) == TELL_STATE_PRESENT)
      return 1;
  return 0;
}

static void method(FILE *out, const report_model *model, const char *id) {
  fputs("<li><code>", out);
  html_text(out, id);
  fputs("</code>: ", out);
  html_text(out, report_word(model, "method.", id));
  fputs("</li>\n", out);
}

/** The different methods that a column names, in the order they first occur. */
static void methods_of(FILE *out, const report_model *model, const tell_table *table,
                       const char *column) {
  int64_t rows = tell_table_row_count(table);
  for (int64_t row = 0; row < rows; row++) {
    const char *id = report_text(table, row, column);
    int64_t before = 0;
    while (before < row && strcmp(report_text(table, before, column), id) != 0)
      before++;
    if (before == row && id[0] != '\0')
      method(out, model, id);
  }
}

/** The methods that made the figures: id and what it is. */
static void methods(FILE *out, const report_model *model) {
  fprintf(out, "<h3>%s</h3>\n<ul>\n", html_word(model, "methods"));
  methods_of(out, model, model->indicators, "method");
  methods_of(out, model, model->indicators, "difference_method");
  methods_of(out, model, model->trends, "method");
  if (holds(model->trends, "mk_p"))
    method(out, model, "mann_kendall_exact");
  fprintf(out, "</ul>\n<p>%s ", html_word(model, "level_of_tests"));
  if (tell_table_row_count(model->trends) > 0)
    report_say_clear(out, model);
  fputs("</p>\n", out);
}

void report_not_shown(FILE *out, const report_model *model) {
  fprintf(out, "<section id=\"not-shown\"><h2>%s</h2>\n", html_word(model, "not_shown"));
  states(out, model);
  hidden(out, model);
  fputs("</section>\n", out);
}

void report_footer(FILE *out, const report_model *model, const report_options *options) {
  fprintf(out, "<footer id=\"sources\"><h2>%s</h2>\n", html_word(model, "sources"));
  publishers(out, model);
  files(out, model);
  methods(out, model);
  fprintf(out, "<p>%s</p>\n<p class=\"meta\">%s %s · %s ", html_word(model, "not_effect"),
          html_word(model, "made_by"), tell_version_string(), html_word(model, "catalogue"));
  html_text(out, tell_catalogue_version(model->catalogue));
  fprintf(out, " · %s: ", html_word(model, "policy"));
  html_text(out, report_word(model, "policy.", tell_release_policy(model->release)));
  if (options->date != NULL) {
    fputs(" · ", out);
    html_text(out, options->date);
  }
  fputs("</p></footer>\n", out);
}
