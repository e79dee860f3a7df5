/** Letters and digits that spell no words. */
const SAFE = "bcdfghjklmnpqrstvwxz2456789";

/** Up to 10 safe characters that stand for the text, such as `775bc5f8d8`: FNV-1a over 32 bits, written in digits, each put into the safe alphabet. */
export function safeHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) {
    hash ^= byte;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return [...String(hash)].map((digit) => SAFE[digit.charCodeAt(0) % SAFE.length]).join("");
}
