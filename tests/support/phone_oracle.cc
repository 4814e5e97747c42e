/* phone_oracle.cc - libphonenumber behind a C function, with Russia as the country when none is written. */
#include "tests/support/phone_oracle.h"

#include <cstdio>
#include <string>

#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

void
phone_oracle(const char *text, struct phone_opinion *out)
{
	const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
	PhoneNumber number;
	std::string e164;

	*out = phone_opinion();
	if (util.Parse(text, "RU", &number) != PhoneNumberUtil::NO_PARSING_ERROR)
		return;
	util.Format(number, PhoneNumberUtil::E164, &e164);
	out->parsed = 1;
	out->valid = util.IsValidNumber(number);
	out->possible = util.IsPossibleNumberWithReason(number) == PhoneNumberUtil::IS_POSSIBLE;
	out->country = number.country_code();
	snprintf(out->e164, sizeof(out->e164), "%s", e164.c_str());
	snprintf(out->extension, sizeof(out->extension), "%s", number.extension().c_str());
}
