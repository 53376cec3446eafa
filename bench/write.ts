import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { dirname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drawPicture } from './bars.ts'
import { pictureOf } from './picture.ts'
import { machineCpu } from './process.ts'
import type { Results } from './results.ts'
import { toolKind } from './tools.ts'

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const minutes = (ms: number) => `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`

/** What surrounded a run, noted when it begins. */
export interface Surroundings {
  began: number
  commit: string
  machine: string
  cpu: ReturnType<typeof machineCpu>
}

export function surroundings(): Surroundings {
  const [cpu] = cpus()
  return {
    began: Date.now(),
    commit: execFileSync('git', ['describe', '--always', '--dirty', '--exclude=*'], { encoding: 'utf8' }).trim(),
    machine: `${cpu?.model.trim()} × ${cpus().length}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Linux ${release()}, Node ${process.version}, tools in ${toolKind}`,
    cpu: machineCpu(process.pid),
  }
}

/** Above this share of others the figures say little. */
const noisy = 0.1

/** Which share of the machine's processor time others took during the run. Their work makes all figures worse, but not equally. */
function othersShare({ cpu }: Surroundings): number {
  const now = machineCpu(process.pid)
  return Math.max(0, now.others - cpu.others) / Math.max(1, now.all - cpu.all)
}

/** Says how much others disturbed the run. */
const noiseIn = (others: number): string =>
  `other work took ${(others * 100).toFixed(0)} % of the machine's CPU time${others > noisy ? ', **so these figures are noise**' : ''}`
export const noiseOf = (around: Surroundings): string => noiseIn(othersShare(around))

function introduction(around: Surroundings, others: number, command: string, link: (path: string) => string): string {
  const { began, commit, machine } = around
  const date = new Date(began).toISOString().slice(0, 16).replace('T', ' ')
  return `# Measured

\`${command}\` on ${date} UTC, commit ${commit}; took ${minutes(Date.now() - began)}; ${noiseIn(others)}.
Machine: ${machine}.

Server, PostgreSQL (durable commits), mock upstream and generator share these cores. **bare**: the least a proxy can do on node:http and undici (\`bench/bare-proxy.ts\`), without keys, limits or money. **direct** and **routes**: Atrium through its own door and through Next's route handlers, with keys, limits, durable holds and settlements, double-entry ledger and usage records. What the figures mean: [FINDINGS.md](${link('bench/FINDINGS.md')}).

![The most important figures as bars](${link('docs/bench.svg')})
`
}

/** Where a run writes. Only a full run may replace the results that the project shows. */
const placesOf = (kept: boolean) =>
  kept
    ? { results: 'bench/RESULTS.md', picture: 'docs/bench.svg' }
    : { results: '.cache/bench/RESULTS.md', picture: '.cache/bench/bench.svg' }

/** Writes the report and the picture, and returns where they are. */
export function writeResults(results: Results, text: string, run: { around: Surroundings; command: string; kept: boolean }): string[] {
  const { around, command } = run
  const { results: file, picture } = placesOf(run.kept)
  const link = (path: string) => relative(dirname(file), path === 'docs/bench.svg' ? picture : path)
  const others = othersShare(around)
  const warning = others > noisy ? ` · noisy: other work took ${(others * 100).toFixed(0)} % of the CPU time` : ''
  const footer = `${new Date(around.began).toISOString().slice(0, 10)} · ${around.machine.split(', Linux')[0]} · ${command} · commit ${around.commit}${warning}`
  mkdirSync(at(dirname(file)), { recursive: true })
  writeFileSync(at(file), `${introduction(around, others, command, link)}\n${text}\n`)
  writeFileSync(at(picture), drawPicture(pictureOf(results, footer)))
  return [file, picture]
}
