/** Sockets to test sessions with: a server that attaches whoever comes, and clients that keep what they hear. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { userOf, WORKSPACE, type Person, type Scene } from '../edits/scene.ts';

export interface Address {
  readonly url: string;
  close(): Promise<void>;
}

/** `ws://…/{document}?person=…&epoch=…&version=…`: no sign-in is checked, that is the business of the routes. */
export async function listen(scene: Scene): Promise<Address> {
  const server = createServer();
  const sockets = new WebSocketServer({ server, maxPayload: 256 * 1024 });
  sockets.on('connection', (socket, request) => {
    const url = new URL(request.url ?? '', 'ws://localhost');
    const person = (url.searchParams.get('person') ?? 'max') as Person;
    const [epoch, version] = [url.searchParams.get('epoch'), url.searchParams.get('version')];
    scene.library.attach(socket, {
      member: { id: person, name: person },
      user: userOf(person),
      signIn: url.searchParams.get('signIn') ?? 'here',
      workspace: url.searchParams.get('workspace') ?? WORKSPACE,
      document: url.pathname.slice(1),
      from: epoch === null || version === null ? null : { epoch, version: Number(version) },
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A socket that speaks bytes. */
export class RawClient {
  readonly socket: WebSocket;
  readonly heard: Uint8Array[] = [];
  readonly closed: Promise<number>;
  #news: (() => void)[] = [];

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.on('message', (data: Buffer) => {
      this.heard.push(new Uint8Array(data));
      for (const resume of this.#news.splice(0)) resume();
    });
    this.closed = once(this.socket, 'close').then(([code]) => code as number);
  }

  static async open(url: string): Promise<RawClient> {
    const client = new RawClient(url);
    await once(client.socket, 'open');
    return client;
  }

  /** The next message of which `wanted` holds, those already heard included. */
  async hears(wanted: (message: Uint8Array) => boolean): Promise<Uint8Array> {
    for (let at = 0; ; at++) {
      while (at >= this.heard.length) await new Promise<void>((resume) => this.#news.push(resume));
      const message = this.heard[at];
      if (message !== undefined && wanted(message)) return message;
    }
  }

  send(...bytes: readonly number[]): void {
    this.socket.send(Uint8Array.from(bytes));
  }
}

/** Resolves when `holds` does, which is asked again whenever the event loop turns. */
export async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resume) => setImmediate(resume));
}
