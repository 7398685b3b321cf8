import { describe, expect, test } from 'vitest';
import { mayAct, type OriginPolicy } from './origins.ts';

const local: OriginPolicy = { publicUrl: null, trustedOrigins: ['http://localhost:5173'], host: '127.0.0.1', port: () => 4400 };
const deployed: OriginPolicy = { publicUrl: new URL('https://latchkey.example.com'), trustedOrigins: [], host: '0.0.0.0', port: () => 4400 };

describe('CASE-16 whose pages may act', () => {
  test.each<[OriginPolicy, string | undefined, string | undefined, boolean]>([
    [local, 'http://localhost:4400', 'a=b', true],
    [local, 'http://127.0.0.1:4400', 'a=b', true],
    [local, 'http://[::1]:4400', 'a=b', true],
    [local, 'http://localhost:5173', 'a=b', true],
    [local, 'http://localhost:4401', 'a=b', false],
    [local, 'https://localhost:4400', 'a=b', false],
    [local, 'http://localhost:4400.evil.example', 'a=b', false],
    [local, 'null', 'a=b', false],
    [local, '', 'a=b', false],
    [local, undefined, 'a=b', false],
    [local, undefined, undefined, true],
    [local, 'https://evil.example', undefined, false],
    [deployed, 'https://latchkey.example.com', 'a=b', true],
    [deployed, 'http://latchkey.example.com', 'a=b', false],
    [deployed, 'http://localhost:4400', 'a=b', false],
  ])('%#: allowed or not', (policy, origin, cookie, expected) => expect(mayAct(policy, { origin, cookie })).toBe(expected));
});
