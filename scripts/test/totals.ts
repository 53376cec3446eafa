import { existsSync, readFileSync } from 'node:fs'
import type { Total } from './step.ts'

const read = (file: string): unknown => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {})
/** A runner that failed without naming a test, for example because a file does not load, counts as one failure. */
const withCrash = (total: Total, code: number): Total => (code !== 0 && total.failed === 0 ? { ...total, failed: 1 } : total)

export function vitestTotal(file: string, code: number): Total {
  const { numPassedTests = 0, numFailedTests = 0 } = read(file) as { numPassedTests?: number; numFailedTests?: number }
  return withCrash({ passed: numPassedTests, failed: numFailedTests }, code)
}

export function playwrightTotal(file: string, code: number): Total {
  const { stats } = read(file) as { stats?: { expected: number; unexpected: number; flaky: number } }
  return withCrash({ passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0), failed: stats?.unexpected ?? 0 }, code)
}
