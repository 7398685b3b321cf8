/** Text as UTF-8, in one buffer that serves all. */
import { grown } from '../engine/growth.ts';

const encoder = new TextEncoder();

/** The text that was encoded last. */
export let encoded: Uint8Array<ArrayBuffer> = new Uint8Array(1024);

/** Writes the text into {@link encoded}. @returns its length in bytes */
export function encode(text: string): number {
  encoded = grown(encoded, text.length * 3);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Most are ASCII, and the encoder is slow to call.
    if (unit > 0x7f) return encoder.encodeInto(text, encoded).written;
    encoded[i] = unit;
  }
  return text.length;
}
