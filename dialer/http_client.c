/*
 * http_client.c - sending, once for all providers: curl_multi driven by libevent.
 *
 * The one idea: libcurl sends a request again by itself when a reused
 * connection dies (libraries.md 3.1).  It asks before_request each time, and
 * is told no the second time: one request leaves at most once.  That costs
 * one system call less than a body that can be read only once, and holds for
 * requests without a body too.  Handles, buffers, header lists and watched
 * sockets are used again.  libcurl walks all connections of a multi handle to
 * find a free one, so many connections are spread over several hubs.
 */
#include "dialer/http_client.h"

#include <curl/curl.h>
#include <event2/event_struct.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

/* A buffer of curl's for each transfer: replies of providers are short, and longer ones come in several reads. */
enum { REPLY_MAX = 1 << 20, REPLY_HEADERS_MAX = 64 << 10, HEADERS_MAX = 24, HUB_CONNECTIONS = 64, CURL_BUFFER = 2048 };

/* One multi handle with its timer. */
struct hub {
	struct http_client *client;
	CURLM *multi;
	struct event *timer;
	int running, connections;
};

struct transfer {
	struct http_client *client;
	struct hub *hub;
	struct transfer *next, *before;	/* of the idle, or of those under way */
	CURL *easy;
	struct request *request;
	int begun;			/* how often curl was about to write it */
	bool is_post;			/* as the handle is set */
	struct buf url;			/* as the handle is set */
	struct curl_slist header[HEADERS_MAX];
	struct reply reply;
	http_done *done;
	void *argument;
	char error[CURL_ERROR_SIZE];
};

/* One file descriptor of curl's. */
struct watch {
	struct hub *hub;
	struct event event;
	short listens;		/* EV_READ, EV_WRITE: what libevent is asked for; 0 nothing */
	bool wanted;		/* by curl, just now */
	bool is_connection;	/* close_socket tells of its end; of curl's other descriptors nobody does */
};

struct http_client {
	struct event_base *base;
	struct hub *hub;
	int hubs;
	int timeout_seconds;
	int running;
	struct transfer *idle;
	struct transfer *under_way;
	struct watch **watch;	/* by file descriptor */
	int watches;
};

/*
 * Called when a connection is ready and before anything is written to it:
 * once for each time that curl would send the request.  The second time is a
 * repeat behind our back, and ends the transfer.
 */
static int
before_request(void *argument, char *remote_ip, char *local_ip, int remote_port, int local_port)
{
	struct transfer *transfer = argument;

	(void)remote_ip;
	(void)local_ip;
	(void)remote_port;
	(void)local_port;
	return transfer->begun++ == 0 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

static size_t
take_reply(char *data, size_t size, size_t count, void *argument)
{
	struct transfer *transfer = argument;
	size_t len = size * count;

	if (transfer->reply.body.len + len > REPLY_MAX)
		return 0;
	buf_add(&transfer->reply.body, data, len);
	return len;
}

static size_t
take_header(char *data, size_t size, size_t count, void *argument)
{
	struct transfer *transfer = argument;
	size_t len = size * count, kept = len;

	while (kept > 0 && (data[kept - 1] == '\r' || data[kept - 1] == '\n'))
		kept--;
	if (kept == 0 || memchr(data, ':', kept) == NULL || transfer->reply.headers.len + kept > REPLY_HEADERS_MAX)
		return len;
	buf_add(&transfer->reply.headers, data, kept);
	buf_add_char(&transfer->reply.headers, '\n');
	return len;
}

static int close_socket(void *argument, curl_socket_t fd);
static int opened_socket(void *argument, curl_socket_t fd, curlsocktype purpose);

static struct transfer *
transfer_new(struct http_client *client)
{
	struct transfer *transfer = memory_new(sizeof(*transfer));
	CURL *easy = curl_easy_init();

	must(easy != NULL);
	transfer->client = client;
	transfer->easy = easy;
	buf_init(&transfer->url);
	buf_init(&transfer->reply.headers);
	buf_init(&transfer->reply.body);
	must(curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK);
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_PROXY, "");	/* the environment does not decide where people's data goes */
	curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)client->timeout_seconds * 1000);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->error);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
	must(curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, before_request) == CURLE_OK);
	curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_reply);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, opened_socket);
	curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, (long)CURL_BUFFER);
	curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, close_socket);
	return transfer;
}

static void
transfer_free(struct transfer *transfer)
{
	curl_easy_cleanup(transfer->easy);
	buf_release(&transfer->url);
	buf_release(&transfer->reply.headers);
	buf_release(&transfer->reply.body);
	free(transfer);
}

/* The first that has a connection free: so the connections of the first are used again before others are opened. */
static struct hub *
hub_free(struct http_client *client)
{
	for (int i = 0; i < client->hubs - 1; i++)
		if (client->hub[i].running < client->hub[i].connections)
			return &client->hub[i];
	return &client->hub[client->hubs - 1];
}

static struct transfer *
transfer_take(struct http_client *client, struct request *request, http_done *done, void *argument)
{
	struct transfer *transfer = client->idle;

	if (transfer != NULL)
		client->idle = transfer->next;
	else
		transfer = transfer_new(client);
	transfer->next = client->under_way;
	transfer->before = NULL;
	if (client->under_way != NULL)
		client->under_way->before = transfer;
	client->under_way = transfer;
	client->running++;
	transfer->hub = hub_free(client);
	transfer->hub->running++;
	curl_easy_setopt(transfer->easy, CURLOPT_SOCKOPTDATA, transfer->hub);
	curl_easy_setopt(transfer->easy, CURLOPT_CLOSESOCKETDATA, transfer->hub);
	transfer->request = request;
	transfer->done = done;
	transfer->argument = argument;
	transfer->begun = 0;
	transfer->error[0] = '\0';
	return transfer;
}

static void
transfer_give_back(struct transfer *transfer)
{
	struct http_client *client = transfer->client;

	transfer->request = request_free(transfer->request);
	buf_clear(&transfer->reply.headers);
	buf_clear(&transfer->reply.body);
	if (transfer->before != NULL)
		transfer->before->next = transfer->next;
	else
		client->under_way = transfer->next;
	if (transfer->next != NULL)
		transfer->next->before = transfer->before;
	transfer->next = client->idle;
	client->idle = transfer;
	client->running--;
	transfer->hub->running--;
}

/*
 * The lines of the request's headers as curl's list, in place.  "Expect:"
 * keeps curl from asking first, "Accept:" from adding its own.
 */
static void
set_headers(struct transfer *transfer)
{
	static char no_expect[] = "Expect:", no_accept[] = "Accept:";
	struct curl_slist *header = transfer->header + 1;
	char *line = transfer->request->headers.data;

	transfer->header[0] = (struct curl_slist){no_expect, header};
	*header = (struct curl_slist){no_accept, NULL};
	for (int i = 2; line != NULL && *line != '\0'; i++) {
		char *end = strchr(line, '\n');
		must(end != NULL && i < HEADERS_MAX);
		*end = '\0';
		header->next = header + 1;
		header++;
		header->data = line;
		header->next = NULL;
		line = end + 1;
	}
}

static void
set_request(struct transfer *transfer)
{
	const struct request *request = transfer->request;
	bool is_post = strcmp(request->method, "POST") == 0;

	set_headers(transfer);
	curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->header);
	if (strcmp(transfer->url.data, request->url.data) != 0) {
		buf_clear(&transfer->url);
		buf_add(&transfer->url, request->url.data, request->url.len);
		curl_easy_setopt(transfer->easy, CURLOPT_URL, transfer->url.data);
	}
	if (is_post != transfer->is_post)
		curl_easy_setopt(transfer->easy, is_post ? CURLOPT_POST : CURLOPT_HTTPGET, 1L);
	if (is_post) {
		curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDSIZE, (long)request->body.len);
		curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDS, request->body.data);
	}
	transfer->is_post = is_post;
}

bool
http_client_send(struct http_client *client, struct request *request, struct clearance *clearance, int64_t now,
    http_done *done, void *argument)
{
	must(strcmp(request->method, "POST") == 0 && request->body.len > 0);
	if (!clearance_is_fresh(clearance, now))
		return false;
	struct transfer *transfer = transfer_take(client, request, done, argument);
	set_request(transfer);
	must(clearance_spend(clearance, now));
	must(curl_multi_add_handle(transfer->hub->multi, transfer->easy) == CURLM_OK);
	return true;
}

void
http_client_ask(struct http_client *client, struct request *request, http_done *done, void *argument)
{
	struct transfer *transfer = transfer_take(client, request, done, argument);

	set_request(transfer);
	must(curl_multi_add_handle(transfer->hub->multi, transfer->easy) == CURLM_OK);
}

/*
 * What may be said of a transfer that failed.  Only when curl has handed not
 * one byte of it to the kernel do we know that nothing was sent; a time-out,
 * a reset or a refused rewind after that leaves it unknown.
 */
static enum transport
transport_of(struct transfer *transfer, CURLcode result)
{
	long request_size = 0;

	if (result == CURLE_OK)
		return TRANSPORT_ANSWERED;
	if (curl_easy_getinfo(transfer->easy, CURLINFO_REQUEST_SIZE, &request_size) != CURLE_OK)
		return TRANSPORT_UNKNOWN;
	return request_size == 0 ? TRANSPORT_NOTHING_SENT : TRANSPORT_UNKNOWN;
}

static void
finish(struct transfer *transfer, enum transport transport, const char *error, int64_t now)
{
	struct reply *reply = &transfer->reply;
	long status = 0;

	curl_multi_remove_handle(transfer->hub->multi, transfer->easy);
	curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
	reply->transport = transport;
	reply->status = (int)status;
	reply->error = error;
	transfer->done(transfer->argument, reply, now);
	transfer_give_back(transfer);
}

static void
finish_all_done(struct hub *hub)
{
	CURLMsg *message;
	int64_t now = 0;
	int left;

	while ((message = curl_multi_info_read(hub->multi, &left)) != NULL) {
		struct transfer *transfer = NULL;
		CURLcode result = message->data.result;
		if (message->msg != CURLMSG_DONE)
			continue;
		must(curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer) == CURLE_OK);
		if (now == 0)
			now = clock_read();
		const char *error = transfer->error[0] != '\0' ? transfer->error : curl_easy_strerror(result);
		finish(transfer, transport_of(transfer, result), result == CURLE_OK ? NULL : error, now);
	}
}

static void
listen_no_more(struct watch *watch)
{
	if (watch->listens != 0)
		event_del(&watch->event);
	watch->listens = 0;
}

static void
socket_ready(evutil_socket_t fd, short what, void *argument)
{
	struct watch *watch = argument;
	struct hub *hub = watch->hub;
	int running;

	if (!watch->wanted) {	/* an idle connection that the other side closes; curl finds out when it takes it */
		listen_no_more(watch);
		return;
	}
	int mask = (what & EV_READ ? CURL_CSELECT_IN : 0) | (what & EV_WRITE ? CURL_CSELECT_OUT : 0);

	curl_multi_socket_action(hub->multi, fd, mask, &running);
	finish_all_done(hub);
}

static void
timer_ready(evutil_socket_t fd, short what, void *argument)
{
	struct hub *hub = argument;
	int running;

	(void)fd;
	(void)what;
	curl_multi_socket_action(hub->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	finish_all_done(hub);
}

/* The watch of a file descriptor; kept as long as the client, for descriptors come again. */
static struct watch *
watch_of(struct hub *hub, curl_socket_t fd)
{
	struct http_client *client = hub->client;

	if (fd >= client->watches) {
		int more = fd + 64;
		client->watch = memory_grow(client->watch, (size_t)more * sizeof(struct watch *));
		memset(client->watch + client->watches, 0, (size_t)(more - client->watches) * sizeof(struct watch *));
		client->watches = more;
	}
	if (client->watch[fd] == NULL) {
		struct watch *watch = memory_new(sizeof(*watch));
		must(event_assign(&watch->event, client->base, fd, EV_READ | EV_PERSIST, socket_ready, watch) == 0);
		client->watch[fd] = watch;
	}
	client->watch[fd]->hub = hub;
	return client->watch[fd];
}

static void
listen_for(struct watch *watch, curl_socket_t fd, short wish)
{
	if (watch->listens == wish)
		return;
	if (watch->listens != 0)
		event_del(&watch->event);
	event_assign(&watch->event, watch->hub->client->base, fd, wish | EV_PERSIST, socket_ready, watch);
	event_add(&watch->event, NULL);
	watch->listens = wish;
}

/*
 * curl wants to know about a socket.  Between two requests it does not, and
 * saying so to the kernel twice a request is dear: the watch stays, and is
 * taken off by close_socket, or when something comes that nobody wanted.
 */
static int
watch_socket(CURL *easy, curl_socket_t fd, int what, void *argument, void *socket_argument)
{
	struct watch *watch = watch_of(argument, fd);

	(void)easy;
	(void)socket_argument;
	watch->wanted = what != CURL_POLL_REMOVE;
	if (watch->wanted)
		listen_for(watch, fd, (what & CURL_POLL_IN ? EV_READ : 0) | (what & CURL_POLL_OUT ? EV_WRITE : 0));
	else if (!watch->is_connection)
		listen_no_more(watch);
	return 0;
}

static int
opened_socket(void *argument, curl_socket_t fd, curlsocktype purpose)
{
	(void)purpose;
	watch_of(argument, fd)->is_connection = true;
	return CURL_SOCKOPT_OK;
}

static int
close_socket(void *argument, curl_socket_t fd)
{
	struct watch *watch = watch_of(argument, fd);

	listen_no_more(watch);
	watch->is_connection = false;
	return close(fd);
}

/* Only arms the timer: curl must not be called from its own callback. */
static int
set_timer(CURLM *multi, long milliseconds, void *argument)
{
	struct hub *hub = argument;
	struct timeval after = {milliseconds / 1000, milliseconds % 1000 * 1000};

	(void)multi;
	if (milliseconds < 0)
		evtimer_del(hub->timer);
	else
		evtimer_add(hub->timer, &after);
	return 0;
}

static void
hub_init(struct hub *hub, struct http_client *client, int connections)
{
	hub->client = client;
	hub->connections = connections;
	hub->multi = curl_multi_init();
	hub->timer = evtimer_new(client->base, timer_ready, hub);
	must(hub->multi != NULL && hub->timer != NULL);
	curl_multi_setopt(hub->multi, CURLMOPT_SOCKETFUNCTION, watch_socket);
	curl_multi_setopt(hub->multi, CURLMOPT_SOCKETDATA, hub);
	curl_multi_setopt(hub->multi, CURLMOPT_TIMERFUNCTION, set_timer);
	curl_multi_setopt(hub->multi, CURLMOPT_TIMERDATA, hub);
	curl_multi_setopt(hub->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)connections);
	curl_multi_setopt(hub->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)connections);
	curl_multi_setopt(hub->multi, CURLMOPT_MAXCONNECTS, (long)connections);
	curl_multi_setopt(hub->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
}

struct http_client *
http_client_new(struct event_base *base, int connections, int timeout_seconds)
{
	static bool started;
	struct http_client *client = memory_new(sizeof(*client));

	if (!started)
		must(curl_global_init(CURL_GLOBAL_DEFAULT) == 0);
	started = true;
	client->base = base;
	client->timeout_seconds = timeout_seconds;
	client->hubs = (connections + HUB_CONNECTIONS - 1) / HUB_CONNECTIONS;
	client->hub = memory_new((size_t)client->hubs * sizeof(struct hub));
	for (int i = 0; i < client->hubs; i++) {
		int left = connections - i * HUB_CONNECTIONS;
		hub_init(&client->hub[i], client, left < HUB_CONNECTIONS ? left : HUB_CONNECTIONS);
	}
	return client;
}

void *
http_client_free(struct http_client *client)
{
	if (client == NULL)
		return NULL;
	while (client->under_way != NULL)
		finish(client->under_way, TRANSPORT_UNKNOWN, "stopped", clock_read());
	while (client->idle != NULL) {
		struct transfer *transfer = client->idle;
		client->idle = transfer->next;
		transfer_free(transfer);
	}
	for (int i = 0; i < client->hubs; i++)
		curl_multi_cleanup(client->hub[i].multi);
	for (int i = 0; i < client->watches; i++) {
		must(client->watch[i] == NULL || client->watch[i]->listens == 0);
		free(client->watch[i]);
	}
	free(client->watch);
	for (int i = 0; i < client->hubs; i++)
		event_free(client->hub[i].timer);
	free(client->hub);
	free(client);
	return NULL;
}

int
http_client_running(const struct http_client *client)
{
	return client->running;
}
