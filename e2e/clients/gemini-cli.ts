import type { Client } from './client.ts'

const settings = {
  general: { enableAutoUpdate: false, disableAutoUpdate: true },
  privacy: { usageStatisticsEnabled: false },
  telemetry: { enabled: false },
  tools: { shell: { enableInteractiveShell: false } }, // Through a terminal it loses the output of a quick command now and then.
  security: { auth: { selectedType: 'gemini-api-key' } },
}

export const geminiCli: Client = {
  name: 'Gemini CLI',
  package: '@google/gemini-cli',
  version: '0.61.0',
  bin: 'gemini',
  protocol: 'Gemini',
  endpoint: 'v1beta/models/{id...}:streamGenerateContent',
  alike: 'gemini',
  task: ({ url, secret, model, prompt }) => ({
    args: ['--yolo', '--skip-trust', '--model', model, '--prompt', prompt],
    env: { GOOGLE_GEMINI_BASE_URL: url, GEMINI_API_KEY: secret },
    files: { '.gemini/settings.json': JSON.stringify(settings) },
  }),
}
