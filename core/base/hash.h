/*
 * Hashes of small keys, for tables in memory: not for what is kept, nor against whoever picks the keys.
 */
#ifndef CORE_BASE_HASH_H
#define CORE_BASE_HASH_H

#include <stdint.h>

/*
 * The hash of what `hash` is of with one word more behind it; of nothing it is 0. One step of
 * splitmix64 (Steele, Lea, Flood 2014): every bit of the result hangs on every bit of both.
 */
static inline uint64_t hash_add(uint64_t hash, uint64_t word)
{
	uint64_t z = (hash ^ word) + UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static inline uint64_t hash_add_all(uint64_t hash, const uint32_t words[], uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		hash = hash_add(hash, words[i]);
	return hash;
}

#endif
