import { createServer } from 'node:http';
import { visit } from './browser/stage.ts';
const worker = `
const MB = 1 << 20;
const idb = (name, store) => new Promise((r, j) => { const q = indexedDB.open(name, 1); q.onupgradeneeded = () => q.result.createObjectStore(store); q.onsuccess = () => r(q.result); q.onerror = j; });
const done = (tx) => new Promise((r, j) => { tx.oncomplete = r; tx.onerror = j; });
const val = (q) => new Promise((r, j) => { q.onsuccess = () => r(q.result); q.onerror = j; });
const bytes = (n) => { const b = new Uint8Array(n); for (let i = 0; i < n; i += 7) b[i] = (i * 2654435761) >>> 13; return b; };
onmessage = async ({ data }) => {
  const out = {};
  if (data === 'write') {
    for (const [name, size] of [['big', MB], ['small', 60000]]) { const db = await idb(name, 's'); const t = performance.now(); const tx = db.transaction('s', 'readwrite'); const n = Math.floor(75 * MB / size); for (let i = 0; i < n; i++) tx.objectStore('s').put(bytes(size), i); await done(tx); out[name] = performance.now() - t; db.close(); }
    const t = performance.now(); const root = await navigator.storage.getDirectory(); const f = await root.getFileHandle('x', { create: true }); const h = await f.createSyncAccessHandle(); h.truncate(0); const b = bytes(MB); for (let i = 0; i < 75; i++) h.write(b, { at: i * MB }); h.flush(); h.close(); out.opfs = performance.now() - t;
  } else {
    for (const name of ['big', 'small']) { const t = performance.now(); const db = await idb(name, 's'); const all = await val(db.transaction('s').objectStore('s').getAll()); out[name] = [performance.now() - t, all.length]; db.close(); 
      const t2 = performance.now(); const db2 = await idb(name, 's'); const st = db2.transaction('s').objectStore('s'); const keys = await val(st.getAllKeys()); const a2 = await Promise.all(keys.map((k) => val(st.get(k)))); out[name + ' each'] = performance.now() - t2; db2.close(); }
    const t = performance.now(); const root = await navigator.storage.getDirectory(); const f = await root.getFileHandle('x'); const h = await f.createSyncAccessHandle(); const size = h.getSize(); const b = new Uint8Array(size); h.read(b, { at: 0 }); h.close(); out.opfs = performance.now() - t;
    const t3 = performance.now(); const s = new TextDecoder('utf-16le'); let l = 0; for (let i = 0; i < 20; i++) l += s.decode(b.subarray(i * MB, i * MB + MB)).length; out.decode20utf16 = performance.now() - t3;
    const t4 = performance.now(); const d8 = new TextDecoder('latin1'); for (let i = 0; i < 20; i++) l += d8.decode(b.subarray(i * MB, i * MB + MB)).length; out.decode20latin1 = performance.now() - t4;
  }
  postMessage(out);
};`;
const server = createServer((q, r) => { if (q.url === '/w.js') { r.setHeader('content-type', 'text/javascript'); r.end(worker); } else { r.setHeader('content-type', 'text/html'); r.end('<p>x'); } }).listen(4598);
const { rmSync } = await import('node:fs'); rmSync('/tmp/lab/p2', { recursive: true, force: true });
const run = async (what: string) => { const { page, context } = await visit('/tmp/lab/p2'); await page.goto('http://localhost:4598/'); console.log(what, JSON.stringify(await page.evaluate((what) => new Promise((r) => { const w = new Worker('/w.js'); w.onmessage = (e) => r(e.data); w.onerror = (e) => r(e.message); w.postMessage(what); }), what))); await context.close(); };
await run('write'); await run('read'); await run('read');
server.close();
