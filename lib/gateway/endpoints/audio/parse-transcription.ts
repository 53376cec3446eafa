import { noUnits } from '@/lib/units'
import type { AnswerKind, TaskRequest } from '../../generation/task'
import { audioLength } from '../../measure/audio-length'
import type { FormFile, FormPart } from '../../parse/read-form'
import { absent, checkModel, checkText, wrong } from '../check-members'
import { typed } from '../form-members'
import { countedOf, mostOf } from '../read-texts'

const formats = new Map<unknown, AnswerKind>([
  ['json', 'json'],
  ['verbose_json', 'json'],
  ['diarized_json', 'json'],
  ['text', 'text'],
  ['srt', 'text'],
  ['vtt', 'text'],
])

type Spoken = 'audio/transcriptions' | 'audio/translations'

/** Checks the members that the gateway relies on; everything else stays as it is. */
export async function parseTranscription(task: Spoken, sent: Record<string, unknown>, form: FormPart[] = []): Promise<TaskRequest> {
  const body = typed(sent, { flags: ['stream'] })
  const { model, file, response_format: format, prompt, stream } = body
  checkModel(model)
  if (absent(file)) throw wrong('file', 'is missing: send the sound as a file')
  if (!isFile(file)) throw wrong('file', 'must be one file: send it with a filename')
  if (file.bytes.length === 0) throw wrong('file', 'is empty')
  checkText(body, 'prompt')
  if (!absent(stream) && typeof stream !== 'boolean') throw wrong('stream', 'must be true or false')
  const answer = absent(format) ? 'json' : formats.get(format)
  if (!answer) throw wrong('response_format', `must be one of ${[...formats.keys()].join(', ')}`)
  const texts = { texts: typeof prompt === 'string' ? [prompt] : [], tokens: 0, items: 1 }
  const { seconds, most } = await lengthOf(file)
  return {
    task,
    model,
    body,
    form,
    // Translations have no stream.
    answer: stream === true && task === 'audio/transcriptions' ? 'events' : answer,
    most: {
      ...noUnits,
      inputTokens: mostOf(texts).inputTokens + most * mostTokens.read,
      outputTokens: most * mostTokens.said,
      seconds: most,
      requests: 1,
    },
    certain: { requests: 1 },
    counted: {
      inputTokens: () => countedOf(texts) + Math.ceil(seconds * usualTokens.read),
      outputTokens: () => Math.ceil(seconds * usualTokens.said),
      seconds: () => seconds,
    },
    asEvents: ({ text, usage }) => [{ type: 'transcript.text.done', text, ...(usage ? { usage } : {}) }],
  }
}

const isFile = (value: unknown): value is FormFile => typeof value === 'object' && value !== null && 'bytes' in value

/** Bytes of a second: of speech that is packed as tightly as can be, and of a usual recording. */
const tightest = 1000
const usual = 8000

/** How long the sound plays, and the longest that it can. Where its headers do not say, both follow from its size. */
async function lengthOf({ bytes }: FormFile): Promise<{ seconds: number; most: number }> {
  const told = await audioLength(bytes)
  // Upstreams charge for whole seconds, and some count what stands around the sound.
  if (told !== undefined) return { seconds: told, most: Math.ceil(told * 1.02) + 1 }
  return { seconds: bytes.length / usual, most: Math.ceil(bytes.length / tightest) }
}

/** Tokens of a second of sound, and of what is said in it. */
const usualTokens = { read: 10, said: 4 }
const mostTokens = { read: 20, said: 10 }
