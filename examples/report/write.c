/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing files whole: into a temporary file beside the final name, renamed when everything is
 * there. */
#include "write.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/** The tables of a release and the files they go to. */
static const struct {
  const char *name;
  int32_t which;
} tables[] = {{"indicators.csv", TELL_RELEASE_INDICATORS},
              {"trends.csv", TELL_RELEASE_TRENDS},
              {"hidden.csv", TELL_RELEASE_HIDDEN},
              {"units.csv", TELL_RELEASE_UNITS},
              {"files.csv", TELL_RELEASE_FILES}};

typedef struct whole_file {
  FILE *stream;
  char *path, *temporary;
} whole_file;

static void forget(whole_file *file) {
  if (file->stream != NULL)
    fclose(file->stream);
  if (file->temporary != NULL)
    unlink(file->temporary);
  free(file->path);
  free(file->temporary);
}

/** A link, a device or a pipe of that name is left alone. */
static int may_be_replaced(const char *path) {
  struct stat facts;
  return lstat(path, &facts) != 0 || S_ISREG(facts.st_mode);
}

static int begin(whole_file *file, const char *folder, const char *name) {
  size_t room = strlen(folder) + strlen(name) + 16;
  int descriptor = -1;
  memset(file, 0, sizeof *file);
  file->path = malloc(room);
  file->temporary = malloc(room);
  if (file->path == NULL || file->temporary == NULL)
    return 0;
  snprintf(file->path, room, "%s%s%s", folder, folder[0] != '\0' ? "/" : "", name);
  snprintf(file->temporary, room, "%s.XXXXXX", file->path);
  if (may_be_replaced(file->path))
    descriptor = mkstemp(file->temporary);
  if (descriptor < 0) {
    free(file->temporary);
    file->temporary = NULL;
    return 0;
  }
  file->stream = fdopen(descriptor, "wb");
  if (file->stream == NULL)
    close(descriptor);
  return file->stream != NULL;
}

static int is_same(const char *path, const char *other) {
  struct stat one, two;
  return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev &&
         one.st_ino == two.st_ino;
}

static int is_one_of(const char *path, const report_arguments *arguments) {
  for (int i = 0; i < arguments->input_count; i++)
    if (is_same(path, arguments->inputs[i]))
      return 1;
  if (arguments->groups != NULL && is_same(path, arguments->groups))
    return 1;
  return arguments->catalogue != NULL && is_same(path, arguments->catalogue);
}

/** Whether a page that is there already lies among the files of a folder that is read. */
static int is_among_inputs(const char *page, const report_arguments *arguments) {
  const char *slash = strrchr(page, '/'), *dot = strrchr(page, '.');
  char folder[4096] = ".";
  struct stat facts;
  if (stat(page, &facts) != 0 || (dot != NULL && strcmp(dot, ".html") == 0))
    return 0;
  if (slash != NULL)
    snprintf(folder, sizeof folder, "%.*s", (int)(slash - page) + 1, page);
  return is_one_of(folder, arguments);
}

/** "groups.csv" and the like. */
static void name_analysis(int32_t kind, char *name, size_t size) {
  snprintf(name, size, "%s.csv", tell_analysis_kind_id(kind));
}

static int is_file_of_inputs(const char *name, const report_arguments *arguments) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", arguments->csv, name);
  return is_one_of(path, arguments);
}

int report_write_over_input(const report_arguments *arguments) {
  if (arguments->html != NULL &&
      (is_one_of(arguments->html, arguments) || is_among_inputs(arguments->html, arguments)))
    return 1;
  if (arguments->csv == NULL)
    return 0;
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
    if (is_file_of_inputs(tables[i].name, arguments))
      return 1;
  for (int32_t kind = 1; arguments->analyses && kind <= tell_analysis_kind_count(); kind++) {
    char name[64];
    name_analysis(kind, name, sizeof name);
    if (is_file_of_inputs(name, arguments))
      return 1;
  }
  return is_one_of(arguments->csv, arguments);
}

/** Readable for others as a file that a program makes usually is (mkstemp makes it private). */
static int open_up(const whole_file *file) {
  mode_t mask = umask(0);
  umask(mask);
  return fchmod(fileno(file->stream), 0666 & ~mask) == 0;
}

static int finish(whole_file *file) {
  int good = open_up(file) && fflush(file->stream) == 0 && ferror(file->stream) == 0;
  if (fclose(file->stream) != 0)
    good = 0;
  file->stream = NULL;
  return good && rename(file->temporary, file->path) == 0;
}

int report_write_html(const char *path, const report_model *model, const report_options *options,
                      const char **why) {
  whole_file file;
  int good = begin(&file, "", path);
  if (good)
    good = report_page(file.stream, model, options) && finish(&file);
  if (good) {
    free(file.temporary);
    file.temporary = NULL;
  } else {
    *why = "the HTML file could not be written (its folder must be there, and the name free or a "
           "file)";
  }
  forget(&file);
  return good;
}

static int write_piece(const char *bytes, size_t size, void *payload) {
  return fwrite(bytes, 1, size, payload) != size;
}

/** One table of a release, or an open one when `release` is NULL. */
typedef struct csv_table {
  const tell_release *release;
  int32_t which;
  const tell_table *open;
  tell_dialect dialect;
} csv_table;

static int put_table(const csv_table *table, FILE *stream) {
  tell_status status =
      table->release != NULL
          ? tell_output_csv(table->release, table->which, table->dialect, write_piece, stream, NULL)
          : tell_output_table_csv(table->open, table->dialect, write_piece, stream, NULL);
  return status == TELL_OK;
}

static int write_table(const char *folder, const char *name, const csv_table *table) {
  whole_file file;
  int good = begin(&file, folder, name);
  if (good)
    good = put_table(table, file.stream) && finish(&file);
  if (good) {
    free(file.temporary);
    file.temporary = NULL;
  }
  forget(&file);
  return good;
}

int report_write_csv(const char *folder, const tell_release *release, tell_dialect dialect,
                     const char **why) {
  *why = "the folder for the CSV files could not be made";
  if (mkdir(folder, 0777) != 0 && errno != EEXIST)
    return 0;
  *why = "a CSV file could not be written";
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
    const csv_table table = {release, tables[i].which, NULL, dialect};
    if (!write_table(folder, tables[i].name, &table))
      return 0;
  }
  return 1;
}

int report_write_analyses(const char *folder, const tell_catalogue *catalogue,
                          const tell_release *release, const tell_analysis_options *options,
                          tell_dialect dialect, tell_error *error, const char **why) {
  for (int32_t kind = 1; kind <= tell_analysis_kind_count(); kind++) {
    tell_analysis *analysis = NULL;
    char name[64];
    name_analysis(kind, name, sizeof name);
    *why = "an analysis could not be made";
    if (tell_analysis_compute(catalogue, release, kind, options, &analysis, error) != TELL_OK)
      return 0;
    const csv_table table = {NULL, 0, tell_analysis_table(analysis), dialect};
    *why = "a CSV file could not be written";
    int good = write_table(folder, name, &table);
    tell_analysis_free(analysis);
    if (!good)
      return 0;
  }
  return 1;
}
