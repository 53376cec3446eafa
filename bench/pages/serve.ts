import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { admin, startAtrium } from '../../e2e/atrium.ts'
import { login } from '../../e2e/portal.ts'

const command = fileURLToPath(new URL('../../scripts/run.mjs', import.meta.url))

/** Fills a data folder with the demo campus, and resolves to what a member signs in with. */
function seedDemo(dataDir: string): Promise<{ username: string; password: string }> {
  const child = spawn(process.execPath, [command, 'demo'], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (part: Buffer) => {
    printed += part
  })
  return new Promise((resolve, reject) => {
    child.once('exit', () => {
      const [, username = '', password] = /Sign in as (?:\S+ \(owner\) or )?(\S+), password of all demo users: (\S+)/.exec(printed) ?? []
      if (password) resolve({ username, password })
      else reject(new Error(`The demo data was not made:\n${printed}`))
    })
  })
}

/** The production server with demo data in a temporary folder, and the sessions of a member and of the owner. */
export async function serveDemo() {
  const atrium = await startAtrium()
  const member = await login(atrium.url, await seedDemo(atrium.dataDir))
  const owner = await login(atrium.url, admin)
  const [conversation] = (await member.get<{ conversations: { id: string }[] }>('/api/conversations')).conversations
  return { atrium, member: member.token, owner: owner.token, chats: conversation ? [`/chat/${conversation.id}`] : [] }
}
