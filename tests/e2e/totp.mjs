// RFC 6238 with SHA-1, 30 seconds, six digits: what an authenticator shows.
import crypto from "node:crypto";

export function totp(secret, at = Date.now()) {
	const bits = [...secret.toUpperCase().replace(/[^A-Z2-7]/g, "")]
		.map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
	const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
	const step = Buffer.alloc(8);
	step.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
	const mac = crypto.createHmac("sha1", key).update(step).digest();
	const n = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
	return String(n % 1000000).padStart(6, "0");
}
