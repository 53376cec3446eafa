import 'server-only'
import { Readable } from 'node:stream'
import { refusalWords } from '@/lib/documents/refusal-words'
import { convertDocument, type Given } from '@/lib/documents/run-job'
import type { Signal } from '@/lib/signal'
import { isCount } from '../is-count'
import type { UpstreamTask } from '../protocol'

/** Documents as Markdown, read on this machine: their text and its order, without text recognition, formulas and pictures. */
export const documentTask: UpstreamTask = {
  request: () => ({ path: '/', headers: {}, body: '' }),
  local: ({ body }, signal) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: Readable.from(converted(body.document as Given, signal)),
  }),
  read: ({ markdown, pages }) =>
    typeof markdown === 'string' && isCount(pages) ? { content: { markdown }, reported: { pages } } : 'malformed',
}

async function* converted(document: Given, signal: Signal) {
  const answer = await convertDocument(document, signal)
  const json = answer.ok ? answer : { error: { status: 400, message: refusalWords[answer.why], param: 'file' } }
  yield Buffer.from(JSON.stringify(json))
}
