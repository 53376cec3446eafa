import { chatErrorBody } from '../chat/error-body'
import type { TaskEndpoint } from '../endpoint'
import { parseSpeech } from './parse-speech'
import { parseTranscription } from './parse-transcription'

const audio = { method: 'POST', speaks: 'openai', refusal: chatErrorBody } as const

/** The words of a recording, as JSON, as a text or as a stream. */
export const transcriptions: TaskEndpoint = {
  ...audio,
  name: 'audio/transcriptions',
  task: 'audio/transcriptions',
  mode: 'transcription',
  takes: 'form',
  parse: (body, form) => parseTranscription('audio/transcriptions', body, form),
}

/** The words of a recording, translated to English. */
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
