/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Portions go round: cut, read by whichever worker is free, joined in their order, used again. */
#include "ingest/reading/crew.h"

#include <pthread.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/workers.h"

/* A full slot is read in part, and waits until its findings are joined. */
typedef enum slot_state { SLOT_FREE, SLOT_READY, SLOT_TAKEN, SLOT_FULL, SLOT_DONE } slot_state;

typedef struct slot {
  tell__portion portion;
  tell__result result;
  slot_state state;
} slot;

/* What a worker reads. */
typedef struct hand {
  tell__crew *crew;
  slot *taken;
} hand;

struct tell__crew {
  tell__job job;
  tell_error *err;
  tell__worker *workers;
  hand *hands; /* of each worker; that of the caller's thread is the first */
  int32_t worker_count;
  pthread_mutex_t mutex;  /* guards what follows; a portion and its result are its holder's */
  pthread_cond_t changed; /* a slot has become ready or done, or the end has come */
  slot *slots;            /* portion number i stands in slot i % slot_count */
  int64_t slot_count;
  int64_t cut, taken, joined; /* numbers of the next portion to be cut, read, joined */
  int is_ended;               /* nothing more is cut */
  tell_status failure;        /* why nothing more is cut, when that is not the end of the file */
  int is_over;                /* nothing more is read */
  tell_status broken;         /* why nothing more is joined */
  tell_status outcome;
};

static slot *slot_of(const tell__crew *work, int64_t number) {
  return &work->slots[number % work->slot_count];
}

/* The next portion that nobody reads; NULL when there is none. The mutex is held. */
static slot *take_ready(tell__crew *work) {
  if (work->is_over || work->taken == work->cut)
    return NULL;
  slot *taken = slot_of(work, work->taken++);
  taken->state = SLOT_TAKEN;
  return taken;
}

/* Reads a portion; the mutex is held before and after. */
static void read_portion(tell__crew *work, tell__worker *worker, slot *taken) {
  work->hands[worker - work->workers].taken = taken;
  pthread_mutex_unlock(&work->mutex);
  tell__worker_read(worker, &taken->portion, &taken->result);
  pthread_mutex_lock(&work->mutex);
  taken->state = SLOT_DONE;
  pthread_cond_broadcast(&work->changed);
}

/* The life of a worker that is not the caller's thread. */
static void help(tell__crew *work, tell__worker *worker) {
  pthread_mutex_lock(&work->mutex);
  while (!work->is_over) {
    slot *taken = take_ready(work);
    if (taken != NULL)
      read_portion(work, worker, taken);
    else if (work->is_ended)
      break;
    else
      pthread_cond_wait(&work->changed, &work->mutex);
  }
  pthread_mutex_unlock(&work->mutex);
}

static tell_status report_progress(const tell__crew *work, const tell__portion *portion) {
  const tell_ingest *ingest = work->job.ingest;
  const char *name = work->job.supply->name;
  if (ingest->progress == NULL ||
      ingest->progress(name, portion->bytes, tell__supply_size(work->job.supply),
                       work->job.account->read, ingest->progress_payload) == 0)
    return TELL_OK;
  tell__position position = {.source = name};
  return tell__fail_at(work->err, TELL_E_CANCELLED, &position, "the caller stopped the reading");
}

static void add_tally(tell__account *account, const tell__tally *tally) {
  account->read += tally->read;
  account->accepted += tally->accepted;
  account->rejected += tally->rejected;
  account->skipped_duplicate += tally->skipped_duplicate;
  account->skipped_blank += tally->skipped_blank;
  account->skipped_other += tally->skipped_other;
  account->cells += tally->cells;
}

static tell_status check_records(const tell__crew *work) {
  if (work->job.account->read <= work->job.ingest->limits.records)
    return TELL_OK;
  tell__position position = {.source = work->job.supply->name};
  return tell__fail_at(work->err, TELL_E_LIMIT, &position,
                       "the file has more records than the limit");
}

static tell_status fail_reading(const tell__crew *work, tell_status status) {
  tell__position position = {.source = work->job.supply->name};
  if (status == TELL_E_CANCELLED)
    return tell__fail_at(work->err, status, &position, "the caller stopped the reading");
  return status == TELL_E_MEMORY ? tell__fail_memory(work->err) : status;
}

/* Leaves room for those that somebody will still see. */
static tell_status join_findings(const tell__crew *work, slot *joined) {
  tell__findings *findings = &joined->result.findings;
  tell_status status = tell__findings_join(findings, work->job.joining, work->err);
  tell__findings_clear(findings);
  tell__findings_bound(findings, work->job.joining->issues);
  return status;
}

/* What came of a portion, once everything before it is joined. */
static tell_status join(tell__crew *work, slot *done) {
  tell__result *result = &done->result;
  add_tally(work->job.account, &result->tally);
  tell_status status = join_findings(work, done);
  if (status == TELL_OK && result->status != TELL_OK)
    status = fail_reading(work, result->status);
  if (status == TELL_OK)
    status = check_records(work);
  if (status == TELL_OK)
    status = report_progress(work, &done->portion);
  return status;
}

/* Joins the next portion, or what was found in it so far. The mutex is held before and after, as in
 * what follows. */
static tell_status join_next(tell__crew *work) {
  slot *next = slot_of(work, work->joined);
  int is_done = next->state == SLOT_DONE;
  pthread_mutex_unlock(&work->mutex);
  tell_status status = is_done ? join(work, next) : join_findings(work, next);
  pthread_mutex_lock(&work->mutex);
  work->broken = status;
  next->state = is_done ? SLOT_FREE : SLOT_TAKEN;
  work->joined += is_done;
  pthread_cond_broadcast(&work->changed);
  return status;
}

static int may_join(const tell__crew *work) {
  if (work->joined == work->cut)
    return 0;
  slot_state state = slot_of(work, work->joined)->state;
  return state == SLOT_DONE || state == SLOT_FULL;
}

/* The caller's thread joins what comes before its own portion, and its own; the others wait for
 * it. */
static tell_status hand_on(void *payload, tell__findings *findings) {
  const hand *held = payload;
  tell__crew *work = held->crew;
  int is_lead = held == work->hands;
  held->taken->result.findings = *findings;
  pthread_mutex_lock(&work->mutex);
  held->taken->state = SLOT_FULL;
  pthread_cond_broadcast(&work->changed);
  while (held->taken->state == SLOT_FULL && !work->is_over && work->broken == TELL_OK) {
    if (is_lead && may_join(work))
      join_next(work);
    else
      pthread_cond_wait(&work->changed, &work->mutex);
  }
  tell_status status = work->is_over ? TELL_E_CANCELLED : work->broken;
  pthread_mutex_unlock(&work->mutex);
  *findings = held->taken->result.findings;
  return status;
}

/* A failure does not end the reading at once: what was cut before it comes first. */
static void cut_next(tell__crew *work) {
  slot *next = slot_of(work, work->cut);
  pthread_mutex_unlock(&work->mutex);
  tell__findings_bound(&next->result.findings, work->job.joining->issues);
  tell_status status = tell__supply_next(work->job.supply, &next->portion, work->err);
  pthread_mutex_lock(&work->mutex);
  if (status == TELL_OK) {
    next->state = SLOT_READY;
    work->cut++;
  } else {
    work->is_ended = 1;
    work->failure = status == TELL_END ? TELL_OK : status;
  }
  pthread_cond_broadcast(&work->changed);
}

/* The elements of a JSON text come from one place, so that only one portion of them is out. */
static int may_cut(const tell__crew *work) {
  int64_t most = tell__supply_is_json(work->job.supply) ? 1 : work->slot_count;
  return !work->is_ended && work->cut - work->joined < most;
}

/* One step of the caller's thread, the most urgent one: joining makes room, cutting gives the
 * others work. */
static tell_status step(tell__crew *work) {
  if (may_join(work))
    return join_next(work);
  if (may_cut(work)) {
    cut_next(work);
    return TELL_OK;
  }
  slot *ready = take_ready(work);
  if (ready != NULL)
    read_portion(work, &work->workers[0], ready);
  else
    pthread_cond_wait(&work->changed, &work->mutex);
  return work->broken;
}

/* The life of the caller's thread. */
static tell_status lead(tell__crew *work) {
  tell_status status = TELL_OK;
  pthread_mutex_lock(&work->mutex);
  while (status == TELL_OK && !(work->is_ended && work->joined == work->cut))
    status = step(work);
  work->is_over = 1;
  for (int32_t i = 0; i < work->worker_count; i++)
    tell__worker_stop(&work->workers[i]);
  pthread_cond_broadcast(&work->changed);
  pthread_mutex_unlock(&work->mutex);
  return status == TELL_OK ? work->failure : status;
}

static void run(void *payload, int32_t index) {
  tell__crew *work = payload;
  if (index == 0)
    work->outcome = lead(work);
  else
    help(work, &work->workers[index]);
}

/* What layouts that add records up have to say when all are read. */
static tell_status finish_works(tell__crew *work) {
  const tell__job *job = &work->job;
  tell__reading *first = &work->workers[0].reading;
  if (job->layout->create_work == NULL)
    return TELL_OK;
  for (int32_t i = 1; i < work->worker_count; i++)
    if (!job->layout->merge_work(first->work, work->workers[i].reading.work))
      return tell__fail_memory(work->err);
  first->record = (tell__record){0};
  first->tally = (tell__tally){0};
  job->layout->finish_work(first, job->plan, first->work);
  add_tally(job->account, &first->tally);
  if (first->status != TELL_OK)
    return tell__fail_memory(work->err);
  return tell__findings_join(&first->findings, job->joining, work->err);
}

tell_status tell__crew_take_over(tell__crew *crew, tell_error *err) {
  tell_status status = TELL_OK;
  for (int32_t i = 0; status == TELL_OK && i < crew->worker_count; i++)
    status = tell__builder_absorb(crew->job.ingest->builder, crew->workers[i].reading.part, err);
  return status;
}

void *tell__crew_release_work(tell__crew *crew) {
  void *work = crew->workers[0].reading.work;
  crew->workers[0].reading.work = NULL;
  return work;
}

/* No more threads than the file has blocks; callers' cells, plans that change and JSON have one. */
static int32_t count_workers(const tell__job *job) {
  int64_t most = tell__ingest_threads(job->ingest);
  int64_t size = tell__supply_size(job->supply);
  int64_t block =
      job->ingest->block_bytes > 0 ? (int64_t)job->ingest->block_bytes : (int64_t)TELL__BLOCK_BYTES;
  if (job->layout->in_order || job->ingest->cells != NULL || tell__supply_is_json(job->supply))
    return 1;
  return (int32_t)(size >= 0 && size / block < most ? size / block + 1 : most);
}

static tell_status begin(tell__crew *work) {
  work->worker_count = count_workers(&work->job);
  work->slot_count = 2 * (int64_t)work->worker_count + 2;
  work->slots = tell__alloc_array((size_t)work->slot_count, sizeof *work->slots);
  work->workers = tell__alloc_array((size_t)work->worker_count, sizeof *work->workers);
  work->hands = tell__alloc_array((size_t)work->worker_count, sizeof *work->hands);
  int is_good = work->slots != NULL && work->workers != NULL && work->hands != NULL;
  for (int32_t i = 0; is_good && i < work->worker_count; i++) {
    work->hands[i].crew = work;
    is_good = tell__worker_begin(&work->workers[i], &work->job, i == 0 ? work->err : NULL);
    work->workers[i].reading.hand_on = hand_on;
    work->workers[i].reading.hand_on_payload = &work->hands[i];
  }
  return is_good ? TELL_OK : tell__fail_memory(work->err);
}

void tell__crew_free(tell__crew *crew) {
  if (crew == NULL)
    return;
  for (int32_t i = 0; crew->workers != NULL && i < crew->worker_count; i++)
    tell__worker_end(&crew->workers[i]);
  for (int64_t i = 0; crew->slots != NULL && i < crew->slot_count; i++) {
    tell__portion_free(&crew->slots[i].portion);
    tell__findings_free(&crew->slots[i].result.findings);
  }
  tell__free(crew->workers);
  tell__free(crew->hands);
  tell__free(crew->slots);
  pthread_cond_destroy(&crew->changed);
  pthread_mutex_destroy(&crew->mutex);
  tell__free(crew);
}

tell_status tell__crew_read(const tell__job *job, tell__crew **out, tell_error *err) {
  tell__crew *crew = tell__alloc(sizeof *crew);
  *out = NULL;
  if (crew == NULL)
    return tell__fail_memory(err);
  crew->job = *job;
  crew->err = err;
  pthread_mutex_init(&crew->mutex, NULL);
  pthread_cond_init(&crew->changed, NULL);
  tell_status status = begin(crew);
  if (status == TELL_OK) {
    tell__workers_run(crew->worker_count, run, crew);
    status = crew->outcome;
  }
  if (status == TELL_OK)
    status = finish_works(crew);
  if (status == TELL_OK)
    *out = crew;
  else
    tell__crew_free(crew);
  return status;
}
