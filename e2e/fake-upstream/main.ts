import { parseArgs } from 'node:util'
import { startFakeUpstream } from './server.ts'

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' }, log: { type: 'string' } } })
const upstream = await startFakeUpstream({ port: Number(values.port), ...(values.log && { logFile: values.log }) })
process.stdout.write(`fake upstream ready at ${upstream.url.replace('/v1', '')}\n`)
