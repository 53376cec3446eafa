// Measures the gateway against a bare proxy: see bench/run.ts. Runs on the Node of node_modules, which strips types.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const own = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
const node = existsSync(own) ? own : process.execPath
const run = fileURLToPath(new URL('../bench/run.ts', import.meta.url))
const { status } = spawnSync(node, [run, ...process.argv.slice(2)], { stdio: 'inherit' })
process.exit(status ?? 1)
