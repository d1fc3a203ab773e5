/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the report's files: each whole under its name, or not at all. */
#ifndef REPORT_WRITE_H
#define REPORT_WRITE_H

#include <telling.h>

#include "arguments.h"
#include "model.h"
#include "page.h"

/** Whether what would be written replaces a file that is read, or lands among such files. */
int report_write_over_input(const report_arguments *arguments);

/** The HTML file. On failure `*why` says what. */
int report_write_html(const char *path, const report_model *model, const report_options *options,
                      const char **why);

/** The tables of the release as CSV files in a folder, which is made when it is not there. */
int report_write_csv(const char *folder, const tell_release *release, tell_dialect dialect,
                     const char **why);

/** Every analysis as a CSV file of its own, in the same folder. */
int report_write_analyses(const char *folder, const tell_catalogue *catalogue,
                          const tell_release *release, const tell_analysis_options *options,
                          tell_dialect dialect, tell_error *error, const char **why);

#endif
