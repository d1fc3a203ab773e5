/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line of telling-check: options, defaults, help. */
#include "arguments.h"

#include <string.h>

#include "../common/unit_option.h"

const char check_help[] =
    "telling-check [options] FILE...\n"
    "\n"
    "Reads files with school counts together and tells what is wrong in them. Options come\n"
    "before the files; - is standard input.\n"
    "\n"
    "  --mode strict|lenient  strict refuses a file at its first defect; lenient\n"
    "                         (default) sets bad records aside and counts them\n"
    "  --delimiter auto|comma|semicolon|tab|pipe|space\n"
    "  --encoding auto|utf-8|utf-16|latin-1|windows-1252\n"
    "  --layout auto|none|NAME\n"
    "                         none: a plain table; NAME: --layouts lists them\n"
    "  --mapping FILE         says what the columns of the files are (README, Your own layout)\n"
    "  --unit LEVEL:CODE      the unit of files that name none, such as school:974589648\n"
    "  --catalogue DIR        your own definitions, added to the built-in ones\n"
    "  --cells                give every cell of every good record\n"
    "  --layouts, --help, --version\n"
    "\n"
    "Findings go to standard error, one line each:\n"
    "  FILE:LINE:COLUMN: SEVERITY CODE message\n"
    "Standard output has one JSON object for each file, in their order: file, encoding,\n"
    "delimiter, layout, fields, read, accepted, rejected, skipped (null where it is not\n"
    "known), and with --cells a list cells of record, column, status, value; digits that\n"
    "begin with 0, such as 0301, are a text.\n"
    "Exit status: 0 all files can be used; 1 a file is refused, or has no good record and\n"
    "some bad ones, or the output could not be written; 2 wrong use.\n";

static int is_one_of(const char *value, const char *const *choices) {
  for (; *choices != NULL; choices++)
    if (strcmp(value, *choices) == 0)
      return 1;
  return 0;
}

/** An option with a value; returns 0 when the name or the value is unknown. */
static int read_option(check_arguments *arguments, const char *name, const char *value) {
  static const char *const modes[] = {"strict", "lenient", NULL};
  static const char *const delimiters[] = {"auto", "comma", "semicolon", "tab",
                                           "pipe", "space", NULL};
  static const char *const encodings[] = {"auto",    "utf-8",        "utf-16",
                                          "latin-1", "windows-1252", NULL};
  if (strcmp(name, "--mode") == 0) {
    arguments->is_strict = strcmp(value, "strict") == 0;
    return is_one_of(value, modes);
  }
  if (strcmp(name, "--delimiter") == 0) {
    arguments->delimiter = value;
    return is_one_of(value, delimiters);
  }
  if (strcmp(name, "--encoding") == 0) {
    arguments->encoding = value;
    return is_one_of(value, encodings);
  }
  if (strcmp(name, "--layout") == 0)
    arguments->layout = strcmp(value, "auto") == 0 ? NULL : value;
  else if (strcmp(name, "--mapping") == 0)
    arguments->mapping = value;
  else if (strcmp(name, "--unit") == 0)
    return unit_option_read(value, &arguments->unit_level, &arguments->unit_code);
  else if (strcmp(name, "--catalogue") == 0)
    arguments->catalogue = value;
  else
    return 0;
  return 1;
}

/** An option without a value; returns 0 when there is none of that name. */
static int read_flag(check_arguments *arguments, const char *name) {
  if (strcmp(name, "--cells") == 0)
    arguments->with_cells = 1;
  else if (strcmp(name, "--help") == 0)
    arguments->show_help = 1;
  else if (strcmp(name, "--version") == 0)
    arguments->show_version = 1;
  else if (strcmp(name, "--layouts") == 0)
    arguments->show_layouts = 1;
  else
    return 0;
  return 1;
}

/** "-" alone is standard input. */
static int is_option(const char *word) { return word[0] == '-' && word[1] != '\0'; }

/** Takes the options; `*at` receives the place of the first file. */
static int read_options(check_arguments *arguments, int argc, char **argv, int *at) {
  for (; *at < argc && is_option(argv[*at]) && strcmp(argv[*at], "--") != 0; (*at)++) {
    if (read_flag(arguments, argv[*at]))
      continue;
    if (*at + 1 >= argc || !read_option(arguments, argv[*at], argv[*at + 1]))
      return 0;
    (*at)++;
  }
  return 1;
}

int check_arguments_read(check_arguments *arguments, int argc, char **argv, const char **why,
                         const char **word) {
  int at = 1;
  *arguments = (check_arguments){.delimiter = "auto", .encoding = "auto"};
  *why = "no such option, or not a value it takes";
  if (!read_options(arguments, argc, argv, &at)) {
    *word = argv[at];
    return 0;
  }
  /* Behind "--" everything is a file. */
  int is_ended = at < argc && strcmp(argv[at], "--") == 0;
  at += is_ended;
  *why = "options come before the files; put -- before a file whose name begins with -";
  for (int i = at; !is_ended && i < argc; i++) {
    *word = argv[i];
    if (is_option(argv[i]))
      return 0;
  }
  arguments->files = argv + at;
  arguments->file_count = argc - at;
  *word = "";
  *why = "name at least one file to check";
  return arguments->file_count > 0 || arguments->show_help || arguments->show_version ||
         arguments->show_layouts;
}
