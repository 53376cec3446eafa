import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { catalog } from '@/lib/catalog/catalog'
import { once } from '@/lib/once'
import { anUpstream, catalogOf, type Gateway, startGateway } from '@/tests/gateway'
import { healthReport, isHealthy, succeeded } from '../targets/breaker'
import { lastErrorsOf } from '../targets/last-errors'
import { checkUpstreams } from './check-upstreams'

let gateway: Gateway
let list: Server
/** What the list of models answers with, and how often it was asked for. */
const at = { status: 200, asked: 0 }
let now = 0

const apply = (healthCheckSeconds: number) => {
  const url = `http://127.0.0.1:${(list.address() as AddressInfo).port}/v1`
  const upstreams = [
    anUpstream(url),
    anUpstream(url, { name: 'off', enabled: false }),
    anUpstream('http://127.0.0.1:1/v1', { name: 'dead' }),
  ]
  const models = [{ id: 'one' }, { id: 'two' }, ...['off', 'dead'].map((id) => ({ id, targets: [{ upstream: id, upstreamModel: id }] }))]
  return gateway.apply(catalogOf(upstreams, models, [], { healthCheckSeconds, breakerSeconds: 60 }))
}
beforeAll(async () => {
  gateway = await startGateway()
  list = createServer((request, response) => {
    at.asked++
    response.statusCode = request.url === '/v1/models' ? at.status : 400
    response.end('no list sk-upstream-secret here')
  })
  await new Promise<void>((done) => list.listen(0, '127.0.0.1', done))
})
beforeEach(() => {
  once('gateway.health', () => new Map()).clear()
  at.asked = 0
  now += 1_000_000
})
afterAll(async () => {
  list.closeAllConnections()
  list.close()
  await gateway.stop()
})
const targetOf = (model: string) => catalog().models.get(model)?.targets[0]?.id ?? ''
const healthy = (model: string) => isHealthy(targetOf(model), null)

it('is off unless an operator switches it on', async () => {
  await apply(0)
  await checkUpstreams(now)
  expect([at.asked, healthy('dead')]).toEqual([0, true])
})

it('asks an upstream once for all its targets, every so many seconds; a failure opens them, a success closes them', async () => {
  await apply(10)
  at.status = 503
  await checkUpstreams(now)
  await checkUpstreams(now + 9000)
  expect([at.asked, healthy('one'), healthy('two'), healthy('dead'), healthy('off')]).toEqual([1, false, false, false, true])
  expect(lastErrorsOf(targetOf('one'))[0]).toMatchObject({ reason: 'health_check', status: 503, words: 'no list … here' })
  expect(healthReport(targetOf('dead'))?.lastFailure).toMatchObject({ reason: 'health_check', status: null })
  at.status = 200
  await checkUpstreams(now + 10_000)
  expect([at.asked, healthy('one'), healthy('two'), healthy('dead')]).toEqual([2, true, true, false])
})

it('an upstream without a list of models is there all the same', async () => {
  at.status = 404
  await checkUpstreams(now)
  expect([at.asked, healthy('one')]).toEqual([1, true])
})

it('an upstream that has just served a call is not asked', async () => {
  succeeded(targetOf('two'), 1, 50)
  await checkUpstreams(now)
  expect(at.asked).toBe(0)
})
