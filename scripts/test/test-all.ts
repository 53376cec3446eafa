import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, generateClient } from '../launch/build.ts'
import { root } from '../launch/packages.mjs'
import { type Stopping, stopping } from '../launch/stopping.ts'
import { chromiumPath, provideBrowser } from './browser.ts'
import { checkStep, runProgram, step, type Total } from './step.ts'
import { playwrightTotal, vitestTotal } from './totals.ts'

/** Runs every check and test, each with a throw-away database and ports of its own. `--only NAME` chooses steps. */
export async function testAll(args: string[]): Promise<number> {
  process.chdir(root)
  const began = Date.now()
  const only = args.flatMap((word, at) => (args[at - 1] === '--only' ? word.split(',') : []))
  const wanted = (name: string) => only.length === 0 || only.includes(name)
  const folder = mkdtempSync(join(tmpdir(), 'atrium-test-run-'))
  const totals: Total[] = []
  const vitest = (config: string) => async (): Promise<Total> => {
    const file = join(folder, `${config}.json`)
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    return vitestTotal(file, await runProgram(['vitest', 'run', '--config', config, ...reporters]))
  }
  try {
    const stop = stopping()
    await generateClient(stop)
    if (wanted('types')) await step('Types', totals, () => checkStep('tsc', '--noEmit', '-p', '.'))
    if (wanted('lint')) await step('Lint', totals, () => checkStep('biome', 'ci', '.'))
    if (wanted('unused')) await step('Unused code', totals, () => checkStep('knip'))
    if (wanted('unit')) await step('Unit and database tests', totals, vitest('vitest.config.ts'))
    const built = await step('Build', totals, () => buildPages(stop))
    if (built && wanted('e2e')) await step('Tests of the running server', totals, vitest('vitest.e2e.config.ts'))
    if (built && wanted('browser') && globSync('e2e/**/*.spec.ts').length > 0)
      await step('Browser tests', totals, () => browserTests(folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const sum = (of: (total: Total) => number) => totals.reduce((all, total) => all + of(total), 0)
  const failed = sum((total) => total.failed)
  console.log(`\nDone in ${((Date.now() - began) / 60_000).toFixed(1)} min`)
  console.log(`${sum((total) => total.passed)} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

/** Makes or reuses the build that `npm start` would make. */
async function buildPages(stop: Stopping): Promise<Total> {
  await build(stop)
  return existsSync('.next/BUILD_ID') ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

async function browserTests(folder: string): Promise<Total> {
  const missing = provideBrowser()
  if (missing) {
    console.error(missing)
    return { passed: 0, failed: 1 }
  }
  const file = join(folder, 'playwright.json')
  const env = { CHROMIUM_PATH: chromiumPath() ?? '', PLAYWRIGHT_JSON_OUTPUT_NAME: file }
  return playwrightTotal(file, await runProgram(['playwright', 'test', '--reporter=list,json'], env))
}
