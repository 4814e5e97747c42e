/* public_form.c - the form that a public address names; one of the other kind is not there. */
#include "web/public_form.h"

#include <stdio.h>

#include "web/problem.h"

bool
public_form_open(struct call *call, bool shows, struct db **db, struct form *form)
{
	char name[FORM_NAME];
	struct err err = {0};

	if (call->param[0].len >= sizeof(name)) {
		problem_reply(call->request, 404, "there is no such form");
		return false;
	}
	snprintf(name, sizeof(name), "%.*s", (int)call->param[0].len, call->param[0].data);
	*db = site_db(call->site, &err);
	if (*db != NULL && form_load(*db, name, form, &err)) {
		if (form->shows == shows)
			return true;
		form_release(form);
		fail(&err, ERR_ABSENT, "there is no form \"%.60s\"", name);
	}
	problem_reply_err(call->request, &err);
	return false;
}
