import 'server-only'
import { refusalWords } from '@/lib/documents/refusal-words'
import { type Given, measureDocument } from '@/lib/documents/run-job'
import { fail } from '@/lib/errors'
import { once } from '@/lib/once'
import { noUnits } from '@/lib/units'
import type { TaskRequest } from '../../generation/task'
import { ownRoom, sharedRoom } from '../../parse/large-bodies'
import { chatErrorBody } from '../chat/error-body'
import { absent, wrong } from '../check-members'
import type { TaskEndpoint } from '../endpoint'
import { typed } from '../form-members'
import { findDocument } from './find-document'

/** A document that was found and measured. */
export interface MeasuredDocument extends Given {
  name: string
  /** The most that it may come to. */
  pages: number
}

/** What calls have taken for documents that did not come in their bodies, as large bodies take it for themselves. */
const rooms = () => once('documents.rooms', () => new Map<string, (() => void)[]>())

/** Puts the document in the place of what says where it is. It is measured, since the hold is for its pages. */
async function recallDocument(body: Record<string, unknown>, owner: number, callId: string): Promise<Record<string, unknown>> {
  const { model, stream } = body
  const taken: (() => void)[] = []
  rooms().set(callId, taken)
  const found = await findDocument(body, owner, (bytes) => {
    taken.push(ownRoom({ userId: owner, bytes }))
    taken.push(sharedRoom(bytes))
  })
  const measured = await measureDocument({ ...found, owner })
  if (!measured.ok) throw fail('invalid_request', { param: 'file', message: refusalWords[measured.why] })
  return { model, stream, document: { ...found, owner, pages: measured.pages } satisfies MeasuredDocument }
}

async function releaseDocument(_body: Record<string, unknown>, _owner: number, callId: string): Promise<void> {
  for (const giveBack of rooms().get(callId) ?? []) giveBack()
  rooms().delete(callId)
}

/** Of a body that has been recalled. */
export function parseDocument(recalled: Record<string, unknown>): TaskRequest {
  const { model, stream, document } = typed(recalled, { flags: ['stream'] }) as {
    model: string
    stream: unknown
    document: MeasuredDocument
  }
  if (!absent(stream) && typeof stream !== 'boolean') throw wrong('stream', 'must be true or false')
  const { pages } = document
  return {
    task: 'documents',
    model,
    body: { model, document },
    answer: 'json',
    most: { ...noUnits, pages, requests: 1 },
    certain: { requests: 1 },
    counted: { pages: () => pages },
    write: ({ markdown }) => {
      const text = JSON.stringify(markdown)
      return stream === true
        ? { type: 'text/event-stream; charset=utf-8', body: `data: ${text}\n\ndata: [DONE]\n\n` }
        : { type: 'application/json', body: text }
    },
  }
}

/** A document as Markdown. The answer is the text itself, as HepAI's clients know it from their tools. */
export const documents: TaskEndpoint = {
  method: 'POST',
  name: 'documents',
  speaks: 'builtin',
  task: 'documents',
  mode: 'tool',
  takes: 'either',
  recall: recallDocument,
  release: releaseDocument,
  parse: parseDocument,
  refusal: chatErrorBody,
}
