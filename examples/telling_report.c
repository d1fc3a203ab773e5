/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * telling-report: from files with school counts to a quality report.
 * Shows the whole way through the library: catalogue, reading, indicator set,
 * trends, release, output. There are no statistics in here.
 *
 *   telling-report --html report.html --csv tables examples/data
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <telling.h>

#include "report/arguments.h"
#include "report/write.h"

/** The stages' results, freed together. */
typedef struct stages {
  tell_error *error;
  tell_catalogue *catalogue;
  tell_indicators_options *indicators_options;
  tell_trends_options *trends_options;
  tell_analysis_options *analysis_options;
  tell_ingest *ingest;
  tell_dataset *dataset;
  tell_table *indicators, *trends;
  tell_release *release;
} stages;

static void free_work(stages *work) {
  tell_release_free(work->release);
  tell_table_free(work->trends);
  tell_table_free(work->indicators);
  tell_dataset_free(work->dataset);
  tell_ingest_free(work->ingest);
  tell_analysis_options_free(work->analysis_options);
  tell_trends_options_free(work->trends_options);
  tell_indicators_options_free(work->indicators_options);
  tell_catalogue_free(work->catalogue);
  tell_error_free(work->error);
}

/** "source:line:column: error CODE message" for a failed call. */
static void print_error(const tell_error *error) {
  const char *source = tell_error_source(error);
  fputs("telling-report: ", stderr);
  if (source[0] != '\0') {
    fprintf(stderr, "%s:%lld:%lld: ", source, (long long)tell_error_line(error),
            (long long)tell_error_column(error));
  }
  fprintf(stderr, "%s %s\n", tell_status_name(tell_error_status(error)), tell_error_message(error));
}

static void print_issues(const tell_issues *issues, int quiet) {
  int64_t count = tell_issues_count(issues);
  for (int64_t i = 0; i < count; i++) {
    if (quiet && tell_issues_severity(issues, i) == TELL_SEVERITY_NOTE)
      continue;
    fprintf(stderr, "%s:%lld:%lld: %s %s %s\n", tell_issues_source(issues, i),
            (long long)tell_issues_line(issues, i), (long long)tell_issues_column(issues, i),
            tell_severity_id(tell_issues_severity(issues, i)), tell_issues_code(issues, i),
            tell_issues_message(issues, i));
  }
  if (tell_issues_dropped(issues) > 0) {
    fprintf(stderr, "telling-report: %lld further findings are counted but not listed\n",
            (long long)tell_issues_dropped(issues));
  }
}

static tell_status load_catalogue(stages *work, const report_arguments *arguments) {
  if (arguments->catalogue == NULL)
    return tell_catalogue_create(&work->catalogue, work->error);
  return tell_catalogue_create_from(arguments->catalogue, arguments->catalogue_mode,
                                    &work->catalogue, work->error);
}

/** Whether a failed input stops everything: not when it is only this file. */
static int is_fatal(tell_status status) {
  return status == TELL_E_MEMORY || status == TELL_E_ARGUMENT || status == TELL_E_INTERNAL;
}

static tell_status read_input(stages *work, const char *input) {
  struct stat facts;
  if (stat(input, &facts) == 0 && S_ISDIR(facts.st_mode))
    return tell_ingest_add_folder(work->ingest, input, work->error);
  return tell_ingest_add_file(work->ingest, input, work->error);
}

/** Reads every input; one that cannot be read is reported, counted, and does not stop the others.
 */
static tell_status read_inputs(stages *work, const report_arguments *arguments, int *unread) {
  tell_status status = tell_ingest_create(work->catalogue, &work->ingest, work->error);
  tell_status last = TELL_OK;
  if (status == TELL_OK && arguments->unit_level != NULL)
    status = tell_ingest_set_unit(work->ingest, arguments->unit_level, arguments->unit_code, NULL,
                                  work->error);
  if (status == TELL_OK && arguments->mapping != NULL)
    status = tell_ingest_set_mapping(work->ingest, arguments->mapping, work->error);
  if (status != TELL_OK)
    return status;
  for (int i = 0; i < arguments->input_count; i++) {
    tell_status one = read_input(work, arguments->inputs[i]);
    if (is_fatal(one))
      return one;
    if (one == TELL_OK)
      continue;
    last = one;
    ++*unread;
  }
  if (*unread == arguments->input_count) {
    print_issues(tell_ingest_issues(work->ingest), arguments->quiet);
    return last;
  }
  last = tell_ingest_finish(work->ingest, &work->dataset, work->error);
  print_issues(tell_dataset_issues(work->dataset), arguments->quiet);
  return last;
}

static tell_status choose_for_analyses(stages *work, const report_arguments *arguments) {
  tell_status status = tell_analysis_options_create(&work->analysis_options, work->error);
  if (status == TELL_OK && arguments->level > 0)
    status = tell_analysis_options_set_level(work->analysis_options, arguments->level, work->error);
  if (status == TELL_OK && arguments->adjust != 0)
    status =
        tell_analysis_options_set_adjust(work->analysis_options, arguments->adjust, work->error);
  if (status == TELL_OK && arguments->groups != NULL)
    status =
        tell_analysis_options_read_groups(work->analysis_options, arguments->groups, work->error);
  return status;
}

/** Before anything is read: a level that is none should not cost the time. */
static tell_status choose(stages *work, const report_arguments *arguments) {
  tell_status status = tell_indicators_options_create(&work->indicators_options, work->error);
  if (status == TELL_OK)
    status = tell_trends_options_create(&work->trends_options, work->error);
  if (status == TELL_OK)
    status = tell_indicators_options_set_rescaled(work->indicators_options, arguments->rescaled,
                                                  work->error);
  if (status == TELL_OK && arguments->level > 0)
    status = tell_trends_options_set_level(work->trends_options, arguments->level, work->error);
  if (status == TELL_OK && arguments->adjust != 0)
    status = tell_trends_options_set_adjust(work->trends_options, arguments->adjust, work->error);
  if (status == TELL_OK && arguments->family != 0)
    status = tell_trends_options_set_family(work->trends_options, arguments->family, work->error);
  return status == TELL_OK ? choose_for_analyses(work, arguments) : status;
}

static tell_status compute(stages *work, const report_arguments *arguments) {
  tell_status status = tell_indicators_compute_with(work->dataset, work->indicators_options,
                                                    &work->indicators, work->error);
  if (status != TELL_OK)
    return status;
  status = tell_trends_compute_with(work->catalogue, work->indicators, work->trends_options,
                                    &work->trends, work->error);
  if (status != TELL_OK)
    return status;
  return tell_release_create(work->catalogue, arguments->policy, work->dataset, work->indicators,
                             work->trends, &work->release, work->error);
}

/** Prints what was read, file by file (the accounts add up); gives how many could not be read. */
static int print_accounts(const tell_table *files, int quiet) {
  int unread = 0;
  int64_t rows = tell_table_row_count(files);
  for (int64_t row = 0; row < rows; row++) {
    const char *layout = report_text(files, row, "layout");
    unread += layout[0] == '\0';
    if (quiet)
      continue;
    printf("%s: ", report_text(files, row, "file"));
    if (layout[0] == '\0') {
      puts("could not be read");
      continue;
    }
    printf("%s, %s, %s; records read %lld = accepted %lld + rejected %lld + skipped %lld\n", layout,
           report_text(files, row, "encoding"), report_text(files, row, "delimiter"),
           (long long)report_whole(files, row, "read", 0),
           (long long)report_whole(files, row, "accepted", 0),
           (long long)report_whole(files, row, "rejected", 0),
           (long long)report_whole(files, row, "skipped", 0));
  }
  return unread;
}

/** Whether the catalogue has the policy that was named. */
static int has_policy(const tell_catalogue *catalogue, const char *policy) {
  const tell_table *table = tell_catalogue_table(catalogue, TELL_CATALOGUE_POLICIES);
  int64_t rows = tell_table_row_count(table);
  for (int64_t row = 0; policy != NULL && row < rows; row++)
    if (strcmp(report_text(table, row, "policy"), policy) == 0)
      return 1;
  return policy == NULL;
}

static int write_all(const stages *work, const report_arguments *arguments, const char **why) {
  report_options options = {.date = arguments->date};
  report_model model;
  int good = 1;
  if (arguments->csv != NULL &&
      !report_write_csv(arguments->csv, work->release, arguments->dialect, why)) {
    return 0;
  }
  if (arguments->analyses &&
      !report_write_analyses(arguments->csv, work->catalogue, work->release, work->analysis_options,
                             arguments->dialect, work->error, why))
    return 0;
  if (arguments->html == NULL)
    return 1;
  if (!report_model_open(&model, work->catalogue, work->release, arguments->language,
                         arguments->municipality, work->error, why)) {
    return 0;
  }
  good = report_write_html(arguments->html, &model, &options, why);
  report_model_close(&model);
  return good;
}

static int run(stages *work, const report_arguments *arguments) {
  const char *why = "";
  int unread = 0;
  if (report_write_over_input(arguments)) {
    fputs("telling-report: the output would replace an input; name another place\n", stderr);
    return 2;
  }
  if (tell_error_create(&work->error) != TELL_OK)
    return 1;
  if (load_catalogue(work, arguments) != TELL_OK) {
    print_error(work->error);
    return 1;
  }
  tell_status chosen = choose(work, arguments);
  if (chosen != TELL_OK) {
    print_error(work->error);
    return chosen == TELL_E_ARGUMENT ? 2 : 1;
  }
  if (!has_policy(work->catalogue, arguments->policy)) {
    fputs("telling-report: the catalogue has no policy of that name\n", stderr);
    return 2;
  }
  if (read_inputs(work, arguments, &unread) != TELL_OK || compute(work, arguments) != TELL_OK) {
    print_error(work->error);
    return 1;
  }
  unread += print_accounts(tell_release_table(work->release, TELL_RELEASE_FILES), arguments->quiet);
  if (!write_all(work, arguments, &why)) {
    if (tell_error_status(work->error) != TELL_OK)
      print_error(work->error);
    fprintf(stderr, "telling-report: %s\n", why);
    return 1;
  }
  return unread > 0;
}

int main(int argc, char **argv) {
  report_arguments arguments;
  stages work = {0};
  const char *why = "", *word = "";
  int status = 0;
  if (!report_arguments_read(&arguments, argc, argv, &why, &word)) {
    fprintf(stderr, "telling-report: %s%s%s\nTry telling-report --help.\n", word,
            word[0] != '\0' ? ": " : "", why);
    return 2;
  }
  if (arguments.show_help) {
    fputs(report_help, stdout);
    return 0;
  }
  if (arguments.show_version) {
    printf("telling-report %s\n", tell_version_string());
    return 0;
  }
  status = run(&work, &arguments);
  free_work(&work);
  return status;
}
