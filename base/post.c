/* post.c - one POST, waited for. */
#include "base/post.h"

#include <curl/curl.h>
#include <stdio.h>

enum { CONNECT_MS = 2000, TOTAL_MS = 5000, REPLY_MAX = 64 * 1024 };

static size_t
take(char *data, size_t size, size_t count, void *argument)
{
	struct buf *reply = argument;

	if (reply->len + size * count > REPLY_MAX)
		return 0;
	buf_add(reply, data, size * count);
	return size * count;
}

static void
prepare(CURL *curl, const char *url, struct curl_slist *headers, struct view body, struct buf *reply)
{
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)TOTAL_MS);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.len);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, reply);
}

bool
post(const char *url, const char *content_type, struct view body, int *status, struct buf *reply, struct err *err)
{
	char type[128];
	long code = 0;
	CURL *curl = curl_easy_init();

	must(curl != NULL);
	snprintf(type, sizeof(type), "Content-Type: %s", content_type);
	struct curl_slist *headers = curl_slist_append(NULL, type);
	buf_clear(reply);
	prepare(curl, url, headers, body, reply);
	CURLcode result = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	curl_slist_free_all(headers);
	curl_easy_cleanup(curl);
	if (result != CURLE_OK)
		return fail(err, ERR_RETRY, "%s: %s", url, curl_easy_strerror(result));
	*status = (int)code;
	return true;
}
