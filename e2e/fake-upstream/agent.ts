import type { Answer } from './chat.ts'

type Members = Record<string, unknown>

interface Tool {
  name: string
  description: string
  schema: Members
  /** Its input is a text. */
  custom: boolean
  namespace?: string
}

/** What the client's shell is asked to do. The last line of the file is known only to who ran the commands. */
const commands = ['seq 40 42 > agent.txt', 'wc -c agent.txt >> agent.txt', 'cat agent.txt'] as const

/** The file when all commands have run. */
export const agentFile = '40\n41\n42\n9 agent.txt\n'
/** What the final answer says when the results of the commands have arrived. */
export const agentWords = 'The file ends with: 9 agent.txt'

const objects = (value: unknown): Members[] =>
  Array.isArray(value) ? value.filter((item): item is Members => typeof item === 'object' && item !== null) : []

/** Tools as chat, Messages, Responses (in namespaces, and among the items) and Gemini bring them. */
function toolsOf(body: Members): Tool[] {
  const brought = objects(body.input).flatMap(({ type, tools }) => (type === 'additional_tools' ? objects(tools) : []))
  return [...objects(body.tools), ...brought].flatMap((tool) => {
    if (tool.type === 'namespace') return objects(tool.tools).map((inner) => ({ ...toolOf(inner), namespace: String(tool.name) }))
    return tool.functionDeclarations ? objects(tool.functionDeclarations).map(toolOf) : [toolOf(tool)]
  })
}

/** The name of the first tool that the request brings. */
export const firstToolOf = (body: Members): string => toolsOf(body)[0]?.name ?? 'no tool'

function toolOf(tool: Members): Tool {
  const { name, description, parameters, input_schema, parametersJsonSchema } = (tool.function ?? tool) as Members
  const schema = parameters ?? input_schema ?? parametersJsonSchema ?? {}
  return { name: String(name), description: String(description ?? ''), schema: schema as Members, custom: tool.type === 'custom' }
}

const propertiesOf = ({ schema }: Tool): [string, Members][] => Object.entries((schema.properties ?? {}) as Record<string, Members>)
const commandOf = (tool: Tool) => propertiesOf(tool).find(([name]) => name === 'command' || name === 'cmd')

function shellOf(tools: Tool[]): Tool | undefined {
  const able = tools.filter(commandOf)
  return (
    able.find(({ name }) => /^(bash|shell|shell_command|exec_command|run_shell_command)$/i.test(name)) ??
    able.find(({ description }) => /shell|terminal/i.test(description))
  )
}

function valueFor({ type, enum: options }: Members): unknown {
  if (Array.isArray(options)) return options[0]
  const kind = String(type).toLowerCase()
  return kind === 'boolean' ? false : kind === 'number' || kind === 'integer' ? 10_000 : kind === 'array' ? [] : 'The next step'
}

/** Codex gives models that it knows no shell but a tool that runs JavaScript, which finds the shell among its own tools. */
const scriptOf = (command: string) => `text(await tools.exec_command({ cmd: ${JSON.stringify(command)} }))`
const isScripted = ({ name, description }: Tool) => name === 'exec' && description.includes('tools.exec_command')

/** The words of a call, in two pieces. */
function wordsFor(tool: Tool, command: string): string[] {
  const input = isScripted(tool) ? scriptOf(command) : command
  const words = tool.custom ? input : JSON.stringify(isScripted(tool) ? { input } : argumentsFor(tool, command))
  const middle = Math.floor(words.length / 2)
  return [words.slice(0, middle), words.slice(middle)]
}

function argumentsFor(tool: Tool, command: string): Members {
  const [name = '', property = {}] = commandOf(tool) ?? []
  const needed = propertiesOf(tool).filter(([other]) => other !== name && ((tool.schema.required ?? []) as string[]).includes(other))
  const line = String(property.type).toLowerCase() === 'array' ? ['bash', '-c', command] : command
  return { [name]: line, ...Object.fromEntries(needed.map(([other, members]) => [other, valueFor(members)])) }
}

/** The results of tools that stand in the conversation, of whichever protocol. */
function resultsOf(body: Members): Members[] {
  const turns = objects(body.messages ?? body.input ?? body.contents)
  return turns
    .flatMap((turn) => [turn, ...objects(turn.content), ...objects(turn.parts)])
    .filter(({ role, type, functionResponse }) => {
      const kind = String(type)
      return role === 'tool' || kind === 'tool_result' || kind.endsWith('_call_output') || functionResponse !== undefined
    })
}

/**
 * The next turn of an agent: a call of the client's own shell until so many results are there, then a text that quotes the last one.
 * A request without a shell (a title, a summary) gets a short text.
 */
export function agentTurn(body: Members, steps: number): Pick<Answer, 'pieces' | 'toolCalls'> {
  const tools = toolsOf(body)
  const shell = tools.find(isScripted) ?? shellOf(tools)
  if (!shell) return { pieces: ['A', ' short', ' title'], toolCalls: [] }
  const results = resultsOf(body)
  if (results.length >= steps) {
    const told = JSON.stringify(results.at(-1))
    const last = /\d+ agent\.txt/.exec(told)?.[0]
    return { pieces: (last ? `The file ends with: ${last}` : `The result was: ${told}`).split(/(?= )/), toolCalls: [] }
  }
  const command = commands[results.length] ?? commands[2]
  const { name, custom, namespace } = shell
  const call = { id: `call_agent_${results.length}`, name, arguments: wordsFor(shell, command), custom }
  return { pieces: [], toolCalls: [{ ...call, ...(namespace !== undefined && { namespace }) }] }
}
