import 'server-only'
import type { Mode } from '@/lib/catalog/names'
import { speech, transcriptions, translations } from '../audio/audio'
import { chatCompletions } from '../chat/chat-completions'
import { completions } from '../completions/completions'
import { embeddings } from '../embeddings/embeddings'
import { imageEdits, imageGenerations, imageVariations } from '../images/images'
import { countMessage, messages } from '../messages/messages'
import type { Listed } from '../models/listed'
import { moderations } from '../moderations/moderations'
import { rerank } from '../rerank/rerank'
import { responses } from '../responses/responses'
import { documentFunctions } from './document-functions'
import { type RemoteFunction, stream } from './remote-function'

const textOrList = ['input', 'Any'] as const

/** The functions of each kind of model; they take what the endpoint takes in its body. */
const functions: Record<Mode, readonly RemoteFunction[]> = {
  chat: [
    {
      name: 'chat_completions',
      does: 'Answers a chat, as POST /chat/completions does.',
      parameters: [['messages', 'list'], stream],
      returns: 'dict',
      endpoint: chatCompletions,
    },
    {
      name: 'completions',
      does: 'Goes on with a text, as POST /completions does.',
      parameters: [['prompt', 'Any'], stream],
      returns: 'dict',
      endpoint: completions,
    },
    {
      name: 'responses',
      does: 'Answers as POST /responses does.',
      parameters: [textOrList, stream],
      returns: 'dict',
      endpoint: responses,
    },
    {
      name: 'anthropic_messages',
      does: 'Answers as POST /anthropic/v1/messages does.',
      parameters: [['messages', 'list'], ['max_tokens', 'Any'], stream],
      returns: 'dict',
      endpoint: messages,
    },
    {
      name: 'anthropic_count_tokens',
      does: 'Counts the tokens of a prompt in the shape of anthropic_messages.',
      parameters: [['messages', 'list']],
      returns: 'dict',
      endpoint: countMessage,
    },
  ],
  embedding: [{ name: 'embeddings', does: 'Makes vectors of texts.', parameters: [textOrList], returns: 'dict', endpoint: embeddings }],
  rerank: [
    {
      name: 'rerank',
      does: 'Puts documents into the order in which they answer a question.',
      parameters: [
        ['query', 'str'],
        ['documents', 'list'],
      ],
      returns: 'dict',
      endpoint: rerank,
    },
  ],
  image: [
    { name: 'image_generations', does: 'Makes pictures.', parameters: [['prompt', 'str']], returns: 'dict', endpoint: imageGenerations },
    {
      name: 'image_edits',
      does: 'Changes pictures, which are sent as a form.',
      parameters: [['prompt', 'str']],
      returns: 'dict',
      endpoint: imageEdits,
    },
    {
      name: 'image_variations',
      does: 'Makes pictures like the one that is sent as a form.',
      parameters: [],
      returns: 'dict',
      endpoint: imageVariations,
    },
  ],
  transcription: [
    {
      name: 'audio_transcriptions',
      does: 'Writes down what is said in the sound that is sent as `file`.',
      parameters: [],
      returns: 'dict',
      endpoint: transcriptions,
    },
    {
      name: 'audio_translations',
      does: 'Writes it down in English.',
      parameters: [],
      returns: 'dict',
      endpoint: translations,
    },
  ],
  speech: [
    {
      name: 'audio_speech',
      does: 'Reads a text aloud; the answer is the sound itself.',
      parameters: [
        ['input', 'str'],
        ['voice', 'str'],
      ],
      returns: 'str',
      endpoint: speech,
    },
  ],
  moderation: [{ name: 'moderations', does: 'Judges texts.', parameters: [textOrList], returns: 'dict', endpoint: moderations }],
  tool: documentFunctions,
}

const byName = new Map(
  Object.values(functions)
    .flat()
    .map((each) => [each.name, each]),
)

export const functionCalled = (name: string): RemoteFunction | undefined => byName.get(name)

/** `auto` is no model, but chats as one. */
export const remoteFunctionsOf = ({ model }: Listed): RemoteFunction[] =>
  (model?.modes ?? ['chat']).flatMap((mode) => functions[mode as Mode] ?? [])
