#include "core/model/embedded.h"
#include "tui/commands.h"
#include "tui/output.h"

#include <assert.h>
#include <string.h>

int command_new(const struct command_line *line)
{
	const struct embedded_file *file = embedded_files;
	struct str out;

	while (file->name && strcmp(file->name, "examples/minimal.yaml") != 0)
		file++;
	assert(file->name);
	str_init(&out);
	str_add(&out, file->bytes, file->length);
	return output_text(line->ascii, &out) ? STATUS_DONE : STATUS_FAULT;
}
