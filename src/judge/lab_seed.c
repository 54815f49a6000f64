#include "codec/hex.h"
#include "codec/json.h"
#include "crypto/hash.h"
#include "judge/lab.h"

#define WORD_SYLLABLES 4

/* Block n of what a seed's name makes of the 32 bytes. */
static void
block(const uint8_t seed[32], struct str name, uint8_t n, uint8_t out[32])
{
	char text[64];
	size_t len = name.len < 60 ? name.len : 60;

	memcpy(text, name.ptr, len);
	text[len++] = '\0';
	text[len++] = (char)n;
	hmac_sha256(
	    (struct str){(const char *)seed, 32}, (struct str){text, len}, out);
}

static void
write_hex(struct buf *out, const struct lab_seed *s, const uint8_t seed[32])
{
	char digits[2 * 64 + 1];
	uint8_t bytes[64];

	block(seed, s->name, 0, bytes);
	block(seed, s->name, 1, bytes + 32);
	hex_write(digits, bytes, sizeof(bytes));
	json_str(out, NULL, (struct str){digits, s->length});
}

/* "temibaro": something that can be said, and nobody's name. */
static void
write_word(struct buf *out, const struct lab_seed *s, const uint8_t seed[32])
{
	static const char first[] = "bdfgklmnprstvz", second[] = "aeiou";
	char word[2 * WORD_SYLLABLES];
	uint8_t bytes[32];

	block(seed, s->name, 0, bytes);
	for (int i = 0; i < WORD_SYLLABLES; i++) {
		word[2 * i] = first[bytes[2 * i] % (sizeof(first) - 1)];
		word[2 * i + 1] =
		    second[bytes[2 * i + 1] % (sizeof(second) - 1)];
	}
	json_str(out, NULL, (struct str){word, sizeof(word)});
}

static void
write_number(struct buf *out, const struct lab_seed *s, const uint8_t seed[32])
{
	uint64_t n = 0, range = (uint64_t)(s->max - s->min) + 1;
	uint8_t bytes[32];

	block(seed, s->name, 0, bytes);
	for (int i = 0; i < 8; i++)
		n = n << 8 | bytes[i];
	json_i64(out, NULL, s->min + (int64_t)(n % range));
}

enum err_code
lab_seeds_write(const struct lab *lab, const uint8_t seed[32], struct buf *out,
    struct err *err)
{
	json_open(out);
	for (size_t i = 0; i < lab->seeds.n; i++) {
		const struct lab_seed *s = &lab->seeds.v[i];

		json_name(out, s->name);
		if (s->kind == LAB_SEED_HEX)
			write_hex(out, s, seed);
		else if (s->kind == LAB_SEED_WORD)
			write_word(out, s, seed);
		else
			write_number(out, s, seed);
	}
	json_close(out);
	return buf_finish(out, err);
}
