/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A municipality drawn pupil by pupil; see the header. */
#include "simulated.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"

enum { FIRST = 2022, MUNICIPALITY = SIMULATED_SCHOOLS, SHOWN = 10, ALL = SIMULATED_ALL };

/* How figures of a kind are drawn and published. */
enum { TEST, INDEX, SHARE, POINTS };

/* Pupils lie around `mean` with `sd`; schools differ from it by `between`. Of an index the sd of
 * all answers is published, which is larger than that of the pupils' own means. */
static const struct {
  const char *id, *source;
  int kind, grade;
  double mean, sd, between, answers_sd;
} indicators[SIMULATED_INDICATORS] = {{"np_engelsk", "udir-np", TEST, 5, 50, 10, 3, 0},
                                      {"np_lesing", "udir-np", TEST, 5, 50, 10, 3, 0},
                                      {"np_regning", "udir-np", TEST, 5, 50, 10, 3, 0},
                                      {"eu_trivsel", "udir-eu", INDEX, 7, 4.3, 0.7, 0.15, 0.7},
                                      {"eu_motivasjon", "udir-eu", INDEX, 7, 3.7, 0.65, 0.15, 0.9},
                                      {"eu_medvirkning", "udir-eu", INDEX, 7, 3.8, 0.65, 0.15, 0.9},
                                      {"eu_mobbing", "udir-eu", SHARE, 7, 0.09, 0, 0.03, 0},
                                      {"grunnskolepoeng", "udir-gp", POINTS, 10, 42, 9, 2, 0}};

const char *simulated_code(int unit, char code[16]) {
  if (unit == MUNICIPALITY)
    return "9901";
  snprintf(code, 16, "9990000%02d", unit);
  return code;
}

const char *simulated_indicator(int indicator) { return indicators[indicator].id; }

/* Pupils a year: 6 in the smallest school, 85 in the largest, half of them 19 to 56. */
static int pupils_of(int school) { return 6 + (int)(79.0 * pow((school + 0.5) / 40, 1.3)); }

/* The schools with a tenth grade: every third. */
static int has_grade(int school, int grade) { return grade != 10 || school % 3 == 0; }

typedef struct cell {
  int n;
  double sum, squares;
} cell;

static void put(cell *of, double y) {
  of->n++;
  of->sum += y;
  of->squares += y * y;
}

static void add(simulated *of, const char *text) {
  size_t length = strlen(text);
  assert_true(of->length + length < of->room);
  memcpy(of->text + of->length, text, length + 1);
  of->length += length;
}

/* To so many decimals, halves up. */
static double rounded(double value, int decimals) {
  double scale = pow(10, decimals);
  return floor(value * scale + 0.5) / scale;
}

/* The end of a record: value, numerator, n, sd, margin, state. */
static simulated_figure publish(const cell *c, int indicator, char *line, size_t room) {
  static const simulated_figure hidden = {0, 0, 0};
  double n = c->n, mean = c->n > 0 ? c->sum / n : 0;
  if (c->n < SHOWN) {
    snprintf(line, room, ";;;;;suppressed\n");
    return hidden;
  }
  double sd = sqrt((c->squares - n * mean * mean) / (n - 1));
  double margin = rounded(1.96 * sd / sqrt(n), 1);
  switch (indicators[indicator].kind) {
  case TEST:
    snprintf(line, room, "%.0f;;%d;;%.1f;\n", rounded(mean, 0), c->n, margin);
    return (simulated_figure){rounded(mean, 0), margin / 1.96, 1};
  case INDEX:
    sd = rounded(indicators[indicator].answers_sd, 1);
    snprintf(line, room, "%.1f;;%d;%.1f;;\n", rounded(mean, 1), c->n, sd);
    return (simulated_figure){rounded(mean, 1), sd / sqrt(n), 1};
  case SHARE:
    snprintf(line, room, "%.1f;%.0f;%d;;;\n", rounded(100 * mean, 1), c->sum, c->n);
    return (simulated_figure){rounded(100 * mean, 1), 100 * sqrt(mean * (1 - mean) / n), 1};
  default:
    snprintf(line, room, "%.1f;;%d;;;\n", rounded(mean, 1), c->n);
    return (simulated_figure){rounded(mean, 1), 0, 1};
  }
}

static void write_figures(simulated *of, int unit, int indicator, int year, const cell *cells) {
  static const char *const genders[] = {"jente", "gutt", "alle"};
  char code[16], end[96], line[256];
  for (int gender = 0; gender < SIMULATED_GENDERS; gender++) {
    of->figures[unit][indicator][gender][year] =
        publish(&cells[gender], indicator, end, sizeof end);
    snprintf(line, sizeof line, "%s,%s,%d-%02d,%d,%s,%s,", indicators[indicator].source,
             simulated_code(unit, code), FIRST + year, FIRST + year - 1999,
             indicators[indicator].grade, genders[gender], indicators[indicator].id);
    for (char *c = line; *c != '\0'; c++)
      *c = *c == ',' ? ';' : *c;
    for (char *c = end; *c != '\0'; c++)
      *c = *c == '.' ? ',' : *c;
    add(of, line);
    add(of, end);
  }
}

static double draw_pupil(uint64_t *seed, int indicator, double level) {
  if (indicators[indicator].kind == SHARE)
    return random_unit(seed) < level;
  double y = level + indicators[indicator].sd * random_normal(seed);
  return indicators[indicator].kind == INDEX ? fmin(fmax(y, 1), 5) : y;
}

/* The pupils of a school in one year: every year others, about as many. */
static void draw_school(uint64_t *seed, int school, int indicator, double level, cell *cells,
                        cell *municipality) {
  int n = (int)(pupils_of(school) * (0.9 + 0.2 * random_unit(seed)) + 0.5);
  for (int i = 0; i < n; i++) {
    double y = draw_pupil(seed, indicator, level);
    int gender = random_unit(seed) < 0.5;
    put(&cells[gender], y);
    put(&cells[ALL], y);
    put(&municipality[gender], y);
    put(&municipality[ALL], y);
  }
}

static double change_of(simulated_change change, int school, int indicator, int year) {
  double part = (double)year / (SIMULATED_YEARS - 1);
  if (indicator == SIMULATED_READING)
    return change.reading * part;
  return indicator == SIMULATED_MATHS && school == SIMULATED_SCHOOL ? change.maths * part : 0;
}

static void draw_indicator(simulated *of, uint64_t *seed, simulated_change change, int indicator) {
  double levels[SIMULATED_SCHOOLS];
  for (int school = 0; school < SIMULATED_SCHOOLS; school++)
    levels[school] =
        fmax(indicators[indicator].mean + indicators[indicator].between * random_normal(seed),
             indicators[indicator].mean / 3);
  for (int year = 0; year < SIMULATED_YEARS; year++) {
    cell municipality[SIMULATED_GENDERS] = {{0, 0, 0}};
    for (int school = 0; school < SIMULATED_SCHOOLS; school++) {
      if (!has_grade(school, indicators[indicator].grade))
        continue;
      cell cells[SIMULATED_GENDERS] = {{0, 0, 0}};
      draw_school(seed, school, indicator,
                  levels[school] + change_of(change, school, indicator, year), cells, municipality);
      write_figures(of, school, indicator, year, cells);
    }
    write_figures(of, MUNICIPALITY, indicator, year, municipality);
  }
}

simulated *simulated_draw(uint64_t *seed, simulated_change change) {
  simulated *of = calloc(1, sizeof *of);
  assert_non_null(of);
  of->room = (size_t)4 << 20;
  of->text = malloc(of->room);
  assert_non_null(of->text);
  add(of, "source;unit_code;period;grade;gender;indicator;value;numerator;n;sd;margin;state\n");
  for (int indicator = 0; indicator < SIMULATED_INDICATORS; indicator++)
    draw_indicator(of, seed, change, indicator);
  return of;
}

void simulated_free(simulated *of) {
  if (of != NULL)
    free(of->text);
  free(of);
}

static void add_register(tell_ingest *ingest) {
  char text[4096] =
      "code;name;level;parent\n99;Havfylket;county;I\n9901;Fjellvik;municipality;99\n",
       code[16];
  for (int school = 0; school < SIMULATED_SCHOOLS; school++)
    snprintf(text + strlen(text), sizeof text - strlen(text), "%s;Skole %d;school;9901\n",
             simulated_code(school, code), school + 1);
  assert_int_equal(tell_ingest_add_memory(ingest, "register.csv", text, strlen(text), NULL),
                   TELL_OK);
}

tell_release *simulated_release(const tell_catalogue *catalogue, const simulated *of) {
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  tell_table *indicator_set = NULL, *trends = NULL;
  tell_release *release = NULL;
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  add_register(ingest);
  assert_int_equal(tell_ingest_add_memory(ingest, "figures.csv", of->text, of->length, NULL),
                   TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &dataset, NULL), TELL_OK);
  assert_int_equal(tell_issues_total(tell_dataset_issues(dataset), TELL_SEVERITY_ERROR), 0);
  assert_int_equal(tell_indicators_compute(dataset, &indicator_set, NULL), TELL_OK);
  assert_int_equal(tell_trends_compute(catalogue, indicator_set, &trends, NULL), TELL_OK);
  assert_int_equal(
      tell_release_create(catalogue, NULL, dataset, indicator_set, trends, &release, NULL),
      TELL_OK);
  tell_table_free(trends);
  tell_table_free(indicator_set);
  tell_dataset_free(dataset);
  tell_ingest_free(ingest);
  return release;
}
