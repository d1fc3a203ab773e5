/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line of telling-check. */
#ifndef CHECK_ARGUMENTS_H
#define CHECK_ARGUMENTS_H

typedef struct check_arguments {
  int is_strict;
  const char *delimiter,
      *encoding;       /* as tell_ingest_set_delimiter() and _set_encoding() take them */
  const char *layout;  /* NULL: found from the header */
  const char *mapping; /* file that says what the columns are, NULL = none */
  const char *unit_level, *unit_code; /* of files that name no unit, NULL = none */
  const char *catalogue; /* folder of the caller's own definitions, NULL = built-in only */
  int with_cells, show_help, show_version, show_layouts;
  char **files; /* from the command line */
  int file_count;
} check_arguments;

/** Takes the command line apart. Returns 0 with a message in `*why` (about `*word`) when it is not
 * valid. */
int check_arguments_read(check_arguments *arguments, int argc, char **argv, const char **why,
                         const char **word);

extern const char check_help[];

#endif
