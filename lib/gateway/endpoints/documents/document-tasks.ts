import 'server-only'
import { fail } from '@/lib/errors'
import type { FileRow } from '@/lib/files/file-row'
import { findFile } from '@/lib/files/find-file'
import { saveFile } from '@/lib/files/save-file'
import type { Caller } from '../../call/caller'
import type { FreeEndpoint, TaskEndpoint } from '../endpoint'
import { documents, type MeasuredDocument, parseDocument } from './documents'
import { fileBytes } from './find-document'

// Some clients hand a document in, ask how it goes, and fetch the result. Here the document is read while it is handed in, and the
// Markdown lies in the user's file store until it is deleted: the task is that file.

const purpose = 'parse_result'

export const handedIn: TaskEndpoint = {
  ...documents,
  parse(recalled) {
    const { owner, name } = recalled.document as MeasuredDocument
    return {
      ...parseDocument({ ...recalled, stream: false }),
      async keep({ markdown }) {
        const bytes = Buffer.from(String(markdown))
        return taskOf(await saveFile({ userId: owner, name: markdownName(name), purpose, told: 'text/markdown', bytes }))
      },
      write: (task) => ({ type: 'application/json', body: JSON.stringify({ ...task, model: recalled.model }) }),
    }
  },
}

const markdownName = (name: string): string => `${name.replace(/\.[^./\\]*$/, '') || 'document'}.md`

function taskOf({ id, created_at }: FileRow) {
  const time = Math.floor(created_at.getTime() / 1000)
  return {
    id: id.replace('file-', 'task-'),
    status: 'succeeded',
    stage: null,
    progress: 1,
    created_at: time,
    started_at: time,
    finished_at: time,
    error: null,
  }
}

async function resultOf(body: Record<string, unknown>, { user }: Caller): Promise<FileRow> {
  const { task_id: task } = body
  const none = () =>
    fail('not_found', { param: 'task_id', message: 'There is no such task, or its result was deleted from the file store.' })
  if (typeof task !== 'string' || !task.startsWith('task-')) throw none()
  const file = await findFile(task.replace('task-', 'file-'), user.id).catch(() => undefined)
  if (file?.purpose !== purpose) throw none()
  return file
}

/** How a task stands, and what is left to give up of one: both find that it has ended. */
export const taskStatus: FreeEndpoint = {
  method: 'POST',
  name: 'apiv2/worker/unified_gate',
  answer: async ({ json, caller }) => taskOf(await resultOf(await json(), caller)),
}

export const taskResult: FreeEndpoint = {
  ...taskStatus,
  async answer({ json, caller }) {
    const file = await resultOf(await json(), caller)
    const markdown = (await fileBytes(file)).toString()
    return {
      task_id: file.id.replace('file-', 'task-'),
      markdown,
      artifacts: [],
      metadata: { markdown_filename: file.name, markdown_file_id: file.id },
    }
  },
}
