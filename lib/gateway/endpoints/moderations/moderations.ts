import { chatErrorBody } from '../chat/error-body'
import type { TaskEndpoint } from '../endpoint'
import { parseModerations } from './parse-moderations'

/** A verdict on texts and pictures. Without a model's name the cheapest one that the caller may use gives it. */
export const moderations: TaskEndpoint = {
  method: 'POST',
  name: 'moderations',
  speaks: 'openai',
  task: 'moderations',
  mode: 'moderation',
  parse: parseModerations,
  refusal: chatErrorBody,
}
