/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of pupils given out by themselves (telling/groups.h). */
#include "ingest/groups.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/text.h"
#include "ingest/ingest.h"
#include "ingest/layouts/pupil/pupil_figures.h"
#include "telling/groups.h"

struct tell_groups {
  const tell_catalogue *catalogue;
  const char *policy; /* the catalogue's */
  tell__kept files;
  size_t next;                 /* the file after the one under way */
  tell__pupil_figures figures; /* of the file under way */
  int is_begun, is_at_figure;
};

int tell__kept_reserve(tell__kept *kept) {
  return tell__grow((void **)&kept->files, &kept->capacity, kept->count, sizeof *kept->files);
}

void tell__kept_add(tell__kept *kept, const tell__kept_file *file) {
  kept->files[kept->count++] = *file;
}

void tell__kept_free(tell__kept *kept) {
  for (size_t i = 0; i < kept->count; i++) {
    const tell__kept_file *file = &kept->files[i];
    file->layout->free_work(file->work);
    file->layout->free_plan(file->plan);
    tell__free(file->name);
  }
  tell__free(kept->files);
  *kept = (tell__kept){0};
}

tell_status tell__ingest_take_over(const tell__job *job, tell__crew *crew, void **plan,
                                   tell_error *err) {
  tell_ingest *ingest = job->ingest;
  int keeps = ingest->groups_policy != NULL && job->layout->create_work != NULL;
  if (keeps && !tell__kept_reserve(&ingest->kept))
    return tell__fail_memory(err);
  tell_status status = tell__crew_take_over(crew, err);
  ingest->is_broken |= status != TELL_OK;
  if (status == TELL_OK && keeps) {
    const tell__kept_file file = {.layout = job->layout,
                                  .plan = *plan,
                                  .work = tell__crew_release_work(crew),
                                  .file = job->model->file};
    tell__kept_add(&ingest->kept, &file);
    *plan = NULL;
  }
  return status;
}

tell_status tell_ingest_keep_groups(tell_ingest *ingest, const char *policy, tell_error *err) {
  const char *found = NULL;
  tell__error_clear(err);
  if (ingest == NULL || policy == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no ingest, or no policy named");
  tell_status status = tell__ingest_check_open(ingest, err);
  if (status == TELL_OK)
    status = tell__catalogue_open_policy(ingest->catalogue, policy, &found, err);
  if (status == TELL_OK)
    ingest->groups_policy = found;
  return status;
}

static int copy_names(const tell_ingest *ingest, tell__kept *kept) {
  for (size_t i = 0; i < kept->count; i++) {
    tell__kept_file *file = &kept->files[i];
    if (file->name == NULL)
      file->name = tell__copy(tell__builder_file_name(ingest->builder, file->file));
    if (file->name == NULL)
      return 0;
  }
  return 1;
}

tell_status tell_ingest_take_groups(tell_ingest *ingest, tell_groups **out, tell_error *err) {
  tell__error_clear(err);
  if (out != NULL)
    *out = NULL;
  if (ingest == NULL || out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no ingest or no place for the groups");
  tell_status status = tell__ingest_check_open(ingest, err);
  if (status != TELL_OK)
    return status;
  if (ingest->groups_policy == NULL)
    return tell__fail(err, TELL_E_STATE, "no policy was named under which groups are kept");
  tell_groups *made = tell__alloc(sizeof *made);
  if (made == NULL || !copy_names(ingest, &ingest->kept)) {
    tell__free(made);
    return tell__fail_memory(err);
  }
  made->catalogue = ingest->catalogue;
  made->policy = ingest->groups_policy;
  made->files = ingest->kept;
  ingest->kept = (tell__kept){0};
  *out = made;
  return TELL_OK;
}

void tell_groups_free(tell_groups *groups) {
  if (groups == NULL)
    return;
  tell__pupil_figures_end(&groups->figures);
  tell__kept_free(&groups->files);
  tell__free(groups);
}

const char *tell_groups_policy(const tell_groups *groups) {
  return groups != NULL ? groups->policy : "";
}

/* What no value would be made of is no figure of a group. */
static int exists(const tell_groups *groups) {
  const tell__pupil_figure *figure = &groups->figures.figure;
  if (figure->state != TELL_STATE_PRESENT)
    return 0;
  return figure->group->grade == 0 ||
         tell__catalogue_exists(groups->catalogue,
                                groups->figures.frame->measures.list[figure->measure].indicator,
                                figure->group->grade, figure->group->period) != 0;
}

tell_status tell_groups_next(tell_groups *groups, tell_error *err) {
  tell__error_clear(err);
  if (groups == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no groups");
  for (;;) {
    groups->is_at_figure = groups->is_begun && tell__pupil_figures_next(&groups->figures);
    if (groups->is_at_figure && !exists(groups))
      continue;
    if (groups->is_at_figure)
      return TELL_OK;
    tell__pupil_figures_end(&groups->figures);
    groups->is_begun = 0;
    if (groups->next == groups->files.count)
      return TELL_END;
    const tell__kept_file *file = &groups->files.files[groups->next];
    if (!tell__pupil_figures_begin(&groups->figures, groups->catalogue, file->plan, file->work)) {
      tell__pupil_figures_end(&groups->figures);
      return tell__fail_memory(err);
    }
    groups->is_begun = 1;
    groups->next++;
  }
}

/* The figure under way, NULL when there is none. */
static const tell__pupil_figure *at(const tell_groups *groups) {
  return groups != NULL && groups->is_at_figure ? &groups->figures.figure : NULL;
}

const char *tell_groups_source(const tell_groups *groups) {
  return at(groups) != NULL ? groups->files.files[groups->next - 1].name : "";
}

const char *tell_groups_unit(const tell_groups *groups) {
  const tell__pupil_figure *figure = at(groups);
  return figure != NULL
             ? tell__strings_get(groups->figures.work->texts, figure->group->school, NULL)
             : "";
}

int32_t tell_groups_period(const tell_groups *groups) {
  const tell__pupil_figure *figure = at(groups);
  return figure != NULL ? figure->group->period : 0;
}

int32_t tell_groups_grade(const tell_groups *groups) {
  const tell__pupil_figure *figure = at(groups);
  return figure != NULL ? figure->group->grade : 0;
}

int32_t tell_groups_gender(const tell_groups *groups) {
  const tell__pupil_figure *figure = at(groups);
  return figure != NULL ? figure->group->gender : 0;
}

const char *tell_groups_indicator(const tell_groups *groups) {
  const tell__pupil_figure *figure = at(groups);
  if (figure == NULL)
    return "";
  int32_t indicator = groups->figures.frame->measures.list[figure->measure].indicator;
  return tell__catalogue_get(groups->catalogue)->indicators[indicator].id;
}

int32_t tell_groups_level(const tell_groups *groups) {
  const tell__pupil_figure *figure = at(groups);
  return figure != NULL ? figure->level : 0;
}

int64_t tell_groups_n(const tell_groups *groups) {
  const tell__pupil_figure *figure = at(groups);
  return figure != NULL ? figure->n : 0;
}

double tell_groups_value(const tell_groups *groups) {
  const tell__pupil_figure *figure = at(groups);
  return figure != NULL ? figure->value : 0;
}

int32_t tell_groups_sd(const tell_groups *groups, double *sd) {
  const tell__pupil_figure *figure = at(groups);
  int has = figure != NULL && figure->has_sd;
  if (has && sd != NULL)
    *sd = figure->sd;
  return has;
}

int32_t tell_groups_numerator(const tell_groups *groups, int64_t *numerator) {
  const tell__pupil_figure *figure = at(groups);
  int has = figure != NULL && figure->has_numerator;
  if (has && numerator != NULL)
    *numerator = figure->numerator;
  return has;
}
