// This is a load generator. In the closed loop each connection sends its next call when the last is answered, for
// `--seconds` or until `--requests` are done, whichever comes first. In the open loop (`--rate`) calls leave at their planned moments,
// however slow the answers are, and the delay counts from the planned moment. Planned calls that could not leave within
// three seconds after the end are `missed`. It prints one line of JSON, in which `first` is the delay of the call that was
// sent first, and `first100` the p99 of the first hundred. Every call has the same body, by default a short chat, else the file `--body`,
// and is sent to `--path`.
#include "common.h"

#define FIRST 100

typedef struct {
  int64_t began;
  long place; // in the order of sending
  int got, need, chunked, status, busy;
  char tail[8];
} Connection;

static Connection of[MAX_FD];
static char **requests, first_error[512];
static int key_count, port, epoll_fd, idle[MAX_FD], idle_count;
static long sent, done, failed, broken;
static int64_t *delays, first[FIRST];
static long delay_cap;

static int open_one(void) {
  int fd = connect_to(port);
  if (fd < 0) die("connect");
  watch(epoll_fd, fd, EPOLL_CTL_ADD, EPOLLIN);
  memset(&of[fd], 0, sizeof of[fd]);
  return fd;
}

static void send_call(int fd, int64_t planned) {
  Connection *c = &of[fd];
  *c = (Connection){.began = planned, .place = sent, .busy = 1};
  const char *request = requests[sent++ % key_count];
  if (send(fd, request, strlen(request), MSG_NOSIGNAL) < 0) broken++;
}

static void finish(int fd) {
  Connection *c = &of[fd];
  if (done == delay_cap) delays = realloc(delays, (delay_cap = delay_cap * 2 + 4096) * sizeof *delays);
  delays[done] = now_us() - c->began;
  if (c->place < FIRST) first[c->place] = delays[done];
  done++;
  if (c->status != 200) failed++;
  c->busy = 0;
  idle[idle_count++] = fd;
}

static void read_head(Connection *c, char *bytes) {
  c->status = atoi(bytes + 9);
  if (c->status != 200 && !first_error[0]) snprintf(first_error, sizeof first_error, "%.500s", bytes);
  char *end = strstr(bytes, "\r\n\r\n"), *length = strcasestr(bytes, "\r\ncontent-length:");
  if (end && length && length < end) c->need = end + 4 - bytes + atoi(length + 17);
  else c->chunked = 1;
}

static void read_answer(int fd) {
  static char bytes[65537];
  Connection *c = &of[fd];
  int got = recv(fd, bytes, sizeof bytes - 1, MSG_DONTWAIT);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) { // The server closed this connection, so a new one is opened.
    if (c->busy) broken++;
    close(fd);
    idle[idle_count++] = open_one();
    return;
  }
  bytes[got] = 0;
  if (c->got == 0) read_head(c, bytes);
  c->got += got;
  int keep = got < 5 ? got : 5;
  memmove(c->tail, c->tail + keep, 5 - keep);
  memcpy(c->tail + 5 - keep, bytes + got - keep, keep);
  if (c->chunked ? !memcmp(c->tail, "0\r\n\r\n", 5) : c->got >= c->need) finish(fd);
}

int main(int argc, char **argv) {
  allow_many_files();
  port = number(argc, argv, "--port", 0);
  int connections = number(argc, argv, "--connections", 64);
  double rate = number(argc, argv, "--rate", 0);
  long most = number(argc, argv, "--requests", 0);
  double seconds = number(argc, argv, "--seconds", most ? 3600 : 5);
  char *body, hello[601] = "";
  for (int i = 0; i < 100; i++) strcat(hello, "hello ");
  if (asprintf(&body, "{\"model\":\"%s\",\"messages\":[{\"role\":\"system\",\"content\":\"You are a helpful assistant.\"},"
                      "{\"role\":\"user\",\"content\":\"%s\"}],\"max_tokens\":1024}",
               option(argc, argv, "--model", "bench"), hello) < 0) die("memory");
  const char *file = option(argc, argv, "--body", NULL);
  if (file) body = whole_file(file);
  char **keys = read_keys(option(argc, argv, "--keys", NULL), &key_count);
  requests = requests_for(keys, key_count, option(argc, argv, "--path", "/v1/chat/completions"), body);
  epoll_fd = epoll_create1(0);
  for (int i = 0; i < connections; i++) idle[idle_count++] = open_one();

  int64_t start = now_us(), stop = start + seconds * 1e6, late = rate > 0 ? stop + 3000000 : stop, lost = stop + 15000000;
  if (rate > 0) most = rate * seconds;
  double gap = rate > 0 ? 1e6 / rate : 0;
  for (struct epoll_event ready[256];;) {
    int64_t now = now_us();
    int more = now < late && (!most || sent < most);
    while (idle_count && more && (rate == 0 || start + (int64_t)(sent * gap) <= now)) {
      send_call(idle[--idle_count], rate == 0 ? now : start + (int64_t)(sent * gap));
      more = !most || sent < most;
    }
    if ((!more && done + broken >= sent) || (rate > 0 && now > lost)) break;
    int64_t wait = rate > 0 && more && idle_count ? start + (int64_t)(sent * gap) - now : 100000;
    struct timespec nap = {.tv_nsec = (wait < 0 ? 0 : wait) * 1000};
    int count = epoll_pwait2(epoll_fd, ready, 256, &nap, NULL);
    for (int i = 0; i < count; i++) read_answer(ready[i].data.fd);
  }
  double took = (now_us() - start) / 1e6, first_call = first[0] / 1000.0;
  long missed = rate > 0 && most > sent ? most - sent : 0, firsts = sent < FIRST ? sent : FIRST;
  broken = sent - done; // Those that are still on their way are lost, too.
  qsort(delays, done, sizeof *delays, by_value);
  qsort(first, firsts, sizeof *first, by_value);
  if (first_error[0]) fprintf(stderr, "first failed answer: %s\n", first_error);
  printf("{\"sent\":%ld,\"done\":%ld,\"failed\":%ld,\"broken\":%ld,\"seconds\":%.3f,\"rps\":%.1f,\"p50\":%.3f,\"p90\":%.3f,"
         "\"p99\":%.3f,\"max\":%.3f,\"missed\":%ld,\"first\":%.3f,\"first100\":%.3f}\n",
         sent, done, failed, broken, took, done / took, at(delays, done, .5), at(delays, done, .9), at(delays, done, .99), at(delays, done, 1), missed,
         first_call, at(first, firsts, .99));
}
