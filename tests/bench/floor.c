/*
 * The floor of loading: libyaml's event loop over the files, and nothing else. usage: floor FILE...
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <yaml.h>

static int read_piece(void *context, unsigned char *buffer, size_t size, size_t *length)
{
	const int *file = context;
	ssize_t got = read(*file, buffer, size);
	*length = got > 0 ? (size_t)got : 0;
	return got >= 0;
}

/* The number of events; 0: the file cannot be read or is no YAML. */
static unsigned long drain(const char *path)
{
	yaml_parser_t parser;
	yaml_event_t event;
	unsigned long events = 0;
	int file = open(path, O_RDONLY);
	yaml_event_type_t type = YAML_NO_EVENT;
	if (file < 0 || !yaml_parser_initialize(&parser))
		return 0;
	yaml_parser_set_input(&parser, read_piece, &file);
	while (type != YAML_STREAM_END_EVENT && yaml_parser_parse(&parser, &event)) {
		type = event.type;
		events++;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	close(file);
	return type == YAML_STREAM_END_EVENT ? events : 0;
}

int main(int argc, char **argv)
{
	unsigned long events = 0;
	for (int i = 1; i < argc; i++) {
		unsigned long more = drain(argv[i]);
		if (!more) {
			fprintf(stderr, "floor: cannot parse '%s'\n", argv[i]);
			return 1;
		}
		events += more;
	}
	printf("%lu events, libyaml %s\n", events, yaml_get_version_string());
	return 0;
}
