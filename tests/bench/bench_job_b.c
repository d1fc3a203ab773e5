/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Job B from file to results, through the public API only: pupils (answers,
 * scale score, level) to index.csv (n, mean, SD, SE for each school, year,
 * gender and measure) and levels.csv (shares with Wilson intervals). Prints a
 * line of JSON with what it took. Run it through run.py --job b, or:
 *
 *   bench_job_b --catalogue FOLDER [--threads N] FILE OUTPUT_FOLDER
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <telling.h>

#include "measure.h"
#include "writing.h"

static const char level_indicator[] = "jobb_skalapoeng_niva";

/* What a measure is called in index.csv, by the id of its indicator. */
static const char *const measure_names[][2] = {
    {"jobb_idx1", "IDX1"}, {"jobb_idx2", "IDX2"}, {"jobb_idx3", "IDX3"},
    {"jobb_idx4", "IDX4"}, {"jobb_idx5", "IDX5"}, {"jobb_idx6", "IDX6"},
    {"jobb_idx7", "IDX7"}, {"jobb_idx8", "IDX8"}, {"jobb_skalapoeng", "Skalapoeng"}};

typedef struct job {
  const char *catalogue, *file, *folder;
  int32_t threads;
  writing *index, *levels;
} job;

/* 0 when the arguments are none. */
static int take_arguments(job *wanted, int count, char **arguments) {
  for (int i = 1; i < count; i++) {
    const char *value = i + 1 < count ? arguments[i + 1] : NULL;
    if (strcmp(arguments[i], "--catalogue") == 0 && value != NULL)
      wanted->catalogue = arguments[++i];
    else if (strcmp(arguments[i], "--threads") == 0 && value != NULL)
      wanted->threads = (int32_t)strtol(arguments[++i], NULL, 10);
    else if (wanted->file == NULL)
      wanted->file = arguments[i];
    else if (wanted->folder == NULL)
      wanted->folder = arguments[i];
    else
      return 0;
  }
  return wanted->catalogue != NULL && wanted->folder != NULL;
}

static const char *name_of(const char *indicator) {
  for (size_t i = 0; i < sizeof measure_names / sizeof *measure_names; i++)
    if (strcmp(measure_names[i][0], indicator) == 0)
      return measure_names[i][1];
  return indicator;
}

/* School, school year and gender: what every line begins with. */
static void write_group(writing *out, const tell_groups *groups) {
  int32_t period = tell_groups_period(groups);
  writing_text(out, tell_groups_unit(groups));
  writing_text(out, ";");
  writing_whole(out, period);
  writing_text(out, "-");
  writing_whole(out, (period + 1) % 100 / 10);
  writing_whole(out, (period + 1) % 10);
  writing_text(out, tell_groups_gender(groups) == 1 ? ";Jenter;" : ";Gutter;");
}

static void write_measure(writing *out, const tell_groups *groups) {
  double sd = 0;
  int64_t n = tell_groups_n(groups);
  int32_t has_sd = tell_groups_sd(groups, &sd);
  write_group(out, groups);
  writing_text(out, name_of(tell_groups_indicator(groups)));
  writing_text(out, ";");
  writing_whole(out, n);
  writing_text(out, ";");
  writing_number(out, tell_groups_value(groups));
  writing_text(out, ";");
  if (has_sd)
    writing_number(out, sd);
  writing_text(out, ";");
  if (has_sd)
    writing_number(out, sd / sqrt((double)n));
  writing_text(out, "\n");
}

/* Wilson's interval of the job: JOBS.md gives the formula. */
static void wilson(double count, double total, double *low, double *high) {
  static const double z = 1.959963984540054;
  double share = count / total;
  double centre = (share + z * z / (2 * total)) / (1 + z * z / total);
  double half =
      z / (1 + z * z / total) * sqrt(share * (1 - share) / total + z * z / (4 * total * total));
  *low = centre - half;
  *high = centre + half;
}

static void write_level(writing *out, const tell_groups *groups) {
  int64_t count = 0;
  int64_t total = tell_groups_n(groups);
  double low = 0, high = 0;
  tell_groups_numerator(groups, &count);
  wilson((double)count, (double)total, &low, &high);
  write_group(out, groups);
  writing_whole(out, tell_groups_level(groups));
  writing_text(out, ";");
  writing_whole(out, count);
  writing_text(out, ";");
  writing_whole(out, total);
  writing_text(out, ";");
  writing_number(out, (double)count / (double)total);
  writing_text(out, ";");
  writing_number(out, low);
  writing_text(out, ";");
  writing_number(out, high);
  writing_text(out, "\n");
}

static tell_status write_results(const job *wanted, tell_groups *groups, tell_error *err) {
  tell_status status = TELL_OK;
  writing_text(wanted->index, "Organisasjonsnummer;Skoleaar;Kjoenn;Maal;N;Snitt;SD;SE\n");
  writing_text(
      wanted->levels,
      "Organisasjonsnummer;Skoleaar;Kjoenn;Nivaa;Antall;Total;Andel;Wilson_lo;Wilson_hi\n");
  while ((status = tell_groups_next(groups, err)) == TELL_OK) {
    if (tell_groups_gender(groups) == 0)
      continue;
    if (strcmp(tell_groups_indicator(groups), level_indicator) == 0)
      write_level(wanted->levels, groups);
    else
      write_measure(wanted->index, groups);
  }
  return status == TELL_END ? TELL_OK : status;
}

static void print(const job *wanted, measure read, measure all) {
  printf("{\"wall\": %.4f, \"cpu\": %.4f, \"read_wall\": %.4f, \"read_cpu\": %.4f, "
         "\"megabytes_s\": %.1f, \"peak_mib\": %.1f}\n",
         all.wall, all.cpu, read.wall, read.cpu,
         (double)measure_file(wanted->file) / all.wall / 1e6,
         (double)measure_peak() / (1024 * 1024));
}

static tell_status run(const job *wanted, tell_catalogue **catalogue, tell_ingest **ingest,
                       tell_groups **groups, tell_error *err) {
  measure begin = measure_now();
  tell_status status =
      tell_catalogue_create_from(wanted->catalogue, TELL_CATALOGUE_EXTEND, catalogue, err);
  if (status == TELL_OK)
    status = tell_ingest_create(*catalogue, ingest, err);
  if (status == TELL_OK)
    status = tell_ingest_set_threads(*ingest, wanted->threads, err);
  if (status == TELL_OK)
    status = tell_ingest_keep_groups(*ingest, "none", err);
  if (status == TELL_OK)
    status = tell_ingest_add_file(*ingest, wanted->file, err);
  if (status == TELL_OK)
    status = tell_ingest_take_groups(*ingest, groups, err);
  measure read = measure_since(begin);
  if (status == TELL_OK)
    status = write_results(wanted, *groups, err);
  if (status == TELL_OK)
    print(wanted, read, measure_since(begin));
  return status;
}

int main(int count, char **arguments) {
  job wanted = {.threads = 0};
  tell_error *err = NULL;
  tell_catalogue *catalogue = NULL;
  tell_ingest *ingest = NULL;
  tell_groups *groups = NULL;
  if (!take_arguments(&wanted, count, arguments)) {
    fprintf(stderr, "bench_job_b --catalogue FOLDER [--threads N] FILE OUTPUT_FOLDER\n");
    return 2;
  }
  wanted.index = writing_open(wanted.folder, "index.csv");
  wanted.levels = writing_open(wanted.folder, "levels.csv");
  tell_status status = tell_error_create(&err);
  if (wanted.index == NULL || wanted.levels == NULL)
    status = TELL_E_IO;
  if (status == TELL_OK)
    status = run(&wanted, &catalogue, &ingest, &groups, err);
  if (status != TELL_OK)
    fprintf(stderr, "bench_job_b: %s: %s\n", tell_status_name(status), tell_error_message(err));
  tell_groups_free(groups);
  tell_ingest_free(ingest);
  tell_catalogue_free(catalogue);
  tell_error_free(err);
  int is_written = writing_close(wanted.index) & writing_close(wanted.levels);
  return status == TELL_OK && is_written ? 0 : 1;
}
