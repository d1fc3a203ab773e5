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

int report_write_over_input(const report_arguments *arguments) {
  if (arguments->html != NULL &&
      (is_one_of(arguments->html, arguments) || is_among_inputs(arguments->html, arguments)))
    return 1;
  if (arguments->csv == NULL)
    return 0;
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", arguments->csv, tables[i].name);
    if (is_one_of(path, arguments))
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

static int write_table(const char *folder, const char *name, const tell_release *release,
                       int32_t which, tell_dialect dialect) {
  whole_file file;
  int good = begin(&file, folder, name);
  if (good) {
    good = tell_output_csv(release, which, dialect, write_piece, file.stream, NULL) == TELL_OK &&
           finish(&file);
  }
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
    if (!write_table(folder, tables[i].name, release, tables[i].which, dialect))
      return 0;
  }
  return 1;
}
