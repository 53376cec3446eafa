import type { Client } from './client.ts'

const settings = {
  general: { enableAutoUpdate: false, disableAutoUpdate: true },
  privacy: { usageStatisticsEnabled: false },
  telemetry: { enabled: false },
  tools: { shell: { enableInteractiveShell: false } }, // Through a terminal it loses the output of a quick command now and then.
}

export const qwenCode: Client = {
  name: 'Qwen Code',
  package: '@qwen-code/qwen-code',
  version: '0.24.4',
  bin: 'qwen',
  protocol: 'chat',
  endpoint: 'chat/completions',
  alike: 'openai',
  task: ({ url, secret, model, prompt }) => ({
    args: ['--yolo', '--auth-type', 'openai', '--model', model, prompt],
    env: { OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: secret },
    files: { '.qwen/settings.json': JSON.stringify(settings) },
  }),
}
