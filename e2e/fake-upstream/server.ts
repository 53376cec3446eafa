import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { answerStreamed, answerWhole } from './answer.ts'
import { behaviourOf } from './behaviour.ts'
import { answerTo, asChat, askedOf, tokensOf } from './chat.ts'
import { answerGemini, askedByPath, chatRequestOf } from './gemini.ts'
import { callLog, type LoggedCall, type Point } from './log.ts'
import { answerMedia, isMedia } from './media.ts'
import { answerMessage } from './messages.ts'
import { refuse } from './refuse.ts'
import { answerCompacted, answerResponse, fromItems } from './responses.ts'
import { answerTask, taskAt } from './tasks.ts'

export interface FakeUpstream {
  /** Base URL for a catalog file, with /v1. */
  url: string
  calls(): LoggedCall[]
  /** Calls whose id or marker is this one. */
  callsOf(id: string): LoggedCall[]
  /** How often it was asked what a message would come to. Such a question is no call. */
  counted(): number
  clear(): void
  /** Is called at every point of every call, for tests that act at a certain moment. */
  watch(see: (point: Point, call: LoggedCall) => void): () => void
  close(): Promise<void>
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

const bodyOf = async (request: IncomingMessage): Promise<string> => (await bytesOf(request)).toString()
const pathOf = ({ url = '' }: IncomingMessage): string => url.replace(/\?.*/, '')

function json(response: ServerResponse, body: unknown) {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** By the end of the path. */
const shapes = ['completions', 'messages', 'responses', 'responses/compact'] as const
type Shape = (typeof shapes)[number] | 'gemini'

const failureWords =
  /^(status|reset|cut|close|half|garbage|huge|noheaders|redirect|context|filter|html|empty|bad|nochoices|error|stall|malformed|endless)/

/** A flaky model fails its first n calls in the way its other words say, and then answers plainly. */
function flakyName(model: string, seen: Map<string, number>): string {
  const flaky = behaviourOf(model)
  if (!flaky.has('flaky')) return model
  const count = (seen.get(model) ?? 0) + 1
  seen.set(model, count)
  if (count <= flaky.number('flaky', 1)) return model
  const words = model.split('.').filter((word) => !word.startsWith('flaky') && !failureWords.test(word))
  return words.join('.')
}

export async function startFakeUpstream(options: { port?: number; logFile?: string } = {}): Promise<FakeUpstream> {
  const watchers = new Set<(point: Point, call: LoggedCall) => void>()
  const log = callLog(options.logFile, (point, call) => {
    for (const see of watchers) see(point, call)
  })
  const seen = new Map<string, number>()
  let counted = 0

  async function generate(request: IncomingMessage, response: ServerResponse, shape: Shape) {
    const body = await bodyOf(request)
    const byPath = askedByPath(pathOf(request))
    const given = JSON.parse(body)
    const parsed = byPath ? chatRequestOf(given, byPath) : asChat(fromItems(given))
    const behaviour = behaviourOf(flakyName(parsed.model, seen))
    const id = /\[\[([\w.-]+)\]\]/.exec(body)?.[1] ?? request.headers['x-client-request-id']?.toString() ?? null
    const beta = request.headers['anthropic-beta']?.toString() ?? null
    const call = log.open({ id, model: parsed.model, stream: parsed.stream === true, asked: askedOf(parsed), beta })
    // A planned failure is logged before it happens. Any other connection that closes early was closed by the caller.
    response.on('close', () => log.close(call, response.writableFinished ? 'finished' : 'gone'))
    const answer = answerTo(parsed, behaviour, body)
    const tokens = tokensOf(parsed, answer, behaviour)
    call.promptTokens = tokens.prompt
    call.cachedTokens = tokens.cached
    call.completionTokens = tokens.completion
    call.toolCalls = answer.toolCalls.length
    await sleep(behaviour.number('wait', 0))
    if (response.destroyed) return
    if (refuse(request, response, behaviour, body)) {
      call.status = response.headersSent ? response.statusCode : null
      if (!behaviour.has('noheaders')) log.close(call, 'failed')
      return
    }
    const streamed = behaviour.has('sse') || (parsed.stream === true && !behaviour.has('json'))
    const exchange = { request: parsed, response, answer, tokens, behaviour, call, log }
    if (shape === 'messages') await answerMessage(exchange)
    else if (shape === 'gemini') await answerGemini(exchange)
    else if (shape === 'responses') await answerResponse(exchange)
    else if (shape === 'responses/compact') answerCompacted(exchange)
    else await (streamed ? answerStreamed(exchange) : answerWhole(exchange))
  }

  /** What a message would come to; a model without `counts` in its name does not know. */
  async function count(request: IncomingMessage, response: ServerResponse) {
    counted++
    const parsed = JSON.parse(await bodyOf(request)) as { model: string }
    const behaviour = behaviourOf(parsed.model)
    if (behaviour.has('counts')) json(response, { input_tokens: behaviour.number('counts', 7) })
    else response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"not here"}}')
  }

  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (request, response) => {
    const path = pathOf(request)
    response.on('error', () => {})
    const shape = askedByPath(path) ? 'gemini' : shapes.find((each) => path.endsWith(`/${each}`))
    const task = taskAt(path)
    if (isMedia(path))
      bytesOf(request)
        .then((body) => answerMedia({ request, response, body, log, path, named: (model) => flakyName(model, seen) }))
        .catch(() => response.destroy())
    else if (task)
      bodyOf(request)
        .then((body) => answerTask({ request, response, body, log }, task))
        .catch(() => response.destroy())
    else if (shape) generate(request, response, shape).catch(() => response.destroy())
    else if (path.endsWith('/messages/count_tokens') || path.endsWith('/responses/input_tokens'))
      count(request, response).catch(() => response.destroy())
    else if (path.endsWith('/models'))
      json(response, {
        object: 'list',
        data: ['plain', 'thinking', 'tools', 'slow-50x64'].map((id) => ({ id, object: 'model', owned_by: 'fake' })),
      })
    else if (path === '/__log' && request.method === 'DELETE') {
      log.clear()
      json(response, {})
    } else if (path === '/__log') json(response, { calls: log.calls() })
    else response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"not here"}}')
  })
  await new Promise<void>((ready) => server.listen(options.port ?? 0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls: log.calls,
    callsOf: (id) => log.calls().filter((call) => call.id === id),
    counted: () => counted,
    clear() {
      counted = 0
      log.clear()
    },
    watch(see) {
      watchers.add(see)
      return () => watchers.delete(see)
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
