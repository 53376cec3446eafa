import type { Protocol } from './protocols'

/**
 * The names under which such a server keeps to a ceiling on an answer's tokens. `unsure`: it may know either name or none, so both are
 * sent and none is believed.
 */
export type CeilingNames = 'max_tokens' | 'max_completion_tokens' | 'both' | 'unsure'

interface Preset {
  id: string
  name: string
  protocol: Protocol
  baseUrl: string
  needsKey: boolean
  ceiling: CeilingNames
  /** It reports the usage so far with every chunk of a stream when it is asked to (`continuous_usage_stats`). */
  usageInChunks?: true
}

/** Where the form for a new upstream starts from, and what is known of such servers: one line adds a choice. */
export const presets = [
  {
    id: 'vllm',
    name: 'vLLM',
    protocol: 'openai',
    baseUrl: 'http://10.0.0.1:8000/v1',
    needsKey: false,
    ceiling: 'both',
    usageInChunks: true,
  },
  {
    id: 'sglang',
    name: 'SGLang',
    protocol: 'openai',
    baseUrl: 'http://10.0.0.1:30000/v1',
    needsKey: false,
    ceiling: 'both',
    usageInChunks: true,
  },
  { id: 'ollama', name: 'Ollama', protocol: 'openai', baseUrl: 'http://127.0.0.1:11434/v1', needsKey: false, ceiling: 'max_tokens' },
  { id: 'llama.cpp', name: 'llama.cpp', protocol: 'openai', baseUrl: 'http://127.0.0.1:8080/v1', needsKey: false, ceiling: 'max_tokens' },
  { id: 'deepseek', name: 'DeepSeek', protocol: 'openai', baseUrl: 'https://api.deepseek.com/v1', needsKey: true, ceiling: 'max_tokens' },
  { id: 'minimax', name: 'MiniMax', protocol: 'openai', baseUrl: 'https://api.minimaxi.com/v1', needsKey: true, ceiling: 'both' },
  {
    id: 'glm',
    name: 'GLM (Zhipu AI)',
    protocol: 'openai',
    baseUrl: 'https://open.bigmodel.cn/api/paas/v4',
    needsKey: true,
    ceiling: 'max_tokens',
  },
  {
    id: 'qwen',
    name: 'Qwen (DashScope)',
    protocol: 'openai',
    baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
    needsKey: true,
    ceiling: 'max_tokens',
  },
  {
    id: 'openai',
    name: 'OpenAI',
    protocol: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    needsKey: true,
    ceiling: 'max_completion_tokens',
  },
  {
    id: 'openai-responses',
    name: 'OpenAI (Responses)',
    protocol: 'openai-responses',
    baseUrl: 'https://api.openai.com/v1',
    needsKey: true,
    ceiling: 'max_completion_tokens',
  },
  {
    id: 'anthropic',
    name: 'Anthropic',
    protocol: 'anthropic',
    baseUrl: 'https://api.anthropic.com/v1',
    needsKey: true,
    ceiling: 'max_tokens',
  },
  {
    id: 'gemini',
    name: 'Google Gemini API',
    protocol: 'gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    needsKey: true,
    ceiling: 'max_tokens',
  },
  {
    id: 'siliconflow',
    name: 'SiliconFlow',
    protocol: 'openai',
    baseUrl: 'https://api.siliconflow.cn/v1',
    needsKey: true,
    ceiling: 'max_tokens',
  },
  { id: 'custom', name: 'Custom', protocol: 'openai', baseUrl: '', needsKey: false, ceiling: 'unsure' },
] as const satisfies readonly Preset[]

export const reportsInChunks = (preset: string | null): boolean => presets.some((known) => known.id === preset && 'usageInChunks' in known)
