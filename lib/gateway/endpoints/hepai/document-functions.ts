import 'server-only'
import { handedIn, taskResult, taskStatus } from '../documents/document-tasks'
import { documents } from '../documents/documents'
import { type RemoteFunction, stream } from './remote-function'

const task = [['task_id', 'str']] as const

/** What HepAI's users call of a document tool, and what its client calls to parse a document in the background. */
export const documentFunctions: RemoteFunction[] = [
  {
    name: 'interface',
    does: 'Writes a document as Markdown. Send it as file_base64 (with file_name or suffix), file, file_id or url.',
    parameters: [['file_base64', 'str'], ['suffix', 'str'], ['file_name', 'str'], ['file_id', 'str'], ['url', 'str'], stream],
    returns: 'str',
    endpoint: documents,
  },
  {
    name: 'submit',
    does: 'Writes a document as Markdown into your file store. The task that it returns has ended already.',
    parameters: [
      ['file_id', 'str'],
      ['options', 'dict'],
      ['idempotency_key', 'str'],
    ],
    returns: 'dict',
    endpoint: handedIn,
  },
  { name: 'status', does: 'Says how a task stands.', parameters: task, returns: 'dict', endpoint: taskStatus },
  { name: 'result', does: 'Returns the Markdown of a task.', parameters: task, returns: 'dict', endpoint: taskResult },
  { name: 'cancel', does: 'Gives a task up, as far as it has not ended.', parameters: task, returns: 'dict', endpoint: taskStatus },
]
