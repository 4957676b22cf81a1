import { defineConfig } from '@playwright/test';
import { browser, outputs } from './fixtures/environment';

/** Whole journeys: a real browser, the real server, a database of its own for every test. */
export default defineConfig({
  testDir: '.',
  testIgnore: 'screenshots/**',
  outputDir: outputs('results'),
  globalSetup: './fixtures/seed.ts',
  fullyParallel: true,
  workers: Number(process.env.LINLI_E2E_WORKERS ?? 2),
  forbidOnly: true,
  // A test that needs a second try is a broken test.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: browser,
});
