/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of the document, its head and its way to the parts. */
#include "page.h"

#include <string.h>

#include "html.h"

static void title(FILE *out, const report_model *model) {
  html_text(out, html_word(model, "title"));
  fprintf(out, " %s ", html_word(model, "for"));
  html_text(out, model->municipality.name);
  if (strstr(model->municipality.name, html_word(model, "title_kind")) == NULL) {
    fputc(' ', out);
    html_text(out, html_word(model, "title_kind"));
  }
}

static void navigation(FILE *out, const report_model *model) {
  fprintf(out,
          "<nav aria-label=\"%s\"><ul>"
          "<li><a href=\"#summary\">%s</a></li><li><a href=\"#municipality\">%s</a></li>"
          "<li><a href=\"#members\">%s</a></li><li><a href=\"#not-shown\">%s</a></li>"
          "<li><a href=\"#sources\">%s</a></li></ul></nav>\n",
          html_word(model, "contents"), html_word(model, "summary"),
          html_word(model, "municipality_part"),
          html_word(model, report_has_areas(model) ? "members_part" : "schools_heading"),
          html_word(model, "not_shown"), html_word(model, "sources"));
}

void report_head(FILE *out, const report_model *model, const report_options *options) {
  char first[16], last[16];
  fputs("<header><h1>", out);
  title(out, model);
  fputs("</h1>\n<p class=\"meta\">", out);
  fprintf(out, "%s %s", html_word(model, "years"), html_year(model->first_period, first));
  if (model->last_period > model->first_period)
    fprintf(out, " – %s", html_year(model->last_period, last));
  fprintf(out, " · %s: ", html_word(model, "policy"));
  html_text(out, report_word(model, "policy.", tell_release_policy(model->release)));
  if (options->date != NULL) {
    fprintf(out, " · %s: ", html_word(model, "dated"));
    html_text(out, options->date);
  }
  fputs("</p>\n<p>", out);
  html_text(out, html_word(model, "read_so"));
  fputs("</p></header>\n", out);
  navigation(out, model);
}

int report_page(FILE *out, const report_model *model, const report_options *options) {
  int good = 0;
  fprintf(out,
          "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
          "style-src 'unsafe-inline'\">\n<title>",
          html_word(model, "lang"));
  title(out, model);
  fprintf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", report_style);
  report_head(out, model, options);
  fputs("<main>\n", out);
  good =
      report_summary(out, model) && report_municipality(out, model) && report_members(out, model);
  report_not_shown(out, model);
  fputs("</main>\n", out);
  report_footer(out, model, options);
  fputs("</body>\n</html>\n", out);
  return good && ferror(out) == 0;
}
