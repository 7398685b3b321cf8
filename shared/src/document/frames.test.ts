import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFrames, toFrames } from './frames.ts';

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = async (stream: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> => {
  const frames: Uint8Array[] = [];
  for await (const frame of readFrames(stream)) frames.push(frame);
  return frames;
};

test('SYNC-1 frames arrive whole, however the network cuts them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 8 }), fc.integer({ min: 1, max: 20 }), async (chunks, size) => {
      expect((await read(cut(toFrames(chunks), size))).map((frame) => [...frame])).toEqual(chunks.map((chunk) => [...chunk]));
    }),
  );
});

test('SYNC-1 a snapshot cut anywhere but between frames is an error, never a shorter document', async () => {
  const whole = toFrames([new Uint8Array([1, 2, 3]), new Uint8Array([4])]);
  const boundaries = [0, 7, 12];
  for (let end = 0; end <= whole.length; end++) {
    const reading = read(cut(whole.subarray(0, end), 3));
    if (boundaries.includes(end)) await expect(reading).resolves.toBeDefined();
    else await expect(reading).rejects.toThrow('ended inside a frame');
  }
});

test('SYNC-1 an impossible length is refused before anything is allocated', async () => {
  await expect(read(cut(new Uint8Array([255, 255, 255, 255, 0]), 5))).rejects.toThrow('4294967295 bytes');
});
