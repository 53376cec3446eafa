import { expect, test } from 'vitest'
import { report } from './report.ts'
import { sampleResults } from './sample-results.ts'

test('the report says what billing costs', () =>
  expect(report(sampleResults)).toContain(`| paid model | 4000 | 180 | 60 | 240 |
| free model | 4400 | 170 | 50 | 220 |
| **price of billing** | -400 | +10 | +10 | +20 |`))

test('the report judges every target first', () => {
  const text = report(sampleResults)
  expect(text.startsWith('## Targets\n')).toBe(true)
  expect(text).toContain("| calls/s at 64 connections, of bare's | 0.40 × | ≥ 0.38 | ≥ 0.45 | target met |")
  expect(text).toContain('| one connection: added p99 | 4.00 ms | ≤ 3 | ≤ 2 | **missed** |')
})

test('the report leaves out what was not measured, and has only numbers where numbers belong', () => {
  const nothing = report({
    ...sampleResults,
    loads: {},
    highest: {},
    streams: {},
    bursts: {},
    memory: {},
    translated: {},
    large: {},
    slowReaders: undefined,
  })
  expect(nothing.match(/^## .*/gm)).toEqual(['## Targets'])
  for (const text of [nothing, report(sampleResults)]) expect(text).not.toMatch(/NaN|undefined|Infinity/)
})
