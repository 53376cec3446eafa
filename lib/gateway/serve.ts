import 'server-only'
import { Readable } from 'node:stream'
import { fail } from '@/lib/errors'
import type { Place } from '@/lib/limits/take'
import { log } from '@/lib/log'
import type { Signal } from '@/lib/signal'
import { type Admitted, admitCall, admitTask } from './admit/admit-call'
import { checkMoney, enterLimits } from './admit/enter-limits'
import { countFree, countOpen } from './admit/free-calls'
import { type Asked, type TaskPlan, weightOf } from './admit/plan-call'
import { resolveModel } from './admit/resolve-model'
import { authenticate } from './authenticate/authenticate'
import { cacheUseOf } from './cache/cache-use'
import { throughCache } from './cache/through-cache'
import type { Call, Reply, Serve } from './call/call'
import { CallerSignal } from './call/caller-signal'
import { arrive, type Exchange } from './call/exchange'
import { allowAt, findEndpoint, refusalBody } from './endpoints'
import { isFree, isGate, isOpen, isTask, type Led } from './endpoints/endpoint'
import type { GenerationRequest } from './generation/request'
import { isStreamed } from './generation/task'
import { inTurn } from './parse/large-bodies'
import { readForm } from './parse/read-form'
import { readJson } from './parse/read-json'
import { readRequest } from './parse/read-request'
import { toldLength } from './parse/receive'
import { enterRepeatable } from './repeat/enter-repeatable'
import { giveUp, keepReply } from './repeat/keep-reply'
import { claimRepeat, type Repeat, repeatKeyOf } from './repeat/repeat'
import { repeated } from './repeat/repeated'
import { preflight } from './reply/cors'
import { replyHeaders } from './reply/headers'
import { refusalOf } from './reply/refusal'
import { serveBackground } from './serve-background'
import { countInput } from './serve-count'
import { serveStream } from './serve-stream'
import { serveTask } from './serve-task'
import { serveTaskStream } from './serve-task-stream'
import { serveWhole } from './serve-whole'
import { refusing } from './settle/record-refused'

/** Serves a call, from request to record. Only this file and the `serve-*.ts` beside it know the order of the stages; each stage takes what is known and returns more. */
export const serve: Serve = async (call) => {
  const exchange = arrive(call)
  try {
    return await answer(call, exchange)
  } catch (error) {
    const reply = refusalReply(exchange, error)
    return call.method === 'HEAD' ? { ...reply, body: null } : reply
  }
}

async function answer(call: Call, exchange: Exchange): Promise<Reply> {
  if (call.method === 'OPTIONS') return { status: 204, headers: preflight(call.headers), body: null }
  if (call.headers.upgrade?.toLowerCase() === 'websocket') throw fail('websocket')
  if (!exchange.route) throw fail('unknown_endpoint')
  if (exchange.route.query.includes('%00')) throw fail('invalid_request', { message: 'The query holds a NUL character.' })
  const { endpoint: found, id, item } = findEndpoint(call.method, exchange.route.endpoint)
  if (call.method === 'HEAD') return { status: 200, headers: replyHeaders(exchange, 'json'), body: null }
  const at = { id, item, query: exchange.route.query }
  if (isOpen(found)) {
    countOpen(exchange.address)
    return found.show({ exchange, at })
  }
  const caller = await authenticate(call, exchange.address, exchange.route)
  const { endpoint, unwrap }: Led = isGate(found) ? found.leadsTo({ caller, at }) : { endpoint: found }
  if (isFree(endpoint)) {
    countFree(caller.user.id, endpoint.ownLimit && endpoint.name)
    const json = async () => {
      const read = { ...(await readJson(call, caller.user.id)), leave() {} }
      return (unwrap?.(read) ?? read).body
    }
    const form = () => readForm(call, caller.user.id)
    const free = { exchange, caller, at, json, form, countInput: (request: GenerationRequest) => countInput(request, caller) }
    if ('send' in endpoint) return endpoint.send(free)
    return { status: 200, headers: replyHeaders(exchange, 'json'), body: JSON.stringify(await endpoint.answer(free)) }
  }
  return servePaid(call, { exchange, caller, endpoint, at, body: {}, bodyBytes: 0 }, unwrap)
}

/**
 * Takes the call's place under the limits first, and then its body. A refused call gives the place back and is recorded with what is known
 * of it.
 */
async function servePaid(call: Call, asked: Asked, unwrap: Led['unwrap']): Promise<Reply> {
  const { caller, exchange, endpoint } = asked
  const { key: told, place: entered } = await enter(call, asked).catch(refusing(asked))
  let place = entered
  let repeat: Repeat | undefined
  let admitted: AdmittedAny
  let leave = () => {}
  try {
    await checkMoney(asked, toldLength(call))
    const sent = await readRequest(call, caller.user.id, isTask(endpoint) ? endpoint.takes : undefined)
    leave = sent.leave
    const read = unwrap?.(sent) ?? sent
    Object.assign(asked, { body: read.body, original: read.original, form: read.form, bodyBytes: read.bytes })
    const key = told ?? read.repeatKey
    if (key !== undefined && read.digest) repeat = await claimRepeat(key, read.digest, asked, call, place)
    if (repeat?.state === 'kept') {
      leave()
      return repeated(repeat, asked, place)
    }
    if (!place.open()) place = await enterLimits(caller, exchange)
    admitted = await admit(asked, place)
  } catch (error) {
    leave()
    place.finish(0)
    await release(asked)
    if (repeat?.state === 'first') await giveUp(repeat.claim)
    return refusing(asked)(error)
  }
  const fresh = () => serveAdmitted(admitted, call.signal)
  const use = cacheUseOf(admitted.plan)
  const made = (use ? throughCache(use, admitted, call.signal, fresh) : fresh()).finally(leave)
  const served = endpoint.release ? releasing(asked, made) : made
  return repeat ? keepReply(repeat.claim, served, () => exchange.outcome?.status === 200) : served
}

async function enter(call: Call, asked: Asked) {
  const key = repeatKeyOf(call)
  return { key, place: await (key === undefined ? enterLimits(asked.caller, asked.exchange) : enterRepeatable(key, asked)) }
}

type AdmittedAny = Admitted | Admitted<TaskPlan>

async function admit({ endpoint, ...asked }: Asked, place: Place): Promise<AdmittedAny> {
  const weight = weightOf(asked)
  if (isTask(endpoint)) {
    // Nothing is fetched and measured for a model that the caller may not use.
    if (endpoint.recall) resolveModel({ model: String(asked.body.model) }, asked.caller, endpoint.mode)
    const body = (await endpoint.recall?.(asked.body, asked.caller.user.id, asked.exchange.id)) ?? asked.body
    return admitTask({ ...asked, endpoint }, await inTurn(weight, () => endpoint.parse(body, asked.form, asked.at)), place)
  }
  const recalled = await endpoint.recall?.(asked.body, asked.caller.user.id, asked.exchange.id)
  return admitCall({ ...asked, endpoint }, await inTurn(weight, () => endpoint.parse(asked.body, asked.at, recalled)), place)
}

/** Gives back what was taken for a call before it was admitted, such as its conversation. */
async function release({ endpoint, body, caller, exchange }: Asked): Promise<void> {
  await endpoint.release?.(body, caller.user.id, exchange.id).catch((error: unknown) => {
    log('warn', 'what a call had taken was not given back', { call: exchange.id, error })
  })
}

/** The same at the end of its answer. */
async function releasing(asked: Asked, served: Promise<Reply>): Promise<Reply> {
  try {
    const reply = await served
    if (reply.body instanceof Readable) reply.body.once('close', () => void release(asked))
    else await release(asked)
    return reply
  } catch (error) {
    await release(asked)
    throw error
  }
}

/** Answers a paid call whose tokens and money are set aside, or will be: the upstream may be asked before, the caller is told nothing. */
export function serveAdmitted(admitted: AdmittedAny, caller: Signal): Promise<Reply> {
  if (!isOfTask(admitted) && admitted.plan.request.background) return serveBackground(admitted, caller)
  const signal = leftOrRefused(caller, admitted.held)
  if (isOfTask(admitted)) return isStreamed(admitted.plan.task) ? serveTaskStream(admitted, signal) : serveTask(admitted, signal)
  return admitted.plan.request.stream ? serveStream(admitted, signal) : serveWhole(admitted, signal)
}

const isOfTask = (admitted: AdmittedAny): admitted is Admitted<TaskPlan> => 'task' in admitted.plan

/** Aborts when the caller leaves, and when its hold is refused. */
function leftOrRefused(caller: Signal, held: Promise<void>): Signal {
  const either = new CallerSignal()
  const abort = () => either.abort()
  caller.addEventListener('abort', abort)
  if (caller.aborted) abort()
  held.catch(abort)
  return either
}

/** The answer to a call that failed, in the shape of what was asked for. */
export function refusalReply(exchange: Exchange, error: unknown): Reply {
  const refusal = refusalOf(error, exchange.id)
  const headers = replyHeaders(exchange, 'json')
  if (refusal.retryAfter !== undefined) headers['retry-after'] = String(refusal.retryAfter)
  if (refusal.status === 405) headers.allow = allowAt(exchange.route?.endpoint ?? '')
  if (refusal.status === 426) headers.upgrade = 'HTTP/1.1'
  return { status: refusal.status, headers, body: refusalBody(refusal, exchange) }
}
