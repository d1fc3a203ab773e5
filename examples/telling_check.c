/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * telling-check: reads files and tells what is wrong in them, line by line,
 * before anybody makes a report of them. Shows reading with options,
 * callbacks and the screener.
 *
 *   telling-check examples/data/nasjonale-prover-8-trinn.csv
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <telling.h>

#include "check/run.h"

static void print_layouts(void) {
  for (int32_t i = 0; i < tell_ingest_layout_count(); i++)
    puts(tell_ingest_layout_name(i));
}

static int has_layout(const char *name) {
  for (int32_t i = 0; i < tell_ingest_layout_count(); i++)
    if (strcmp(tell_ingest_layout_name(i), name) == 0)
      return 1;
  return 0;
}

static tell_status load_catalogue(const check_arguments *arguments, tell_catalogue **catalogue,
                                  tell_error *error) {
  if (arguments->catalogue == NULL)
    return tell_catalogue_create(catalogue, error);
  return tell_catalogue_create_from(arguments->catalogue, TELL_CATALOGUE_EXTEND, catalogue, error);
}

static int run(const check_arguments *arguments) {
  tell_error *error = NULL;
  tell_catalogue *catalogue = NULL;
  int refused = 0;
  if (tell_error_create(&error) != TELL_OK)
    return 1;
  if (load_catalogue(arguments, &catalogue, error) != TELL_OK) {
    check_print_finding(tell_error_source(error), tell_error_line(error), tell_error_column(error),
                        "error", "catalogue", tell_error_message(error));
    refused = 2;
  } else if (!check_run(catalogue, arguments)) {
    refused = 1;
  }
  tell_catalogue_free(catalogue);
  tell_error_free(error);
  return refused;
}

/* What was not written must not look like an answer: a full disk, or a reader that has gone. */
static int end_output(int exit_status) {
  int is_lost = fflush(stdout) != 0;
  if (!ferror(stdout) && !is_lost && !ferror(stderr))
    return exit_status;
  fputs("telling-check: the output could not be written\n", stderr);
  return 1;
}

int main(int argc, char **argv) {
  /* Writing to a closed pipe fails then, as on a full disk, and is told. */
  signal(SIGPIPE, SIG_IGN);
  check_arguments arguments;
  const char *why = "", *word = "";
  if (!check_arguments_read(&arguments, argc, argv, &why, &word)) {
    fprintf(stderr, "telling-check: %s%s%s\nTry telling-check --help.\n", word,
            word[0] != '\0' ? ": " : "", why);
    return 2;
  }
  if (arguments.show_help)
    fputs(check_help, stdout);
  else if (arguments.show_version)
    printf("telling-check %s\n", tell_version_string());
  else if (arguments.show_layouts)
    print_layouts();
  if (arguments.show_help || arguments.show_version || arguments.show_layouts)
    return end_output(0);
  if (arguments.layout != NULL && !has_layout(arguments.layout)) {
    fprintf(stderr, "telling-check: --layout: there is no layout %s\n", arguments.layout);
    return 2;
  }
  return end_output(run(&arguments));
}
