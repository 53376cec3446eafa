import 'server-only'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { once } from '@/lib/once'
import { countOf, unitNames } from '@/lib/units'
import { healthOfUpstreams } from '../targets/upstream-health'
import { type EndedCall, observers } from './observers'

const seconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600]
const nanosPerUnit = 1e9

/** The metrics of this process, in Prometheus' words. They are counted from the moment that this is first called. */
export const promRegistry = () => once('gateway.prometheus', startMetrics)

function startMetrics() {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const calls = new Counter({
    name: 'atrium_calls_total',
    help: 'Paid calls that have ended',
    labelNames: ['endpoint', 'model', 'status', 'error'],
    registers,
  })
  const duration = new Histogram({
    name: 'atrium_call_duration_seconds',
    help: 'From the arrival of a call to its end',
    labelNames: ['endpoint', 'model'],
    buckets: seconds,
    registers,
  })
  const firstToken = new Histogram({
    name: 'atrium_first_token_seconds',
    help: 'From the arrival of a stream to its first content',
    labelNames: ['model'],
    buckets: seconds,
    registers,
  })
  const queued = new Histogram({
    name: 'atrium_queue_seconds',
    help: 'The wait of calls for a place at an upstream',
    labelNames: ['upstream'],
    buckets: seconds,
    registers,
  })
  const units = new Counter({ name: 'atrium_units_total', help: 'What calls have used', labelNames: ['model', 'unit'], registers })
  const charged = new Counter({
    name: 'atrium_charge_total',
    help: 'What calls were charged, in the currency',
    labelNames: ['model'],
    registers,
  })
  const attempts = new Counter({
    name: 'atrium_attempts_total',
    help: 'Attempts at upstreams, by what came of them',
    labelNames: ['upstream', 'result'],
    registers,
  })
  gauges(registers)
  observers().push((call: EndedCall) => {
    const { endpoint, status, errorCode, upstream } = call
    const model = call.modelUsed ?? call.model ?? ''
    calls.inc({ endpoint, model, status: String(status), error: errorCode ?? '' })
    duration.observe({ endpoint, model }, call.durationMs / 1000)
    if (call.ttftMs !== null) firstToken.observe({ model }, call.ttftMs / 1000)
    if (call.queueMs > 0 && upstream) queued.observe({ upstream }, call.queueMs / 1000)
    for (const unit of unitNames) if (call.units[unit] > 0) units.inc({ model, unit }, countOf(call.units, unit))
    if (call.chargeNanos > 0n) charged.inc({ model }, Number(call.chargeNanos) / nanosPerUnit)
    for (const each of call.attempts) attempts.inc({ upstream: each.upstream, result: each.reason ?? 'served' })
  })
  return registry
}

const states = { closed: 0, half_open: 1, resting: 2, open: 3, off: 4 } as const

/** Read when somebody asks. */
function gauges(registers: Registry[]): void {
  const labelNames = ['upstream'] as const
  new Gauge({
    name: 'atrium_upstream_running',
    help: 'Calls that an upstream is answering',
    labelNames,
    registers,
    collect() {
      this.reset()
      for (const { name, running } of healthOfUpstreams()) this.set({ upstream: name }, running)
    },
  })
  new Gauge({
    name: 'atrium_upstream_waiting',
    help: 'Calls that wait for a place at an upstream',
    labelNames,
    registers,
    collect() {
      this.reset()
      for (const { name, waiting } of healthOfUpstreams()) this.set({ upstream: name }, waiting)
    },
  })
  new Gauge({
    name: 'atrium_target_state',
    help: '0 closed, 1 half open, 2 resting, 3 open, 4 switched off',
    labelNames: ['upstream', 'model', 'upstream_model'],
    registers,
    collect() {
      this.reset()
      for (const { name, targets } of healthOfUpstreams())
        for (const { model, upstreamModel, state } of targets)
          this.set({ upstream: name, model, upstream_model: upstreamModel }, states[state])
    },
  })
}
