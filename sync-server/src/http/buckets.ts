/** Token buckets: limits count requests, whatever became of them. */

export interface BucketRule {
  /** How many requests may come at once. */
  readonly burst: number;
  /** How many a second may come for ever. */
  readonly perSecond: number;
}

export interface Buckets {
  /** Takes one token of the bucket. @returns 0, or in how many whole seconds there will be one */
  take(key: string): number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Above this many, buckets that have filled up again are forgotten; looked for no more often than one takes to fill. */
const CROWDED = 10_000;

/** @param now milliseconds */
export function createBuckets(rule: BucketRule, now: () => number): Buckets {
  const buckets = new Map<string, Bucket>();
  let sweep = 0;
  const filled = (bucket: Bucket, at: number) => Math.min(rule.burst, bucket.tokens + ((at - bucket.at) / 1000) * rule.perSecond);
  return {
    take(key) {
      const at = now();
      if (buckets.size > CROWDED && at >= sweep) {
        for (const [other, bucket] of buckets) if (filled(bucket, at) >= rule.burst) buckets.delete(other);
        sweep = at + (rule.burst / rule.perSecond) * 1000;
      }
      const bucket = buckets.get(key) ?? { tokens: rule.burst, at };
      bucket.tokens = filled(bucket, at);
      bucket.at = at;
      buckets.set(key, bucket);
      if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / rule.perSecond);
      bucket.tokens -= 1;
      return 0;
    },
  };
}
