import type { Mode } from '@/lib/catalog/names'
import type { Listed } from './listed'

const methods: Record<string, string[] | undefined> = {
  chat: ['generateContent', 'streamGenerateContent', 'countTokens'],
  embedding: ['embedContent', 'batchEmbedContents'],
} satisfies Partial<Record<Mode, string[]>>

/** A model in Gemini's words. */
export function geminiShape({ name, model }: Listed) {
  const modes = model?.modes ?? ['chat']
  return {
    name: `models/${name}`,
    version: '001',
    displayName: model?.name ?? 'Auto',
    description: '',
    ...(model?.context && { inputTokenLimit: model.context }),
    ...(model?.maxOutput && { outputTokenLimit: model.maxOutput }),
    supportedGenerationMethods: modes.flatMap((mode) => methods[mode] ?? []),
  }
}
