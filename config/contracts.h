/*
 * contracts.h - our side of each provider: order, carriers, base URL, limits.  From config/contracts.yaml.
 *
 * The recipe (config/providers/NAME.yaml) says how a provider speaks; the
 * contract says what we agreed with it.  A provider without a contract is not used.
 */
#ifndef CONFIG_CONTRACTS_H
#define CONFIG_CONTRACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/tri.h"

/* What of a person an order lets a provider have (P-01, P-04). */
enum { DATA_ADDRESS = 1, DATA_TEXT = 2, DATA_NAME = 4, DATA_AGENT = 8 };

enum { CONTRACT_CARRIERS = 24, CONTRACT_KEYS = 3 };

struct contract {
	char provider[32];
	char recipe[64];		/* file name without .yaml */
	char base_url[256];		/* "" : the recipe's own */
	char country[3];
	int64_t inn;			/* P-05: the processor; 0 not said */
	char processor[128];		/* its name, for people; "" not said */
	char address[160];		/* where it is, for answers to people (S-01); "" not said */
	uint64_t key[CONTRACT_KEYS];	/* as what consents may name it: its INN, its name, our word for it; 0 none */
	unsigned data;			/* P-04: DATA_... that the order names; 0 not said */
	char border_notice[64];		/* P-03: id of the notice of the transfer abroad; "" none */
	char border_decision[64];
	bool order_present;		/* P-01 */
	int64_t order_until;
	bool all_carriers;		/* P-02: a contract covers every Russian carrier */
	int carriers;
	int64_t carrier_inn[CONTRACT_CARRIERS];
	double rate;			/* requests a second, over all dispatchers */
	int burst;
	int connections;		/* at once, of one dispatcher */
};

struct contracts;
struct contracts *contracts_load(const char *path, struct err *err);
void *contracts_free(struct contracts *contracts);
const struct contract *contract_find(const struct contracts *contracts, const char *provider);	/* NULL: none */
/* The same; none is ERR_INPUT. */
const struct contract *contract_must(const struct contracts *contracts, const char *provider, struct err *err);
const struct contract *contract_at(const struct contracts *contracts, int i);	/* NULL after the last */
/* P-02: UNKNOWN when the carrier is not resolved. */
enum tri contract_covers(const struct contract *contract, int64_t carrier_inn);

#endif
