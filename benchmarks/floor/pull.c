/*
 * pull DIRECTORY SOCKET...: the least that a pull can cost.
 *
 * Runs one socat for each UNIX socket, all at the same time, which asks for both dumps and writes the answer to a file in
 * DIRECTORY. Prints how long that took and the CPU time of all socats, both in nanoseconds.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void run_socat(const char *directory, const char *path, int number) {
  int commands[2];
  char file[4096], address[4096];
  const char *both = "show info;show stat\n";
  snprintf(file, sizeof file, "%s/%d", directory, number);
  snprintf(address, sizeof address, "UNIX-CONNECT:%s", path);
  int answer = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (answer < 0) fail(file);
  if (pipe(commands) != 0 || write(commands[1], both, strlen(both)) < 0) fail("pipe");
  close(commands[1]);
  dup2(commands[0], 0);
  dup2(answer, 1);
  execlp("socat", "socat", "-t10", "-", address, (char *)NULL);
  fail("socat");
}

int main(int argc, char **argv) {
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  for (int i = 2; i < argc; i++) {
    if (fork() == 0) run_socat(argv[1], argv[i], i);
  }
  int status, failed = 0;
  while (wait(&status) > 0) failed |= status;
  clock_gettime(CLOCK_MONOTONIC, &end);
  struct rusage cpu;
  getrusage(RUSAGE_CHILDREN, &cpu);
  printf("%lld %lld\n", (end.tv_sec - start.tv_sec) * 1000000000LL + end.tv_nsec - start.tv_nsec,
         (cpu.ru_utime.tv_sec + cpu.ru_stime.tv_sec) * 1000000000LL + (cpu.ru_utime.tv_usec + cpu.ru_stime.tv_usec) * 1000LL);
  return failed != 0;
}
