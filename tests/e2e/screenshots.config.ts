import { defineConfig } from '@playwright/test';
import { browser, outputs } from './fixtures/environment';

/** Pictures of every screen, for looking at. They are no tests: nothing is compared. */
export default defineConfig({
  testDir: './screenshots',
  outputDir: outputs('screenshot-results'),
  globalSetup: './fixtures/seed.ts',
  globalTeardown: './fixtures/keep.ts',
  fullyParallel: true,
  workers: Number(process.env.LINLI_E2E_WORKERS ?? 2),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: { ...browser, trace: 'off', screenshot: 'off' },
});
