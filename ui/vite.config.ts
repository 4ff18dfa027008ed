import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** The back end that `npm run dev` speaks to: a `galley serve` on this port. */
const served = process.env.GALLEY_SERVE ?? 'http://127.0.0.1:4400';

export default defineConfig({
  plugins: [svelte()],
  build: {
    // WebKitGTK of Debian 12 and the current browsers.
    target: ['es2022', 'safari16', 'chrome110', 'firefox115'],
    // Fonts stay files of our own: the content policy admits no data addresses for them.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(['/request', '/events', '/media', '/house', '/site'].map((path) => [path, served])),
  },
  // Tests mount components of the client, not of the server.
  resolve: process.env.VITEST ? { conditions: ['browser'] } : {},
  // Machines that build something else at the same time are slow, not wrong.
  test: { environment: 'jsdom', include: ['src/**/*.test.ts'], testTimeout: 20_000, css: { include: /tokens\.css/ } },
});
