import { noUnits, type Units } from '@/lib/units'
import type { TaskName, TaskRequest } from '../../generation/task'
import type { FormPart } from '../../parse/read-form'
import { absent, checkCount, checkModel, checkText, wrong } from '../check-members'
import { typed } from '../form-members'
import { countedOf, mostOf } from '../read-texts'
import { imageEvents } from './image-events'
import { drawnTokens, readTokens } from './image-tokens'
import { checkFormWords, inUsualWords } from './picture-words'

const mostImages = 100
/** Tokens that a model may write around a prompt. */
const aroundPrompt = 200
type Members = Record<string, unknown>

interface Pictures {
  task: TaskName
  body: Members
  form?: FormPart[] | undefined
  /** '' where nothing is said. */
  prompt: string
  /** How many pictures are read. */
  read: number
  /** The word before the dot in the names of its events. */
  kind: string
}

/** Checks the members that the gateway relies on; everything else stays as it is. */
export function parseGeneration(body: Members): TaskRequest {
  return picturesOf({ task: 'images/generations', body, prompt: promptOf(body), read: 0, kind: 'image_generation' })
}

/** As a form with files, or as an object that names pictures. */
export function parseEdit(sent: Members, form?: FormPart[]): TaskRequest {
  const body = form ? typed(sent, { counts: ['n', 'partial_images'], flags: ['stream'] }) : sent
  const prompt = promptOf(body)
  const images = body.image ?? body.images
  const read = Array.isArray(images) ? images.length : 1
  if (absent(images) || read === 0) throw wrong('image', 'is missing: send the picture to edit')
  if (form) checkFiles(form, 'image')
  return picturesOf({ task: 'images/edits', body, form, prompt, read: read + (absent(body.mask) ? 0 : 1), kind: 'image_edit' })
}

export function parseVariation(sent: Members, form?: FormPart[]): TaskRequest {
  const { stream: _, ...body } = typed(sent, { counts: ['n'] })
  if (absent(body.image)) throw wrong('image', 'is missing: send the picture to vary')
  checkFiles(form ?? [], 'image')
  return picturesOf({ task: 'images/variations', body, form, prompt: '', read: 1, kind: 'image' })
}

function promptOf({ prompt }: Members): string {
  if (typeof prompt !== 'string' || prompt === '') throw wrong('prompt', 'must be a text')
  return prompt
}

function checkFiles(form: FormPart[], name: string): void {
  for (const part of form)
    if ('text' in part && part.name.replace('[]', '') === name) throw wrong(name, 'must be a file: send it with a filename')
}

function picturesOf({ task, body: sent, form, prompt, read, kind }: Pictures): TaskRequest {
  if (form) checkFormWords(sent)
  const body = form ? sent : inUsualWords(sent)
  const { model = null, n, stream, size, quality, partial_images: drafts } = body
  if (model !== null) checkModel(model)
  checkCount(body, 'n', 1)
  checkCount(body, 'partial_images', 0)
  if (!absent(stream) && typeof stream !== 'boolean') throw wrong('stream', 'must be true or false')
  for (const name of ['size', 'quality', 'response_format', 'background', 'output_format']) checkText(body, name)
  // Servers read digits of any script; what is charged is told by these.
  if (typeof size === 'string' && !/^[\x20-\x7e×]*$/.test(size)) throw wrong('size', 'must be written in plain characters, as in 1024x1024')
  const images = typeof n === 'number' ? n : 1
  if (images > mostImages) throw wrong('n', `must be at most ${mostImages}`)
  const drawn = { images, size, quality, drafts: stream === true && typeof drafts === 'number' ? drafts : 0 }
  const text = { texts: [prompt], tokens: 0, items: 1 }
  const most: Units = {
    ...noUnits,
    inputTokens: mostOf(text).inputTokens + aroundPrompt + readTokens(read),
    outputTokens: drawnTokens(drawn),
    images,
    requests: 1,
  }
  return {
    task,
    model,
    body,
    form,
    answer: stream === true ? 'events' : 'json',
    most,
    certain: { requests: 1 },
    pictures: { done: images, draft: images * drawn.drafts },
    counted: {
      inputTokens: () => countedOf(text) + readTokens(read),
      outputTokens: () => drawnTokens(drawn),
      images: () => images,
    },
    asEvents: (json) => imageEvents(json, kind),
  }
}
