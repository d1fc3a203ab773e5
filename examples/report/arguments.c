/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line of telling-report: options, defaults, help. */
#include "arguments.h"

#include <stdlib.h>
#include <string.h>

#include "../common/unit_option.h"

const char report_help[] =
    "telling-report [options] INPUT...\n"
    "\n"
    "Makes a quality report of a municipality from files with school counts.\n"
    "INPUT is a file, or a folder whose .csv, .tsv and .txt files are read.\n"
    "Encoding, delimiter and layout are found from the bytes.\n"
    "\n"
    "  --html FILE           write the report as one HTML file\n"
    "  --csv DIR             write indicators.csv, trends.csv, hidden.csv, units.csv, files.csv\n"
    "  --analyses            with --csv, a file more for each analysis: groups.csv,\n"
    "                        decomposition.csv, variation.csv, variation_units.csv, equity.csv,\n"
    "                        comparisons.csv, persistence.csv, readouts.csv\n"
    "  --groups FILE         groups of units for the analyses: group;name;level;code\n"
    "  --dialect NAME        canonical (default: comma, decimal point) or excel-nb\n"
    "                        (opens in a Norwegian Excel: semicolon, decimal comma)\n"
    "  --policy NAME         privacy: public (default), internal, none, or your own\n"
    "  --municipality CODE   which one the report is about; needed when there are several\n"
    "  --language nb|nn|en   language of the report (default nb)\n"
    "  --level LEVEL         of trends and analyses, 0.5 to 0.9999 (default 0.95): their\n"
    "                        intervals, and how sure a change must be to be called clear.\n"
    "                        Intervals of figures are always of 95 %\n"
    "  --adjust NAME         for how many tests are judged together: bh (Benjamini-Hochberg, the\n"
    "                        default of trends), by (Benjamini-Yekutieli), holm (the default\n"
    "                        of analyses), none\n"
    "  --family NAME         which trends are judged together: municipality (default: with its\n"
    "                        areas and schools), unit (each unit's), all\n"
    "  --rescaled            adds rows of the national tests of 2014-2021 with Statistics\n"
    "                        Norway's corrected scales (municipalities and above)\n"
    "  --date TEXT           a date to print; there is no clock in the report\n"
    "  --catalogue DIR       your own definitions, added to the built-in ones\n"
    "  --catalogue-only DIR  your own definition files instead of the built-in ones\n"
    "  --mapping FILE        your own layout: what the columns of every INPUT are\n"
    "  --unit LEVEL:CODE     the unit of files that name none, such as school:974589648\n"
    "                        (README, \"Your own layout\")\n"
    "  --quiet               no progress and no notes on standard error\n"
    "  --help, --version\n"
    "\n"
    "Findings about the input go to standard error, one line each:\n"
    "  FILE:LINE:COLUMN: SEVERITY CODE message\n"
    "Exit status: 0 done; 1 an INPUT could not be read (the rest is still written),\n"
    "or nothing could be made; 2 wrong use.\n";

static int read_language(report_arguments *arguments, const char *value) {
  static const char *const names[] = {"", "nb", "nn", "en"};
  for (tell_language i = TELL_LANGUAGE_NB; i <= TELL_LANGUAGE_EN; i++) {
    if (strcmp(value, names[i]) == 0)
      arguments->language = i;
  }
  return arguments->language != 0;
}

/** TELL_TRENDS_FAMILY_… by its name; 0 when it is none of them. */
static int32_t find_family(const char *value) {
  if (strcmp(value, "municipality") == 0)
    return TELL_TRENDS_FAMILY_MUNICIPALITY;
  if (strcmp(value, "unit") == 0)
    return TELL_TRENDS_FAMILY_UNIT;
  return strcmp(value, "all") == 0 ? TELL_TRENDS_FAMILY_ALL : 0;
}

/** How trends are judged; returns 0 when the name or the value is unknown. The library says which
 * levels there are. */
static int read_judging(report_arguments *arguments, const char *name, const char *value) {
  if (strcmp(name, "--level") == 0) {
    char *end = NULL;
    arguments->level = strtod(value, &end);
    return end != value && *end == '\0' && arguments->level > 0;
  }
  if (strcmp(name, "--adjust") == 0)
    return (arguments->adjust = tell_adjust_find(value)) != 0;
  if (strcmp(name, "--family") == 0)
    return (arguments->family = find_family(value)) != 0;
  return 0;
}

/** An option with a value; returns 0 when the name or the value is unknown. */
static int read_option(report_arguments *arguments, const char *name, const char *value) {
  if (strcmp(name, "--html") == 0) {
    arguments->html = value;
  } else if (strcmp(name, "--csv") == 0) {
    arguments->csv = value;
  } else if (strcmp(name, "--groups") == 0) {
    arguments->groups = value;
  } else if (strcmp(name, "--dialect") == 0) {
    arguments->dialect = tell_dialect_find(value);
    return arguments->dialect != 0;
  } else if (strcmp(name, "--policy") == 0) {
    arguments->policy = value;
  } else if (strcmp(name, "--municipality") == 0) {
    arguments->municipality = value;
  } else if (strcmp(name, "--language") == 0) {
    arguments->language = 0;
    return read_language(arguments, value);
  } else if (strcmp(name, "--date") == 0) {
    arguments->date = value;
  } else if (strcmp(name, "--unit") == 0) {
    return unit_option_read(value, &arguments->unit_level, &arguments->unit_code);
  } else if (strcmp(name, "--mapping") == 0) {
    arguments->mapping = value;
  } else if (strcmp(name, "--catalogue") == 0) {
    arguments->catalogue = value;
    arguments->catalogue_mode = TELL_CATALOGUE_EXTEND;
  } else if (strcmp(name, "--catalogue-only") == 0) {
    arguments->catalogue = value;
    arguments->catalogue_mode = TELL_CATALOGUE_REPLACE;
  } else {
    return read_judging(arguments, name, value);
  }
  return 1;
}

/** An option without a value; returns 0 when there is none of that name. */
static int read_flag(report_arguments *arguments, const char *name) {
  if (strcmp(name, "--help") == 0) {
    arguments->show_help = 1;
  } else if (strcmp(name, "--version") == 0) {
    arguments->show_version = 1;
  } else if (strcmp(name, "--quiet") == 0) {
    arguments->quiet = 1;
  } else if (strcmp(name, "--analyses") == 0) {
    arguments->analyses = 1;
  } else if (strcmp(name, "--rescaled") == 0) {
    arguments->rescaled = 1;
  } else {
    return 0;
  }
  return 1;
}

int report_arguments_read(report_arguments *arguments, int argc, char **argv, const char **why,
                          const char **word) {
  int at = 1;
  memset(arguments, 0, sizeof *arguments);
  arguments->language = TELL_LANGUAGE_NB;
  arguments->dialect = TELL_DIALECT_CANONICAL;
  for (; at < argc && strncmp(argv[at], "--", 2) == 0; at++) {
    *word = argv[at];
    if (strcmp(argv[at], "--") == 0) {
      at++;
      break;
    }
    if (read_flag(arguments, argv[at]))
      continue;
    *why = "no such option, or not a value it takes";
    if (at + 1 >= argc || !read_option(arguments, argv[at], argv[at + 1]))
      return 0;
    at++;
  }
  for (int i = at; i < argc; i++) {
    *word = argv[i];
    *why = "options come before the inputs (or -- before an input of that name)";
    if (strncmp(argv[i], "--", 2) == 0 && strcmp(argv[at - 1], "--") != 0)
      return 0;
  }
  arguments->inputs = argv + at;
  arguments->input_count = argc - at;
  if (arguments->show_help || arguments->show_version)
    return 1;
  *word = "";
  *why = "name at least one file or folder to read";
  if (arguments->input_count == 0)
    return 0;
  *why = "analyses are files beside those of --csv DIR, and groups are theirs";
  if ((arguments->analyses && arguments->csv == NULL) ||
      (arguments->groups != NULL && !arguments->analyses))
    return 0;
  *why = "say what to write: --html FILE, --csv DIR, or both";
  return arguments->html != NULL || arguments->csv != NULL;
}
