/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clocks and counters of the system. */
#include "measure.h"

#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time) { return (double)time.tv_sec + time.tv_usec * 1e-6; }

measure measure_now(void) {
  struct timespec wall;
  struct rusage usage;
  clock_gettime(CLOCK_MONOTONIC, &wall);
  getrusage(RUSAGE_SELF, &usage);
  return (measure){(double)wall.tv_sec + wall.tv_nsec * 1e-9,
                   seconds(usage.ru_utime) + seconds(usage.ru_stime)};
}

measure measure_since(measure then) {
  measure now = measure_now();
  return (measure){now.wall - then.wall, now.cpu - then.cpu};
}

int64_t measure_peak(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (int64_t)usage.ru_maxrss * 1024;
}

int64_t measure_resident(void) {
  FILE *file = fopen("/proc/self/statm", "r");
  long all = 0, resident = 0;
  if (file == NULL)
    return 0;
  if (fscanf(file, "%ld %ld", &all, &resident) != 2)
    resident = 0;
  fclose(file);
  return resident * (int64_t)sysconf(_SC_PAGESIZE);
}

int64_t measure_file(const char *path) {
  struct stat about;
  return stat(path, &about) == 0 ? (int64_t)about.st_size : -1;
}
