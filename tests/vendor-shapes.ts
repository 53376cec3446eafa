import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the newest packages of the vendors say that an answer is. */
const shapes = {
  chat: 'OpenAI.ChatCompletion',
  chatChunk: 'OpenAI.ChatCompletionChunk',
  completion: 'Completion',
  completionChunk: 'CompletionChunk',
  response: 'Response',
  responseEvent: 'EventOf<OpenAI.Responses.ResponseStreamEvent>',
  inputItems: 'Page<OpenAI.Responses.ResponseItem> & Ends',
  responseDeleted: '{ id: string; object: "response"; deleted: true }',
  responseCount: 'OpenAI.Responses.InputTokenCountResponse',
  compacted: 'Compacted',
  conversation: 'OpenAI.Conversations.Conversation',
  conversationDeleted: 'OpenAI.Conversations.ConversationDeletedResource',
  conversationItems: 'OpenAI.Conversations.ConversationItemList',
  conversationItem: 'OpenAI.Conversations.ConversationItem',
  embeddings: 'OpenAI.CreateEmbeddingResponse',
  moderation: 'OpenAI.ModerationCreateResponse',
  images: 'OpenAI.ImagesResponse',
  imageEvent: 'OpenAI.ImageGenStreamEvent | OpenAI.ImageEditStreamEvent',
  transcription: 'OpenAI.Audio.Transcription',
  transcriptionVerbose: 'OpenAI.Audio.TranscriptionVerbose',
  transcriptionEvent: 'OpenAI.Audio.TranscriptionStreamEvent',
  translation: 'OpenAI.Audio.Translation',
  file: 'OpenAI.FileObject',
  files: 'Page<OpenAI.FileObject> & Ends',
  upload: 'Nullable<OpenAI.Upload>',
  uploadPart: 'OpenAI.Uploads.UploadPart',
  fileDeleted: 'OpenAI.FileDeleted',
  models: 'Page<OpenAI.Model>',
  model: 'OpenAI.Model',
  openaiError: '{ error: OpenAI.ErrorObject }',
  message: 'Message',
  messageEvent:
    'Exclude<Anthropic.RawMessageStreamEvent, { type: "content_block_start" }> | BlockStart | { type: "ping" } | Omit<Anthropic.ErrorResponse, "request_id">',
  tokensCount: 'Anthropic.MessageTokensCount',
  anthropicModels: '{ data: Anthropic.ModelInfo[]; has_more: boolean; first_id: string | null; last_id: string | null }',
  anthropicModel: 'Anthropic.ModelInfo',
  anthropicError: 'Anthropic.ErrorResponse | NoMoney',
  gemini: 'Gemini',
  geminiCount: 'google.CountTokensResponse',
  geminiEmbedding: '{ embedding: google.ContentEmbedding }',
  geminiEmbeddings: '{ embeddings: google.ContentEmbedding[] }',
  geminiModels: '{ models: google.Model[] }',
  geminiModel: 'google.Model',
  geminiError: '{ error: { code: number; message: string; status: string } }',
} as const
export type Shape = keyof typeof shapes

/**
 * `Loose` is a vendor's type as JSON has it: members that it does not know may stand beside those that it does, enumerations are texts.
 * The names of its members, which of them there must be, their types and the tags of unions are the vendor's. What the packages add to an
 * answer themselves, such as `output_text`, is left out; text completions have null where model servers write it; what was
 * made short has the user's messages in it, as OpenAI documents; a message may have
 * a picture in it, and its callers are told of missing money by the word at which agents stop; Anthropic has no words for either.
 */
const prelude = `
import type OpenAI from 'openai'
import type Anthropic from '@anthropic-ai/sdk'
import type * as google from '@google/genai'
type Page<T> = { object: 'list'; data: T[] }
type Nullable<T> = { [K in keyof T]: T[K] | null }
type Completion = Omit<Nullable<OpenAI.Completion>, 'usage'> & { choices: OpenAI.CompletionChoice[]; usage?: Nullable<OpenAI.CompletionUsage> }
type CompletionChunk = Omit<Completion, 'choices'> & { choices: Nullable<OpenAI.CompletionChoice>[] }
type Response = Omit<OpenAI.Responses.Response, 'output_text'>
type EventOf<E> = E extends { response: unknown } ? Omit<E, 'response'> & { response: Response } : E
type NoMoney = Omit<Anthropic.ErrorResponse, 'error'> & { error: { type: 'insufficient_quota'; message: string } }
type Block = Anthropic.ContentBlock | Anthropic.ImageBlockParam
type Message = Omit<Anthropic.Message, 'content'> & { content: Block[] }
type BlockStart = Omit<Anthropic.RawContentBlockStartEvent, 'content_block'> & { content_block: Block }
type OutputItem = OpenAI.Responses.ResponseOutputItem | OpenAI.Responses.ResponseInputMessageItem
type Compacted = Omit<OpenAI.Responses.CompactedResponse, 'output'> & { output: OutputItem[] }
type Gemini = Omit<google.GenerateContentResponse, 'text' | 'data' | 'functionCalls' | 'executableCode' | 'codeExecutionResult' | 'initialPromptTokenCount'>
type Ends = { has_more: boolean; first_id: string | null; last_id: string | null }
type Loose<T> = T extends string ? \`\${T}\`
  : T extends number | boolean | null | undefined ? T
  : T extends readonly (infer U)[] ? Loose<U>[]
  : T extends object ? { [K in keyof T]: Loose<T[K]> } & { [more: string]: unknown } : T
declare function is<T>(value: Loose<T>): void
`
const options = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  module: 'esnext',
  moduleResolution: 'bundler',
  target: 'esnext',
  types: [],
}

/** Collects answers, and lets the compiler judge all of them at once by the types that the vendors publish. */
export function vendorShapes() {
  const samples = new Map<string, string>()
  return {
    size: () => samples.size,
    add(shape: Shape, json: unknown, about: string) {
      const line = `is<${shapes[shape]}>(${JSON.stringify(json)})`
      if (!samples.has(line)) samples.set(line, about)
    },
    /** What differs, with the answer it was found in. */
    async faults(): Promise<string[]> {
      const lines = [...samples.keys()]
      const abouts = [...samples.values()]
      return (await compiled(lines)).map(({ line, at, fault }) => {
        const answer = lines[line] ?? ''
        return `${abouts[line]}: ${fault} at ${answer.slice(at, at + 60)} in ${answer.slice(0, 2000)}`
      })
    },
  }
}

/** The folder lies in ours, so that the packages are found from it. */
async function compiled(lines: string[]): Promise<{ line: number; at: number; fault: string }[]> {
  const cache = join(import.meta.dirname, '../.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'shapes-'))
  try {
    writeFileSync(join(folder, 'answers.ts'), prelude + lines.join('\n'))
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['answers.ts'] }))
    const output = await run(join(import.meta.dirname, '../node_modules/typescript/bin/tsc'), ['-p', folder, '--pretty', 'false'])
    const before = prelude.split('\n').length
    // The lines of an error that follow the first one go into detail; the last of them names the member.
    const faults = output.split(/^(?=\S)/m).flatMap((error) => {
      const [, line, at, first] = /answers\.ts\((\d+),(\d+)\): error (.*)/.exec(error) ?? []
      const last = error.trim().split('\n').at(-1)?.trim() ?? ''
      return line === undefined
        ? []
        : [{ line: Number(line) - before, at: Number(at) - 1, fault: error.includes('\n ') ? last : String(first) }]
    })
    if (output.trim() && faults.length === 0) throw new Error(output)
    return faults
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run(program: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args])
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part: Buffer) => {
        output += part
      })
    child.once('error', reject).once('close', () => resolve(output))
  })
}
