/* client.h - who asks: the address and the program, as evidence and for limits of rate. */
#ifndef WEB_CLIENT_H
#define WEB_CLIENT_H

#include "web/http_server.h"

enum { CLIENT_IP = 46, CLIENT_AGENT = 300 };

/* The proxy on this machine says for whom it asks: the last of X-Forwarded-For; of others the header is not believed. */
void client_ip(const struct http_request *request, char out[CLIENT_IP]);
/* The same for a limit: of IPv6 the /64, which one subscriber has whole. */
void client_network(const struct http_request *request, char out[CLIENT_IP]);
/* User-Agent, cut, with ? for what is not printable ASCII. */
void client_agent(const struct http_request *request, char out[CLIENT_AGENT]);

#endif
