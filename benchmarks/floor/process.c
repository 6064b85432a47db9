/*
 * process LINES PORT: the least that processing a snapshot can cost.
 *
 * For each directory named on a line of standard input it reads all files in it, copies the file LINES to 127.0.0.1:PORT,
 * waits until the receiver closes the connection, and prints a line.
 */
#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[128 * 1024];

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void read_files(const char *directory) {
  DIR *entries = opendir(directory);
  if (entries == NULL) fail(directory);
  for (struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
    if (entry->d_name[0] == '.') continue;
    int file = openat(dirfd(entries), entry->d_name, O_RDONLY);
    if (file < 0) fail(entry->d_name);
    while (read(file, buffer, sizeof buffer) > 0) {
    }
    close(file);
  }
  closedir(entries);
}

static void send_lines(const char *name, int port) {
  int connection = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in receiver = {.sin_family = AF_INET, .sin_port = htons(port)};
  receiver.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(connection, (struct sockaddr *)&receiver, sizeof receiver) != 0) fail("connect");
  int lines = open(name, O_RDONLY);
  if (lines < 0) fail(name);
  ssize_t length;
  while ((length = read(lines, buffer, sizeof buffer)) > 0) {
    for (ssize_t sent = 0; sent < length;) {
      ssize_t count = write(connection, buffer + sent, length - sent);
      if (count < 0) fail("write");
      sent += count;
    }
  }
  close(lines);
  shutdown(connection, SHUT_WR);
  while (read(connection, buffer, sizeof buffer) > 0) {
  }
  close(connection);
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: process LINES PORT\n");
    return 1;
  }
  char directory[4096];
  while (fgets(directory, sizeof directory, stdin) != NULL) {
    directory[strcspn(directory, "\n")] = '\0';
    read_files(directory);
    send_lines(argv[1], atoi(argv[2]));
    puts("done");
    fflush(stdout);
  }
  return 0;
}
