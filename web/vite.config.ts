import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import { defineConfig, type Plugin } from 'vite';
import { manifest } from './manifest.ts';

/** Every route is this one page; sync-server serves it for whatever is neither a file nor under `/api`. */
const fallback = 'index.html';

/** What every screen needs travels as one file: many small ones are larger, and are asked for one after another. */
const shell: Plugin = {
  name: 'shell',
  config: ({ build }) =>
    build?.ssr === true
      ? {}
      : {
          build: {
            rolldownOptions: {
              output: {
                codeSplitting: {
                  groups: [
                    {
                      name: 'shell',
                      test: /\/web\/src\/lib\/(parts\/(?!ActionMenu|CopyLink|EditState|ListItem|Modal|NameDialog|Picker|RemoveDialog|Section|Select|Switch|When)|state\/(?!people-requests|theme)|words\/(?!access|addresses|alike|changes|edits|levels|names-of|notified|phrase)|connectors\/names|shell\/(?!BottomBar|Change|DamagedBanner|LastChanges|document-name|Help|InstallHint|Palette|people-found|TroubleList)|table\/(?!everything|Tabs|FilterPanel|ChoiceFilter|DayFilter|WordsFilter|Columns|Cards|SelectionBar|SaveView|ViewMenu|view-requests|OverviewCell|act-on-each|csv|PhoneChips|SortChip))|@lucide\/svelte\/dist\/(?!icons)/,
                    },
                  ],
                },
              },
            },
          },
        },
};

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ fallback, precompress: true }),
      prerender: { entries: ['/marks.svg'] },
      alias: { $replica: 'src/replica' },
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          // The one style attribute that Kit itself writes, on its announcer of navigations.
          'style-src': ['self', 'unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'worker-src': ['self'],
          'manifest-src': ['self'],
          'img-src': ['self', 'data:'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
        },
      },
      // Registered by `lib/state/update.svelte.ts`, which asks before it takes a new version.
      serviceWorker: { register: false },
    }),
    shell,
    SvelteKitPWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'service-worker.ts',
      registerType: 'prompt',
      injectRegister: false,
      manifest,
      injectManifest: { globPatterns: ['client/**/*.{js,css,svg,png,woff2,webmanifest}', 'prerendered/**/*.svg'], maximumFileSizeToCacheInBytes: 4 * 1024 * 1024 },
      kit: { adapterFallback: fallback, spa: true },
    }),
  ],
  // What lib0 makes of these when its schemas are read is for who uses them, and no worker does: a kilobyte.
  worker: { format: 'es', rolldownOptions: { treeshake: { manualPureFunctions: ['$constructedBy', '$custom', 'match'] } } },
  server: { proxy: { '/api': { target: `http://localhost:${process.env['PORT'] ?? '4400'}`, ws: true } } },
});
