import type { Listed } from './listed'

const methods = ['generateContent', 'streamGenerateContent', 'countTokens']

/** A model in Gemini's words. */
export function geminiShape({ name, model }: Listed) {
  const chats = model?.modes.includes('chat') ?? true
  return {
    name: `models/${name}`,
    version: '001',
    displayName: model?.name ?? 'Auto',
    description: '',
    ...(model?.context && { inputTokenLimit: model.context }),
    ...(model?.maxOutput && { outputTokenLimit: model.maxOutput }),
    supportedGenerationMethods: chats ? methods : [],
  }
}
