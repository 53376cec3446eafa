import type { Protocol } from './schema'

/** Where the form for a new upstream starts from: one line adds a choice. */
export const presets = [
  { id: 'vllm', name: 'vLLM', protocol: 'openai', baseUrl: 'http://10.0.0.1:8000/v1', needsKey: false },
  { id: 'sglang', name: 'SGLang', protocol: 'openai', baseUrl: 'http://10.0.0.1:30000/v1', needsKey: false },
  { id: 'ollama', name: 'Ollama', protocol: 'openai', baseUrl: 'http://127.0.0.1:11434/v1', needsKey: false },
  { id: 'llama.cpp', name: 'llama.cpp', protocol: 'openai', baseUrl: 'http://127.0.0.1:8080/v1', needsKey: false },
  { id: 'deepseek', name: 'DeepSeek', protocol: 'openai', baseUrl: 'https://api.deepseek.com/v1', needsKey: true },
  { id: 'minimax', name: 'MiniMax', protocol: 'openai', baseUrl: 'https://api.minimaxi.com/v1', needsKey: true },
  { id: 'glm', name: 'GLM (Zhipu AI)', protocol: 'openai', baseUrl: 'https://open.bigmodel.cn/api/paas/v4', needsKey: true },
  {
    id: 'qwen',
    name: 'Qwen (DashScope)',
    protocol: 'openai',
    baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
    needsKey: true,
  },
  { id: 'openai', name: 'OpenAI', protocol: 'openai', baseUrl: 'https://api.openai.com/v1', needsKey: true },
  { id: 'siliconflow', name: 'SiliconFlow', protocol: 'openai', baseUrl: 'https://api.siliconflow.cn/v1', needsKey: true },
  { id: 'custom', name: 'Custom', protocol: 'openai', baseUrl: '', needsKey: false },
] as const satisfies readonly { id: string; name: string; protocol: Protocol; baseUrl: string; needsKey: boolean }[]
