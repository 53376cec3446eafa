import type { Client, Command, Site } from './client.ts'

/** Claude Code takes the address without a path, and asks for permission unless it is told that it is in a sandbox. */
const command = ({ url, secret, model }: Site, prompt: string): Command => ({
  args: ['--print', prompt, '--model', model, '--dangerously-skip-permissions'],
  env: {
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_AUTH_TOKEN: secret,
    ANTHROPIC_DEFAULT_HAIKU_MODEL: model,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    DISABLE_TELEMETRY: '1',
    IS_SANDBOX: '1', // As root it refuses to skip permissions elsewhere.
  },
})

export const claudeCode: Client = {
  name: 'Claude Code',
  package: '@anthropic-ai/claude-code',
  version: '2.1.332',
  bin: 'claude',
  protocol: 'Messages',
  endpoint: 'messages',
  alike: 'anthropic',
  task: (site) => command(site, site.prompt),
  counts: (site) => command(site, '/context'), // Some two dozen questions at once.
}
