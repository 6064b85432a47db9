/*
 * process LINES PORT: the least that processing a snapshot can cost.
 *
 * For each directory named on a line of standard input it reads all files in it, sends the file LINES, which it holds in
 * memory, to 127.0.0.1:PORT, waits until the receiver closes the connection, and prints a line.
 */
#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static char buffer[1 << 20];

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

static void send_lines(const char *lines, size_t length, int port) {
  int connection = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in receiver = {.sin_family = AF_INET, .sin_port = htons(port)};
  receiver.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(connection, (struct sockaddr *)&receiver, sizeof receiver) != 0) fail("connect");
  for (size_t sent = 0; sent < length;) {
    ssize_t count = write(connection, lines + sent, length - sent);
    if (count < 0) fail("write");
    sent += count;
  }
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
  int file = open(argv[1], O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status) != 0) fail(argv[1]);
  char *lines = malloc(status.st_size);
  for (off_t have = 0; have < status.st_size;) {
    ssize_t count = read(file, lines + have, status.st_size - have);
    if (count <= 0) fail(argv[1]);
    have += count;
  }

  char directory[4096];
  while (fgets(directory, sizeof directory, stdin) != NULL) {
    directory[strcspn(directory, "\n")] = '\0';
    read_files(directory);
    send_lines(lines, status.st_size, atoi(argv[2]));
    puts("done");
    fflush(stdout);
  }
  return 0;
}
