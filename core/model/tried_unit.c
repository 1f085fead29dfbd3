/* In what the variables that may be tried are counted. */
#include "core/model/tried.h"

#include <math.h>
#include <string.h>

/* What does not hang on the thing itself; "$" stands for the currency, NULL for the others. */
static const char *const units[TRIED_KIND_COUNT] = {
	[TRIED_RATE] = "$",
	[TRIED_OVERRUN] = "",
	[TRIED_OVERLAP] = "months",
	[TRIED_HORIZON] = "months",
	[TRIED_DISCOUNT_RATE] = "% a year",
	[TRIED_AT] = "",
	[TRIED_EGRESS] = "$ a TB",
	[TRIED_ONBOARDING] = "person-days",
	[TRIED_REVENUE] = "$ a year",
	[TRIED_STANCE] = "of −2 to 2",
	[TRIED_PRICE] = "$",
	[TRIED_MONTHLY] = "$ a month",
	[TRIED_GROWTH] = "% a month",
	[TRIED_USAGE] = "a month",
	[TRIED_COMMITMENT] = "$",
	[TRIED_CREDIT] = "$",
	[TRIED_FLOW] = "$ firm",
	[TRIED_EXTRA] = "$",
	[TRIED_COST_RATIO] = "",
};

static const char *count_unit(const struct driver *driver)
{
	if (driver->unit)
		return driver->unit;
	return driver->basis == BASIS_TIERS ? "TB" : "";
}

static const char *unit_of(const struct model *model, const struct tried *tried)
{
	if (tried->kind == TRIED_DRIVER)
		return model->drivers[tried->a].basis == BASIS_EFFORT ? "person-days" : "$";
	if (tried->kind == TRIED_COUNT)
		return count_unit(&model->drivers[model->counts[tried->b].driver]);
	return units[tried->kind];
}

void tried_unit(const struct model *model, const struct tried *tried, struct str *out)
{
	const char *unit = unit_of(model, tried);
	if (*unit == '$' && tried->kind != TRIED_COUNT)
		str_print(out, "%s%s", model->currency, unit + 1);
	else
		str_add_text(out, unit);
}

struct range tried_shown(enum tried_kind kind, struct range value)
{
	double factor = kind == TRIED_DISCOUNT_RATE || kind == TRIED_GROWTH ? 100 : 1;
	return (struct range){value.low * factor, value.likely * factor, value.high * factor};
}

void tried_print_unit(const struct model *model, const struct tried *tried, struct range value,
		      struct str *out)
{
	struct str unit;
	str_init(&unit);
	tried_unit(model, tried, &unit);
	/* A rate is printed as "8%". */
	bool rate = tried->kind == TRIED_DISCOUNT_RATE || tried->kind == TRIED_GROWTH;
	if (tried->kind == TRIED_PRICE)
		str_print(&unit, " per %s", model->units[tried->b]);
	if (unit.length > 0)
		str_print(out, " %s",
			  number_unit(range_is_constant(value) ? value.likely : NAN,
				      unit.data + (rate ? strlen("% ") : 0)));
	str_clear(&unit);
}
