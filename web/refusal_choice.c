/* refusal_choice.c - the buttons by which a person refuses on our public pages. */
#include "web/refusal_choice.h"

#include <string.h>

#include "base/lang.h"

static const struct choice {
	const char *word;
	enum scope scope;
	const char *says;
} choices[] = {
	{"ads", SCOPE_ADS_ALL, "No more advertising"},
	{"calls", SCOPE_CALLS_ALL, "No more calls"},
	{"sms", SCOPE_SMS_ALL, "No more SMS"},
	{"email", SCOPE_EMAIL_ALL, "No more e-mails"},
	{"surveys", SCOPE_SURVEYS, "No more surveys"},
	{"all", SCOPE_ALL_CONTACT, "Send me nothing at all and never call"},
	{"stranger", SCOPE_WRONG_PERSON, "This is not the person you look for"},
};

void
refusal_choice_buttons(struct buf *body)
{
	for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++)
		buf_add_format(body, "<button name=\"scope\" value=\"%s\"%s>%s</button>\n", choices[i].word,
		    i == 0 ? "" : " class=\"second\"", say(choices[i].says));
}

enum scope
refusal_choice_scope(const char *word)
{
	for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++)
		if (strcmp(choices[i].word, word) == 0)
			return choices[i].scope;
	return SCOPE_UNKNOWN;
}

static const char WITHDRAWAL[] = "withdrawal";

void
refusal_choice_withdrawal(struct buf *body)
{
	buf_add_format(body, "<details><summary>%s</summary><p>%s</p>\n<button name=\"scope\" value=\"%s\" class=\"second\">%s</button></details>\n",
	    say("Withdraw the consent to processing my data altogether"),
	    say("From this moment nobody calls you or writes to you. Within 30 days your data is destroyed; what the law or a contract obliges us to keep, such as a medical record, stays and serves nothing else. Where several people have this address we ask first who you are."),
	    WITHDRAWAL, say("Withdraw: stop and destroy"));
}

bool
refusal_choice_is_withdrawal(const char *word)
{
	return strcmp(word, WITHDRAWAL) == 0;
}
