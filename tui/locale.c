#include "tui/locale.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_utf8(const char *name)
{
	return !strcasecmp(name, "UTF-8") || !strcasecmp(name, "UTF8");
}

/* The codeset in a locale's name: "UTF-8" of "de_DE.UTF-8@euro". */
static bool name_is_utf8(const char *name)
{
	const char *dot = strchr(name, '.');
	char codeset[8];
	if (!dot)
		return false;
	size_t length = strcspn(dot + 1, "@");
	if (length >= sizeof codeset)
		return false;
	memcpy(codeset, dot + 1, length);
	codeset[length] = '\0';
	return is_utf8(codeset);
}

static const char *locale_name(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			return value;
	}
	return "C";
}

bool locale_open(void)
{
	if (setlocale(LC_CTYPE, "") && is_utf8(nl_langinfo(CODESET)) && name_is_utf8(locale_name()))
		return true;
	if (!name_is_utf8(locale_name()))
		return is_utf8(nl_langinfo(CODESET)) && strcmp(locale_name(), "C") &&
		       strcmp(locale_name(), "POSIX");
	return (setlocale(LC_CTYPE, "C.UTF-8") || setlocale(LC_CTYPE, "en_US.UTF-8")) &&
	       is_utf8(nl_langinfo(CODESET));
}
