import { chatErrorBody } from '../chat/error-body'
import type { TaskEndpoint } from '../endpoint'
import { parseEdit, parseGeneration, parseVariation } from './parse-images'

const pictures = { method: 'POST', speaks: 'openai', mode: 'image', refusal: chatErrorBody } as const

/** Pictures of what a text says. Addresses or packed pictures, sizes and qualities are the upstream's to keep to. */
export const imageGenerations: TaskEndpoint = {
  ...pictures,
  name: 'images/generations',
  task: 'images/generations',
  parse: parseGeneration,
}

export const imageEdits: TaskEndpoint = { ...pictures, name: 'images/edits', task: 'images/edits', takes: 'either', parse: parseEdit }

export const imageVariations: TaskEndpoint = {
  ...pictures,
  name: 'images/variations',
  task: 'images/variations',
  takes: 'form',
  parse: parseVariation,
}
