#include "core/exchange/json.h"

void json_init(struct json *json, struct str *out)
{
	*json = (struct json){.out = out, .first = true};
}

static void new_row(struct json *json)
{
	str_add_char(json->out, '\n');
	for (uint32_t i = 0; i < json->depth; i++)
		str_add_char(json->out, ' ');
}

static void before_item(struct json *json, const char *key)
{
	if (!json->first)
		str_add_char(json->out, ',');
	if (json->depth > 0 && json->rows == json->depth)
		new_row(json);
	else if (!json->first)
		str_add_char(json->out, ' ');
	json->first = false;
	if (key) {
		json_text(json->out, key);
		str_add_text(json->out, ": ");
	}
}

void json_open(struct json *json, const char *key, char bracket, bool rows)
{
	before_item(json, key);
	str_add_char(json->out, bracket);
	if (rows && json->rows == json->depth)
		json->rows++;
	json->depth++;
	json->first = true;
}

void json_close(struct json *json, char bracket)
{
	bool on_rows = json->rows == json->depth;

	json->depth--;
	if (on_rows) {
		json->rows--;
		if (!json->first)
			new_row(json);
	}
	json->first = false;
	str_add_char(json->out, bracket);
}

void json_number(struct json *json, const char *key, double value)
{
	before_item(json, key);
	number_print(json->out, value);
}

void json_string(struct json *json, const char *key, const char *text)
{
	if (!text) {
		json_null(json, key);
		return;
	}
	before_item(json, key);
	json_text(json->out, text);
}

void json_bool(struct json *json, const char *key, bool value)
{
	before_item(json, key);
	str_add_text(json->out, value ? "true" : "false");
}

void json_null(struct json *json, const char *key)
{
	before_item(json, key);
	str_add_text(json->out, "null");
}
