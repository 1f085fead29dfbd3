/*
 * What the numbers of a stack may be at most: spec.md section 2 leaves it open, unmoor(5) says it.
 *
 * They are far beyond what anybody buys, and so low that whatever is computed from accepted numbers
 * is one: of the products of section 3 the largest, count * (1 + growth)^119 * at * effort * rate *
 * overrun, is below 1e78 here, its sum over all that a file of 4 GiB holds below 1e87, and the square
 * of that, for variances, below 1e174. A new monthly, old * usage * price / (usage * price), is below
 * 1e81. A double goes to 1e308, and none of these can become infinite, or vanish.
 *
 * Money that is spent on the stack together is bounded as one amount is: so what is taken from it, or
 * compared with it, is known to a tenth of the currency at worst.
 */
#ifndef CORE_MODEL_LIMITS_H
#define CORE_MODEL_LIMITS_H

#define LIMIT_LEAST 1e-15 /* of every number that is not 0: nothing smaller can divide another */

#define LIMIT_MONEY 1e15      /* one amount or price; all monthly together */
#define LIMIT_ECONOMY 1e18    /* what flows between companies: also in the smallest of currencies */
#define LIMIT_USAGE 1e18      /* units a month: tokens of the largest are 1e15 */
#define LIMIT_COUNT 1e12      /* of a driver; terabytes too */
#define LIMIT_EFFORT 1e9      /* person-days */
#define LIMIT_FACTOR 1e3      /* overrun, at */
#define LIMIT_COST_RATIO 1e6  /* new monthly / old */
#define LIMIT_GROWTH 1        /* a month: counts double */
#define LIMIT_DISCOUNT 10     /* a year */
#define LIMIT_OVERLAP 120     /* months: the longest horizon */
#define LIMIT_LEAST_TERM 1e-3 /* years: a few hours */
#define LIMIT_TERM 1e3        /* years */
#define LIMIT_NOTICE 1e6      /* days */

/*
 * And how many things there may be of which each is looked at beside each other one, or has 4096 draws
 * of its own: at the limits a report takes seconds and some hundred megabytes. Of all others there
 * may be as many as the file holds.
 */
enum {
	LIMIT_PROVIDERS = 10000,
	LIMIT_OFFERINGS = 10000,
	LIMIT_DRIVERS = 4000,
	LIMIT_NEEDS = 1000,
	LIMIT_PRICES = 1000, /* of one offering; units that one binding uses */
	LIMIT_ON = 10000     /* migrations of one scenario */
};

#endif
