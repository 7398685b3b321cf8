/** `/api/auth/*`: signing in and out. better-auth decides; its answers are put in our words, and never show a token. */
import { SignInEmail } from '@latchkey/shared/protocol/set-up';
import { Hono } from 'hono';
import * as v from 'valibot';
import { noteSignIn } from '../identity/last-sign-in.ts';
import { readJson } from './body.ts';
import { createBuckets } from './buckets.ts';
import type { Env } from './env.ts';
import { problem, problems } from './problem.ts';
import type { Services } from './services.ts';

const Credentials = v.strictObject({ email: SignInEmail, password: v.pipe(v.string('must be text'), v.maxLength(128, 'must be at most 128 characters long')) });

/** One address trying one account: ten guesses, then one each ten seconds. An office behind one address: sixty. */
const perAccount = { burst: 10, perSecond: 0.1 };
const perAddress = { burst: 60, perSecond: 1 };

export function signInRoutes({ store, library, identity, clock, log }: Services): Hono<Env> {
  const accounts = createBuckets(perAccount, clock);
  const addresses = createBuckets(perAddress, clock);
  /** Whoever signs in gets in, also where that can not be written down: the disk may be full (CASE-38). */
  const noted = async (answer: Response): Promise<void> => {
    try {
      const { user } = v.parse(SignedIn, await answer.json());
      await noteSignIn({ store, library }, user.id, new Date(clock()).toISOString());
    } catch (error) {
      log.error({ err: error }, 'a sign-in could not be noted');
    }
  };
  return new Hono<Env>()
    .post('/api/auth/sign-in/email', async (c) => {
      const read = await readJson(c.req, Credentials);
      if (!read.ok) return read.response;
      const { email, password } = read.value;
      const wait = addresses.take(c.var.address) || accounts.take(`${c.var.address} ${email.toLowerCase()}`);
      if (wait > 0) return problems.tooMany(wait);
      const answer = await identity.handle(replaceBody(c.req.raw, { email, password, rememberMe: true }));
      if (answer.ok) await noted(answer.clone());
      return inOurWords(answer);
    })
    .all('/api/auth/*', async (c) => {
      const wait = addresses.take(c.var.address);
      return wait > 0 ? problems.tooMany(wait) : inOurWords(await identity.handle(c.req.raw));
    });
}

/** A second request, since the first one's body has been read. */
const replaceBody = (request: Request, body: unknown): Request =>
  new Request(request.url, { method: request.method, headers: withoutLength(request.headers), body: JSON.stringify(body) });

const withoutLength = (headers: Headers): Headers => {
  const copy = new Headers(headers);
  for (const name of ['content-length', 'transfer-encoding']) copy.delete(name);
  return copy;
};

/** What better-auth says of a sign-in. */
const SignedIn = v.object({ user: v.object({ id: v.string() }) });
const BetterAuthError = v.object({ message: v.string() });

/** Keeps the cookies and drops the rest: better-auth's answer to a sign-in shows scripts the token that httpOnly hides. */
async function inOurWords(answer: Response): Promise<Response> {
  const cookies = answer.headers.getSetCookie();
  const response = answer.ok ? new Response('{}', { headers: { 'content-type': 'application/json' } }) : await refusal(answer);
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}

async function refusal(answer: Response): Promise<Response> {
  if (answer.status === 404) return problems.notFound();
  const text = await answer.text();
  const error = v.safeParse(v.pipe(v.string(), v.parseJson(), BetterAuthError), text);
  const title = error.success ? error.output.message : 'Signing in or out did not work.';
  return problem(answer.status, answer.status === 401 ? 'signed-out' : 'identity', title);
}
