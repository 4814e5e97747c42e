/* client.c - who asks: the address and the program. */
#include "web/client.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/err.h"
#include "web/web.h"

static bool
is_address(const char *text)
{
	uint8_t bytes[16];

	return inet_pton(AF_INET, text, bytes) == 1 || inet_pton(AF_INET6, text, bytes) == 1;
}

void
client_ip(const struct http_request *request, char out[CLIENT_IP])
{
	const char *forwarded = http_header(request, "X-Forwarded-For");
	const char *last = strrchr(forwarded, ',');

	http_peer(request, out);
	last = last != NULL ? last + 1 : forwarded;
	while (*last == ' ')
		last++;
	if (web_address_is_local(out) && strlen(last) < CLIENT_IP && is_address(last))
		memcpy(out, last, strlen(last) + 1);
}

void
client_network(const struct http_request *request, char out[CLIENT_IP])
{
	struct in6_addr six;

	client_ip(request, out);
	if (inet_pton(AF_INET6, out, &six) != 1 || IN6_IS_ADDR_V4MAPPED(&six))
		return;
	memset(six.s6_addr + 8, 0, 8);
	must(inet_ntop(AF_INET6, &six, out, CLIENT_IP) != NULL);
}

void
client_agent(const struct http_request *request, char out[CLIENT_AGENT])
{
	const char *agent = http_header(request, "User-Agent");
	int len = 0;

	for (; agent[len] != '\0' && len < CLIENT_AGENT - 1; len++)
		out[len] = agent[len] >= ' ' && agent[len] < 0x7f ? agent[len] : '?';
	out[len] = '\0';
}
