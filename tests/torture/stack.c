#include "tests/torture/stack.h"

#include <stdio.h>
#include <stdlib.h>

void stack_write(const char *path)
{
	static const char text[] =
		"unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 900\noverrun: 1\noverlap: 1\n"
		"providers: [{id: p, kind: cloud}, {id: q, kind: cloud}]\n"
		"offerings: [{id: p/x, provider: p, kind: x}, {id: q/x, provider: q, kind: x}]\n"
		"components: [{id: a, bindings: [{offering: p/x, monthly: 1}]}]\n"
		"migrations: [{id: m, from: p/x, to: q/x}]\n";
	FILE *file = fopen(path, "w");

	if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
		perror(path);
		exit(2);
	}
}
