/** What the browser knows of the app once it is on a home screen. */
import type { SvelteKitPWAOptions } from '@vite-pwa/sveltekit';

type Manifest = Exclude<NonNullable<SvelteKitPWAOptions['manifest']>, false>;

const icon = (name: string, size: number, purpose: 'any' | 'maskable') => ({
  src: `/icons/${name}.png`,
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
});

export const manifest: Manifest = {
  id: '/',
  name: 'Latchkey',
  short_name: 'Latchkey',
  description: 'Who may use which integration, in which environment, with which role.',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: '#f8f9fb',
  theme_color: '#191d26',
  categories: ['business', 'productivity'],
  icons: [icon('icon-192', 192, 'any'), icon('icon-512', 512, 'any'), icon('maskable-512', 512, 'maskable')],
  shortcuts: [
    { name: 'Connected users', url: '/?to=users', icons: [icon('icon-192', 192, 'any')] },
    { name: 'Invalid connections', url: '/?to=users&status=invalid', icons: [icon('icon-192', 192, 'any')] },
    { name: 'Settings', url: '/settings', icons: [icon('icon-192', 192, 'any')] },
  ],
};
