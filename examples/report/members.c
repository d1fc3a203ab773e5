/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Areas and schools: for each its sentences, its small multiples and one table. No order by result.
 */
#include <string.h>

#include "chart.h"
#include "html.h"
#include "page.h"
#include "verdict.h"

static int is_area(const report_unit *unit) { return strcmp(unit->level, "area") == 0; }

/** Whether the unit begins an area: the area's own row, or the first school without an area. */
static int begins_area(const report_model *model, size_t index) {
  const report_unit *unit = &model->members[index];
  return is_area(unit) ||
         (unit->area[0] == '\0' && (index == 0 || model->members[index - 1].area[0] != '\0' ||
                                    is_area(&model->members[index - 1])));
}

/** Areas with their schools. */
static void navigation(FILE *out, const report_model *model) {
  fprintf(out, "<nav aria-label=\"%s\" class=\"areas\">\n", html_word(model, "schools_nav"));
  for (size_t i = 0; i < model->member_count; i++) {
    const report_unit *unit = &model->members[i];
    if (begins_area(model, i)) {
      fputs(i == 0 ? "<div>" : "</ul></div>\n<div>", out);
      if (is_area(unit))
        fprintf(out, "<a href=\"#u%zu\">", i);
      fputs("<b>", out);
      html_text(out, is_area(unit) ? unit->name
                                   : html_word(model, report_has_areas(model) ? "no_area"
                                                                              : "schools_heading"));
      fputs(is_area(unit) ? "</b></a><ul>\n" : "</b><ul>\n", out);
      if (is_area(unit))
        continue;
    }
    fprintf(out, "<li><a href=\"#u%zu\">", i);
    html_text(out, unit->name);
    fputs("</a></li>\n", out);
  }
  fputs(model->member_count > 0 ? "</ul></div></nav>\n" : "</nav>\n", out);
}

static int is_known(const report_model *model, const char *code) {
  for (size_t i = 0; i < model->member_count; i++)
    if (strcmp(model->members[i].code, code) == 0)
      return 1;
  return 0;
}

/** What the register says: area, merger. */
static void facts(FILE *out, const report_model *model, const report_unit *unit) {
  char year[16];
  if (unit->area_name[0] != '\0') {
    fprintf(out, "<p class=\"meta\">%s: ", html_word(model, "area"));
    html_text(out, unit->area_name);
    fputs("</p>\n", out);
  }
  if (unit->successor[0] == '\0')
    return;
  fputs("<p class=\"meta\">", out);
  if (unit->valid_to != 0) {
    fprintf(out, "%s %s. ", html_word(model, "merged"), html_year(unit->valid_to, year));
  }
  fprintf(out, "%s ", html_word(model, "goes_on"));
  if (!is_known(model, unit->successor))
    html_text(out, unit->successor);
  for (size_t i = 0; i < model->member_count; i++) {
    if (strcmp(model->members[i].code, unit->successor) != 0)
      continue;
    fprintf(out, "<a href=\"#u%zu\">", i);
    html_text(out, model->members[i].name);
    fputs("</a>", out);
  }
  fputs(".</p>\n", out);
}

/** Opens the list before its first item. */
static void item(FILE *out, int *begun) {
  fputs(*begun ? "<li>" : "<ul>\n<li>", out);
  *begun = 1;
}

/** Says what stands out in a series; `tested` notes whether anything could be tested. */
static int say_series(FILE *out, const report_model *model, const report_unit *unit,
                      const report_series *series, int *begun, int *tested) {
  int64_t row = report_row(model, unit, series, model->last_period);
  int64_t trend = report_trend(model, unit, series);
  report_verdict compared = report_compared(model, row), changed = report_changed(model, trend);
  *tested |= compared == REPORT_MAY_BE_CHANCE || changed == REPORT_MAY_BE_CHANCE;
  if (compared == REPORT_STANDS_OUT) {
    item(out, begun);
    if (!report_say_indicator(out, model, row))
      return 0;
    fputs("</li>\n", out);
  }
  if (changed == REPORT_STANDS_OUT) {
    item(out, begun);
    if (!report_say_trend(out, model, trend))
      return 0;
    fputs("</li>\n", out);
  }
  return 1;
}

/** Every verdict that the library could reach for the unit: differences and changes. */
static int sentences(FILE *out, const report_model *model, const report_unit *unit) {
  int begun = 0, tested = 0;
  for (size_t i = 0; i < model->series_count; i++)
    if (report_counts(&model->series[i]) &&
        !say_series(out, model, unit, &model->series[i], &begun, &tested))
      return 0;
  if (begun)
    fputs("</ul>\n", out);
  else
    fprintf(out, "<p>%s</p>\n", html_word(model, tested ? "nothing_stands_out" : "not_tested"));
  return 1;
}

/** Members of a distribution are in the table only: a strip for each level would drown the rest. */
static int is_charted(const report_model *model, const report_unit *unit,
                      const report_series *series) {
  return !series->is_total && series->category[0] == '\0' && report_has(model, unit, series);
}

static void strips(FILE *out, const report_model *model, size_t member) {
  const report_unit *unit = &model->members[member];
  fputs("<div class=\"strips\">\n", out);
  for (size_t i = 0; i < model->series_count; i++) {
    const report_series *series = &model->series[i];
    chart_line lines[2] = {{unit, CHART_UNIT}, {&model->municipality, CHART_MUNICIPALITY}};
    char id[48];
    if (!is_charted(model, unit, series))
      continue;
    snprintf(id, sizeof id, "u%zus%zu", member, i);
    fputs("<figure><figcaption>", out);
    html_series(out, model, series);
    fputs("</figcaption>", out);
    chart_strip(out, model, series, lines, 2, id, 0);
    fputs("</figure>\n", out);
  }
  fputs("</div>\n", out);
}

static void table_row(FILE *out, const report_model *model, const report_unit *unit,
                      const report_series *series) {
  int64_t trend = report_trend(model, unit, series);
  fputs("<tr><th scope=\"row\" class=\"wide\">", out);
  html_series(out, model, series);
  if (!series->is_total) {
    fputs(" <span class=\"n\">", out);
    html_text(out, series->unit);
    fputs("</span>", out);
  }
  fputs("</th>", out);
  for (int64_t period = model->first_period; period <= model->last_period; period++) {
    int64_t row = report_row(model, unit, series, period);
    int64_t n = report_whole(model->indicators, row, "n", -1);
    fputs("<td>", out);
    html_value(out, model, row);
    if (n >= 0 && !series->is_total) {
      fputs("<span class=\"n\">n = ", out);
      html_number(out, model, (double)n, 0);
      fputs("</span>", out);
    }
    if (is_area(unit))
      html_children(out, model, row);
    fputs("</td>", out);
  }
  fputs("<td>", out);
  if (trend >= 0) {
    const char *verdict = report_text(model->trends, trend, "verdict");
    tell_state state = report_state(model->trends, trend, "verdict");
    html_text(out, verdict[0] != '\0' ? report_word(model, "trendverdict.", verdict)
                                      : report_word(model, "state.", tell_state_id(state)));
  }
  fputs("</td></tr>\n", out);
}

static void table(FILE *out, const report_model *model, const report_unit *unit) {
  char year[16];
  fprintf(out, "<details><summary>%s: ", html_word(model, "table"));
  html_text(out, unit->name);
  fputs("</summary>", out);
  html_scroll(out, unit->name);
  fputs("<table><caption>", out);
  html_text(out, unit->name);
  fprintf(out, "</caption><thead><tr><th scope=\"col\">%s</th>", html_word(model, "indicator"));
  for (int64_t period = model->first_period; period <= model->last_period; period++) {
    fprintf(out, "<th scope=\"col\">%s</th>", html_year(period, year));
  }
  fprintf(out, "<th scope=\"col\">%s</th></tr></thead><tbody>\n", html_word(model, "trend"));
  for (size_t i = 0; i < model->series_count; i++) {
    if (report_has(model, unit, &model->series[i])) {
      table_row(out, model, unit, &model->series[i]);
    }
  }
  fputs("</tbody></table></div></details>\n", out);
}

static int member(FILE *out, const report_model *model, size_t index) {
  const report_unit *unit = &model->members[index];
  const char *heading = is_area(unit) ? "h3" : "h4";
  if (!is_area(unit) && begins_area(model, index)) {
    fputs("<h3>", out);
    html_text(out, html_word(model, report_has_areas(model) ? "no_area" : "schools_heading"));
    fputs("</h3>\n", out);
  }
  fprintf(out, "<article class=\"unit\" id=\"u%zu\"><%s>", index, heading);
  html_text(out, unit->name);
  fprintf(out, "</%s>\n", heading);
  facts(out, model, unit);
  if (!sentences(out, model, unit))
    return 0;
  strips(out, model, index);
  table(out, model, unit);
  fputs("</article>\n", out);
  return 1;
}

int report_members(FILE *out, const report_model *model) {
  int good = 1;
  const char *title = report_has_areas(model) ? "members_part" : "schools_heading";
  fprintf(out, "<section id=\"members\"><h2>%s</h2>\n<p>%s</p>\n", html_word(model, title),
          html_word(model, report_has_areas(model) ? "members_order" : "schools_order"));
  navigation(out, model);
  chart_legend(out, model, 0);
  for (size_t i = 0; i < model->member_count && good; i++)
    good = member(out, model, i);
  fputs("</section>\n", out);
  return good;
}
