/** The running Atrium as a client is told of it, and where the client may write. */
export interface Site {
  /** Without a path. */
  url: string
  secret: string
  model: string
  prompt: string
  /** Stands for the person's home, so that nothing of the machine is read. */
  home: string
}

export interface Command {
  args: string[]
  env: Record<string, string>
  /** Files of settings, by their path under the home. */
  files?: Record<string, string>
}

/** Upstreams of the run, by the protocol that they speak. */
export const upstreams = ['openai', 'openai-responses', 'anthropic', 'gemini'] as const
export type Upstream = (typeof upstreams)[number]

/** A program of somebody else that is used as it is. */
export interface Client {
  name: string
  package: string
  version: string
  bin: string
  protocol: string
  /** What the records of its calls must name. */
  endpoint: string
  /** The upstream that speaks the client's own protocol. */
  alike: Upstream
  /** What the model is called, where the client goes by the name; `agent` otherwise. */
  model?: string
  /** What it runs without a person. */
  task(site: Site): Command
  /** Something that asks only what messages would come to, which costs nothing. */
  counts?(site: Site): Command
}
