/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whoever finishes the piece that is next in line writes all that are ready. A
 * piece that was written is the next one to be filled: what it takes up is
 * still in the cache.
 */
#include "pieces.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 64 };

struct pieces {
  pthread_mutex_t lock;
  pthread_cond_t moved;
  piece all[MOST];
  piece *empty[MOST]; /* the one written last on top */
  int empty_count;
  piece *ready[MOST]; /* by index, those that wait for their turn */
  int files[2];
  int64_t count, taken, written;
  int is_writing, has_failed;
};

char *text_room(text *out, size_t size) {
  if (out->capacity - out->used < size) {
    size_t capacity = out->capacity * 2 + size;
    char *bytes = realloc(out->bytes, capacity);
    if (bytes == NULL)
      return NULL;
    out->bytes = bytes;
    out->capacity = capacity;
  }
  return out->bytes + out->used;
}

void text_add(text *out, const char *bytes, size_t length) {
  char *at = text_room(out, length);
  if (at == NULL)
    return;
  memcpy(at, bytes, length);
  out->used += length;
}

static int open_file(const char *folder, const char *name) {
  char path[4096];
  int length = snprintf(path, sizeof path, "%s/%s", folder, name);
  if (length < 0 || (size_t)length >= sizeof path)
    return -1;
  return open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
}

/* 0 when it fails, as with a file that could not be opened. */
static int write_line(int file, const char *line) {
  size_t length = strlen(line);
  return file >= 0 && write(file, line, length) == (ssize_t)length;
}

pieces *pieces_open(const char *folder, const char *first, const char *second, int64_t count,
                    const char *first_line, const char *second_line) {
  pieces *all = calloc(1, sizeof *all);
  if (all == NULL)
    return NULL;
  pthread_mutex_init(&all->lock, NULL);
  pthread_cond_init(&all->moved, NULL);
  all->count = count;
  for (int i = 0; i < MOST; i++)
    all->empty[all->empty_count++] = &all->all[i];
  all->files[0] = open_file(folder, first);
  all->files[1] = open_file(folder, second);
  all->has_failed =
      !write_line(all->files[0], first_line) || !write_line(all->files[1], second_line);
  return all;
}

piece *pieces_take(pieces *all) {
  piece *next = NULL;
  pthread_mutex_lock(&all->lock);
  /* The piece that is next in line always has a place: no more than MOST are out or wait. */
  while (all->empty_count == 0 && all->taken < all->count && !all->has_failed)
    pthread_cond_wait(&all->moved, &all->lock);
  if (all->taken < all->count && !all->has_failed) {
    next = all->empty[--all->empty_count];
    next->index = all->taken++;
  }
  pthread_mutex_unlock(&all->lock);
  return next;
}

static int write_all(int file, text *from) {
  size_t at = 0;
  while (at < from->used) {
    ssize_t wrote = write(file, from->bytes + at, from->used - at);
    if (wrote <= 0)
      return 0;
    at += (size_t)wrote;
  }
  from->used = 0;
  return 1;
}

void pieces_finish(pieces *all, piece *done, int is_good) {
  piece *next = NULL;
  pthread_mutex_lock(&all->lock);
  all->ready[done->index % MOST] = done;
  all->has_failed |= !is_good;
  while (!all->is_writing && (next = all->ready[all->written % MOST]) != NULL) {
    all->is_writing = 1;
    pthread_mutex_unlock(&all->lock);
    int wrote =
        write_all(all->files[0], &next->files[0]) & write_all(all->files[1], &next->files[1]);
    pthread_mutex_lock(&all->lock);
    all->is_writing = 0;
    all->has_failed |= !wrote;
    all->ready[all->written++ % MOST] = NULL;
    all->empty[all->empty_count++] = next;
    pthread_cond_broadcast(&all->moved);
  }
  pthread_cond_broadcast(&all->moved);
  pthread_mutex_unlock(&all->lock);
}

int pieces_close(pieces *all) {
  if (all == NULL)
    return 0;
  int good = !all->has_failed && all->written == all->count;
  for (int i = 0; i < 2; i++)
    if (all->files[i] >= 0)
      good &= close(all->files[i]) == 0;
  for (int i = 0; i < MOST; i++)
    for (int file = 0; file < 2; file++)
      free(all->all[i].files[file].bytes);
  pthread_cond_destroy(&all->moved);
  pthread_mutex_destroy(&all->lock);
  free(all);
  return good;
}
