import type { Client, Upstream } from './client.ts'

export interface Driven {
  client: Client
  upstream: Upstream
  calls: number
  toolCalls: number
  /** Nanos. */
  charge: bigint
  faults: string[]
  output: string
}

export type Outcome = Driven | { client: Client; skipped: string }

const money = (nanos: bigint): string => `${nanos / 1_000_000_000n}.${String(nanos % 1_000_000_000n).padStart(9, '0')}`

function lineOf(outcome: Outcome): string[] {
  const { client } = outcome
  const who = [client.name, client.version, client.protocol]
  if ('skipped' in outcome) return [...who, '', '', '', '', `skipped: ${outcome.skipped}`]
  const { upstream, calls, toolCalls, charge, faults } = outcome
  return [
    ...who,
    `${upstream}${upstream === client.alike ? ' (alike)' : ''}`,
    String(calls),
    String(toolCalls),
    money(charge),
    faults.length === 0 ? 'passed' : `FAILED: ${faults.join('; ')}`,
  ]
}

const heads = ['client', 'version', 'protocol', 'upstream', 'calls', 'tool calls', 'billed', 'verdict']

/** What was run and what came of it; with `show`, also what the clients that failed have printed. */
export function tableOf(outcomes: Outcome[], show: boolean): string {
  const lines = [heads, ...outcomes.map(lineOf)]
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const rows = lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
  const printed = outcomes.flatMap((outcome) =>
    show && 'faults' in outcome && outcome.faults.length > 0
      ? [`\n── ${outcome.client.name} (${outcome.client.protocol}) on ${outcome.upstream} printed:\n${outcome.output.slice(-4000)}`]
      : [],
  )
  return `${[...rows.map((row) => row.trimEnd()), ...printed].join('\n')}\n`
}

/** Progress for whoever waits. */
export function say(outcome: Outcome) {
  process.stderr.write(`${lineOf(outcome).filter(Boolean).join('  ')}\n`)
}
