import { chatErrorBody } from '../chat/error-body'
import type { TaskEndpoint } from '../endpoint'
import { parseSpeech } from './parse-speech'
import { parseTranscription } from './parse-transcription'

const audio = { method: 'POST', speaks: 'openai', refusal: chatErrorBody } as const

/** What is said in a sound, as an object, as a text or as a stream. */
export const transcriptions: TaskEndpoint = {
  ...audio,
  name: 'audio/transcriptions',
  task: 'audio/transcriptions',
  mode: 'transcription',
  takes: 'form',
  parse: (body, form) => parseTranscription('audio/transcriptions', body, form),
}

/** The same in English. */
export const translations: TaskEndpoint = {
  ...audio,
  name: 'audio/translations',
  task: 'audio/translations',
  mode: 'transcription',
  takes: 'form',
  parse: (body, form) => parseTranscription('audio/translations', body, form),
}

/** A text that is read aloud. */
export const speech: TaskEndpoint = { ...audio, name: 'audio/speech', task: 'audio/speech', mode: 'speech', parse: parseSpeech }
