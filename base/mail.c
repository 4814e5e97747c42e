/* mail.c - one letter through an SMTP server, waited for. */
#include "base/mail.h"

#include <curl/curl.h>
#include <stdio.h>
#include <time.h>

#include "base/clock.h"
#include "base/crypto.h"

enum { CONNECT_MS = 5000, TOTAL_MS = 30000, TO_MAX = 16, LINE = 57 };

/* What is still to be sent. */
static size_t
give(char *out, size_t size, size_t count, void *argument)
{
	struct view *rest = argument;
	size_t len = size * count < rest->len ? size * count : rest->len;

	memcpy(out, rest->data, len);
	*rest = (struct view){rest->data + len, rest->len - len};
	return len;
}

static bool
is_word(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text < ' ' || (unsigned char)*text > '~')
			return false;
	return true;
}

static void
write_letter(const struct mail *mail, struct buf *out)
{
	time_t seconds = (time_t)(mail->at / SECOND);
	struct tm utc;
	char date[64];

	gmtime_r(&seconds, &utc);
	strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S +0000", &utc);
	buf_add_format(out, "From: <%s>\r\nTo: %s\r\nSubject: %s\r\nDate: %s\r\nMIME-Version: 1.0\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n", mail->from, mail->to,
	    mail->subject, date);
	for (size_t at = 0; at < mail->body.len; at += LINE) {
		base64_add(out, mail->body.data + at, mail->body.len - at < LINE ? mail->body.len - at : LINE);
		buf_add_text(out, "\r\n");
	}
}

/* "a@x, b@y" into the list of receivers; false: one of them is no address. */
static bool
add_receivers(const char *text, struct curl_slist **list)
{
	char address[256], bare[260];
	int count = 0;

	while (text[strspn(text, " ,")] != '\0') {
		text += strspn(text, " ,");
		size_t len = strcspn(text, " ,");
		if (len >= sizeof(address) || count++ == TO_MAX)
			return false;
		snprintf(address, sizeof(address), "%.*s", (int)len, text);
		if (strchr(address, '@') == NULL || strpbrk(address, "<>") != NULL)
			return false;
		snprintf(bare, sizeof(bare), "<%s>", address);
		*list = curl_slist_append(*list, bare);
		text += len;
	}
	return count > 0;
}

static CURLcode
send_letter(const struct mail *mail, struct curl_slist *receivers, struct view letter)
{
	char from[260];
	CURL *curl = curl_easy_init();

	must(curl != NULL);
	snprintf(from, sizeof(from), "<%s>", mail->from);
	curl_easy_setopt(curl, CURLOPT_URL, mail->server);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_TRY);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)TOTAL_MS);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, receivers);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(curl, CURLOPT_READDATA, &letter);
	CURLcode result = curl_easy_perform(curl);
	curl_easy_cleanup(curl);
	return result;
}

bool
mail_send(const struct mail *mail, struct err *err)
{
	struct curl_slist *receivers = NULL;
	struct buf letter = {0};

	if (!is_word(mail->from) || !is_word(mail->to) || !is_word(mail->subject) || strlen(mail->from) >= 256 ||
	    strchr(mail->from, '@') == NULL || !add_receivers(mail->to, &receivers)) {
		curl_slist_free_all(receivers);
		return fail(err, ERR_INPUT, "not addresses of mail: from \"%s\" to \"%s\"", mail->from, mail->to);
	}
	write_letter(mail, &letter);
	CURLcode result = send_letter(mail, receivers, buf_view(&letter));
	curl_slist_free_all(receivers);
	buf_release(&letter);
	return result == CURLE_OK || fail(err, ERR_RETRY, "%s: %s", mail->server, curl_easy_strerror(result));
}
