/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a portion to observations and findings. */
#include "ingest/reading/worker.h"

#include "ingest/cells/cells.h"

/* How many elements of a JSON text are read between two calls to the caller. */
enum { ELEMENTS = 4096 };

static tell_status next_record(void *self, tell__record *record, tell_error *err) {
  return tell__reader_next(self, record, err);
}

static tell__place record_place(void *self, size_t index) {
  return tell__reader_field_place(self, index);
}

int tell__worker_begin(tell__worker *worker, const tell__job *job, tell_error *err) {
  worker->job = job;
  worker->err = err;
  worker->reading = *job->model;
  if (!tell__reading_begin(&worker->reading, job->ingest->builder))
    return 0;
  worker->reading.source = job->supply->elements;
  if (!tell__supply_is_json(job->supply)) {
    if (tell__reader_create(&job->supply->reader_limits, &worker->reader, NULL) != TELL_OK)
      return 0;
    worker->reading.source = (tell__record_source){worker->reader, next_record, record_place};
  }
  if (job->layout->create_work != NULL)
    worker->reading.work = job->layout->create_work(job->plan);
  return job->layout->create_work == NULL || worker->reading.work != NULL;
}

void tell__worker_end(tell__worker *worker) {
  if (worker->job != NULL && worker->job->layout->free_work != NULL)
    worker->job->layout->free_work(worker->reading.work);
  tell__reader_free(worker->reader);
  tell__reading_end(&worker->reading);
}

void tell__worker_stop(tell__worker *worker) {
  __atomic_store_n(&worker->is_stopped, 1, __ATOMIC_RELAXED);
}

static int is_stopped(const tell__worker *worker) {
  return __atomic_load_n(&worker->is_stopped, __ATOMIC_RELAXED);
}

/* Hands the cells of the record under way to the caller. */
static tell_status give_cells(const tell__worker *worker) {
  const tell__reading *reading = &worker->reading;
  const tell_ingest *ingest = worker->job->ingest;
  for (int32_t i = 0; i < reading->header.count; i++) {
    size_t length = 0;
    const char *value = tell__reading_cell(reading, i, &length);
    const char *status = tell__cell_status_id(tell__cell_status_of(value, length));
    if (ingest->cells(worker->seen + reading->tally.read + 1, (int64_t)i + 1, status, value, length,
                      ingest->cells_payload) != 0)
      return TELL_E_CANCELLED;
  }
  return TELL_OK;
}

static tell_status read_records(tell__worker *worker) {
  tell__reading *reading = &worker->reading;
  const tell__job *job = worker->job;
  int is_json = worker->reader == NULL;
  for (int64_t count = 0; !is_stopped(worker) && !(is_json && count == ELEMENTS); count++) {
    tell_status status = tell__reading_next(reading, worker->err);
    if (status != TELL_OK)
      return status;
    if (job->ingest->cells != NULL)
      status = give_cells(worker);
    if (status != TELL_OK)
      return status;
    job->layout->record(reading, job->plan);
    tell__reading_settle(reading);
  }
  return TELL_OK;
}

/* Goes to the data of a portion: title lines and the header stand in some. */
static tell_status go_to(const tell__worker *worker, const tell__portion *portion) {
  tell__record passed;
  tell_status status = TELL_OK;
  if (worker->reader == NULL)
    return TELL_OK;
  tell__reader_begin(worker->reader, &portion->block);
  for (int64_t i = 0; status == TELL_OK && i < portion->skip; i++)
    status = tell__reader_next(worker->reader, &passed, NULL);
  return status;
}

void tell__worker_read(tell__worker *worker, const tell__portion *portion, tell__result *result) {
  tell__reading *reading = &worker->reading;
  reading->findings = result->findings;
  reading->tally = (tell__tally){0};
  reading->has_passed = 0;
  tell_status status = go_to(worker, portion);
  if (status == TELL_OK)
    status = read_records(worker);
  if (status == TELL_END && worker->reader == NULL)
    worker->job->supply->is_ended = 1;
  result->status = status == TELL_END ? TELL_OK : status;
  result->findings = reading->findings;
  result->tally = reading->tally;
  worker->seen += reading->tally.read;
  reading->findings = (tell__findings){0};
}
