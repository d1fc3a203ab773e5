/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line of telling-report. */
#ifndef REPORT_ARGUMENTS_H
#define REPORT_ARGUMENTS_H

#include <telling.h>

typedef struct report_arguments {
  const char *html;   /* file to write, NULL = none */
  const char *csv;    /* folder to write, NULL = none */
  int analyses;       /* whether the analyses go there too */
  const char *groups; /* file of groups for them, NULL = none */
  tell_dialect dialect;
  const char *policy;                 /* NULL = the library's default */
  const char *date;                   /* NULL = none printed */
  const char *municipality;           /* code, NULL = the only one */
  const char *unit_level, *unit_code; /* of files that name no unit, NULL = none */
  const char *mapping;   /* file that says what the columns are, NULL = layouts are recognised */
  const char *catalogue; /* folder of the caller's own definitions, NULL = built-in only */
  tell_catalogue_mode catalogue_mode;
  tell_language language;
  double level;           /* of trends and analyses, 0 = the library's default */
  int32_t adjust, family; /* TELL_ADJUST_…, TELL_TRENDS_FAMILY_…, 0 = the library's default */
  int rescaled;           /* with corrected scales beside the published ones */
  char **inputs;          /* files and folders, from the command line */
  int input_count;
  int show_help, show_version, quiet;
} report_arguments;

/** Takes the command line apart. Returns 0 with a message in `*why` (about `*word`) when it is not
 * valid. */
int report_arguments_read(report_arguments *arguments, int argc, char **argv, const char **why,
                          const char **word);

extern const char report_help[];

#endif
