/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The mutable half of the dataset: ingest begins files and absorbs their parts
 * (part.h); finish() checks, sorts and freezes. The result does not depend on
 * the order in which rows and parts came.
 */
#ifndef TELL_DATASET_BUILDER_H
#define TELL_DATASET_BUILDER_H

#include "base/issues.h"
#include "dataset/dataset.h"

typedef struct tell__builder tell__builder;

/** The builder takes `issues` over: the finished dataset owns the list (freed with the builder when
 * finish never comes). */
tell_status tell__builder_create(const tell_catalogue *catalogue, tell_issues *issues,
                                 tell__builder **out, tell_error *err);
void tell__builder_free(tell__builder *builder);

/** The list of findings, for whoever reads a file. */
tell_issues *tell__builder_issues(tell__builder *builder);

/** Whether no further file can be numbered. */
int tell__builder_is_full(const tell__builder *builder);

/** Begins the account of a file; `*file` receives its number. `path` is as the caller gave it.
 * #TELL_E_LIMIT when the builder is full. */
tell_status tell__builder_file(tell__builder *builder, const char *path, int32_t *file,
                               tell_error *err);

/** The account of a file; the reader of the file counts here, finish() takes out what was read
 * before. */
typedef struct tell__account {
  const char *layout, *encoding, *delimiter; /* constants of the program, "" until known */
  int64_t fields;                            /* columns of the header, 0 until known */
  int64_t read, accepted, rejected;
  int64_t skipped_duplicate, skipped_blank, skipped_other;
  int64_t cells;
} tell__account;

tell__account *tell__builder_account(tell__builder *builder, int32_t file);

/** The last part of a file's path, for messages; "" when there is no such file. */
const char *tell__builder_file_name(const tell__builder *builder, int32_t file);

/** The facts about a unit that finish() may find something about. */
enum {
  TELL__FACT_PARENT,
  TELL__FACT_AREA,
  TELL__FACT_SUCCESSOR,
  TELL__FACT_VALID_FROM,
  TELL__FACT_VALID_TO,
  TELL__FACT_CONTINUES,
  TELL__FACT_COUNT
};

/** Where a fact stands in its line. */
typedef struct tell__fact_place {
  int64_t column;    /* 0 = not known */
  const char *field; /* header of its column, may be NULL */
} tell__fact_place;

/** What a file says of a unit; texts are copied. */
typedef struct tell__unit_facts {
  tell__level level;
  const char *code;
  size_t code_length;
  const char *name; /* may be NULL */
  size_t name_length;
  tell__level parent_level; /* 0 = not said */
  const char *parent;
  size_t parent_length;
  const char *area; /* code of the area, may be NULL */
  size_t area_length;
  const char *successor;
  size_t successor_length;
  int32_t valid_from, valid_to; /* 0 = not said */
  int32_t continues;            /* 1: its series goes on as the successor's; 0 = not said */
  int32_t period;    /* latest school year the file speaks of: the newest name and parent win (ties:
                        the text that sorts first) */
  int from_register; /* 1: the register wins over data files */
  int32_t file;      /* where this stands, for what finish() finds */
  int64_t line;
  tell__fact_place places[TELL__FACT_COUNT];
} tell__unit_facts;

/** Keeps the names of a file's columns: findings of finish() give the one of an observation's
 * `field`. Copied. #TELL_OK, #TELL_E_MEMORY. */
tell_status tell__builder_file_columns(tell__builder *builder, int32_t file,
                                       const char *const *names, int32_t count, tell_error *err);

/** The number of a unit by level and code; -1 when unknown. level 0 = any level with that code, -1
 * also when several. */
int32_t tell__builder_find_unit(const tell__builder *builder, int32_t level, const char *code,
                                size_t length);

/** The number of a unit by exact name in the registers read so far (as names are compared); level 0
 * = any. -1 when none or several, and when there is no memory. */
int32_t tell__builder_find_name(const tell__builder *builder, int32_t level, const char *name,
                                size_t length);

/**
 * Freezes: sorts units, categories and observations, settles what stands twice
 * (telling/ingest.h), links units to parents and areas, checks the accounts.
 * The same bytes for every number of threads (1 or more, this one included).
 * The builder is used up (free it still).
 */
tell_status tell__builder_finish(tell__builder *builder, int32_t threads, tell_dataset **out,
                                 tell_error *err);

#endif
